// Registers the commands about import CSVs. Their code is loaded when the first of them is called.
import * as vscode from 'vscode';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import { commands } from '../shell/ids.ts';
import type { Targets } from '../shell/targets.ts';
import type { CsvArgument } from './csvArgument.ts';
import type { CsvTools } from './csvTools.ts';

export interface CsvCommandServices {
  readonly targets: Targets;
  /** Loads the tools, once. */
  readonly tools: () => CsvTools;
}

export function csvCommands({ targets, tools }: CsvCommandServices) {
  const read = (argument: unknown): CsvArgument => readArgument(argument, targets);
  return {
    [commands.newImportCsv]: (argument) => tools().create(read(argument)),
    [commands.validateCsv]: (argument) => tools().validate(read(argument)),
    [commands.fixCsv]: (argument) => tools().fix(read(argument)),
    [commands.convertCsv]: (argument) => tools().convert(read(argument)),
    [commands.checkHash]: (argument) => tools().checkHash(read(argument)),
    [commands.deleteLocalCopies]: () => tools().deleteLocalCopies(),
    [commands.stopValidatingCsv]: (argument) => tools().stop(read(argument)),
  } satisfies Partial<CommandHandlers>;
}

/** The argument may be a file from a menu, a `CsvArgument` of the extension, or a row of the tree. */
export function readArgument(argument: unknown, targets: Targets): CsvArgument {
  if (argument instanceof vscode.Uri) return { uri: argument };
  if (isArgument(argument)) return argument;
  const pool = argument === undefined ? undefined : targets.pool(argument);
  return pool ? { pool } : {};
}

function isArgument(argument: unknown): argument is CsvArgument {
  if (typeof argument !== 'object' || argument === null) return false;
  if ('uri' in argument) return argument.uri instanceof vscode.Uri;
  return 'pool' in argument && typeof argument.pool === 'object';
}
