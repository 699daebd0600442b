// Registers the commands about users of a pool. Their code is loaded when the first of them is called.
import { isTerminal, type ImportJob } from '../../domain/jobs/job.ts';
import { readArgument } from '../csv/registerCsvCommands.ts';
import { chooseJob, type TargetServices } from '../jobs/pickTarget.ts';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import { commands } from '../shell/ids.ts';
import { commandWords } from './commandWords.ts';
import type { UserTools } from './userTools.ts';

export interface UserCommandServices extends TargetServices {
  /** Loads the tools, once. */
  readonly userTools: () => UserTools;
}

const hasUsers = (job: ImportJob): boolean => isTerminal(job.status) && job.importedUsers > 0;

export function userCommands(services: UserCommandServices) {
  const { userTools, targets } = services;
  const job = (argument: unknown, title: string) =>
    chooseJob(services, argument, {
      title,
      isOffered: hasUsers,
      refusal: commandWords.noUsers,
      none: commandWords.noJob,
    });
  return {
    [commands.compareCsv]: (argument) => userTools().compare(readArgument(argument, targets)),
    [commands.exportNewRows]: (argument) => userTools().exportNew(readArgument(argument, targets)),
    [commands.exportUsers]: (argument) => userTools().exportUsers(readArgument(argument, targets).pool),
    [commands.comparePools]: (argument) => userTools().comparePools(readArgument(argument, targets).pool),
    [commands.saveImportReport]: async (argument) => {
      const ref = await chooseJob(services, argument, {
        title: commandWords.report,
        isOffered: ({ startDate }) => startDate !== undefined,
        refusal: commandWords.notStarted,
        none: commandWords.noneStarted,
      });
      if (ref) await userTools().saveReport(ref);
    },
    [commands.exportSubMap]: async (argument) => {
      const ref = await job(argument, commandWords.subMap);
      if (ref) await userTools().exportSubMap(ref);
    },
    [commands.applyGroups]: async (argument) => {
      const ref = await job(argument, commandWords.applyGroups);
      if (ref) await userTools().applyGroups(ref);
    },
    [commands.showMustReset]: async (argument) => {
      const ref = await job(argument, commandWords.mustReset);
      if (ref) await userTools().showMustReset(ref);
    },
    [commands.sendPasswordResets]: async (argument) => {
      const ref = await job(argument, commandWords.sendResets);
      if (ref) await userTools().sendResets(ref);
    },
    [commands.undoImport]: async (argument) => {
      const ref = await job(argument, commandWords.undo);
      if (ref) await userTools().undo(ref);
    },
  } satisfies Partial<CommandHandlers>;
}
