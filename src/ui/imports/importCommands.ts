// Registers the commands that create, start, resume and rehearse imports. Their code is loaded when the first of them is called.
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import { readArgument } from '../csv/registerCsvCommands.ts';
import { commands } from '../shell/ids.ts';
import type { Targets } from '../shell/targets.ts';
import type { ImportTools } from './importTools.ts';

export interface ImportCommandServices {
  readonly targets: Targets;
  /** Loads the tools, once. */
  readonly importTools: () => ImportTools;
}

export function importCommands({ targets, importTools }: ImportCommandServices) {
  return {
    [commands.createImportJob]: (argument) => importTools().create(readArgument(argument, targets)),
    [commands.startJob]: (argument) => importTools().start(targets.job(argument)),
    [commands.resumeImport]: () => importTools().resume(),
    [commands.rehearseCsv]: (argument) => importTools().rehearse(readArgument(argument, targets)),
  } satisfies Partial<CommandHandlers>;
}
