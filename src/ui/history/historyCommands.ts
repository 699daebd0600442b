// Registers the commands of the import history. Their code is loaded when the first of them is called.
import { chooseJob, type TargetServices } from '../jobs/pickTarget.ts';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import { commands } from '../shell/ids.ts';
import { commandWords } from './commandWords.ts';
import type { HistoryTools } from './historyTools.ts';

export interface HistoryCommandServices extends TargetServices {
  /** Loads the tools, once. */
  readonly historyTools: () => HistoryTools;
}

export function historyCommands(services: HistoryCommandServices) {
  const { historyTools } = services;
  return {
    [commands.importHistory]: () => historyTools().open(),
    [commands.compareRuns]: () => historyTools().compare(),
    [commands.clearHistory]: () => historyTools().clear(),
    [commands.importAgain]: async (argument) => {
      const ref = await chooseJob(services, argument, {
        title: commandWords.again,
        isOffered: () => true,
        refusal: () => commandWords.cannotImport,
        none: commandWords.noJob,
      });
      if (ref) await historyTools().again(ref);
    },
  } satisfies Partial<CommandHandlers>;
}
