// Moves imports of versions up to 0.1 into the store: they were arrays in `globalState`, with files in a folder of their own.
import { join } from 'node:path';
import type { FileCut, ImportPart, ImportState } from '../../domain/imports/import.ts';
import { importsFolder } from '../storageFolders.ts';
import type { Disk } from './disk.ts';
import { statePath } from './storedImport.ts';
import {
  isBoolean,
  isConnection,
  isCsv,
  isCut,
  isNumber,
  isObject,
  isResult,
  isStage,
  isText,
  parseState,
} from './storedState.ts';

export interface OldImports {
  /** Imports of one job each, and the parts of batches. */
  readonly runs: unknown;
  readonly batches: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Writes imports that are not in the store yet, without an owner, so that they are offered. Two windows that do this at once write the same.
 * @throws Error of the file system.
 */
export async function moveOldImports(
  disk: Disk,
  storage: string,
  old: OldImports,
  warn: (message: string) => void,
): Promise<void> {
  const folder = join(storage, importsFolder);
  for (const name of await disk.list(folder))
    if (name.endsWith('.lock')) await disk.remove(join(folder, name));
  for (const state of convertOldImports(old, warn)) {
    const own = join(folder, state.id);
    await disk.makeFolder(own);
    const isMoved = (await disk.list(own)).some((name) => name.startsWith('state.'));
    if (!isMoved) await disk.write(statePath(own, 0), JSON.stringify(state), folder);
  }
  // Parts that are still needed are cut again from their CSV.
  await disk.remove(join(storage, 'batches'));
}

/** The imports among old records; each one that cannot be read is reported and left out. */
function convertOldImports(
  { runs, batches }: OldImports,
  warn: (message: string) => void,
): readonly ImportState[] {
  const oldRuns = listOf(runs);
  const convert = (record: unknown, state: unknown): ImportState[] => {
    const found = parseState(JSON.stringify(state));
    if (!found) warn(`An import of an earlier version cannot be read: ${idOf(record)}`);
    return found ? [found] : [];
  };
  return [
    ...oldRuns
      .filter((run) => !isObject(run) || run['batch'] === undefined)
      .flatMap((run) => convert(run, isObject(run) ? fromRun(run) : undefined)),
    ...listOf(batches).flatMap((batch) =>
      convert(batch, isObject(batch) ? fromBatch(batch, oldRuns) : undefined),
    ),
  ];
}

function fromRun(run: Members): object {
  const csv = isCsv(run['csv']) ? run['csv'] : undefined;
  const isDone = run['stage'] === 'started' || (run['stage'] === 'uploaded' && run['start'] !== true);
  return {
    ...common(run),
    path: csv?.path,
    start: run['start'],
    queued: isBoolean(run['queued']) ? run['queued'] : false,
    parts: [{ source: csv, csv, rows: csv?.rows ?? 0, ...progressOf(run) }],
    status: isDone ? 'finished' : 'running',
  };
}

function fromBatch(batch: Members, runs: readonly unknown[]): object {
  const parts = listOf(batch['parts']).map((part, index): object => {
    if (!isObject(part)) return {};
    const run = runs.find((each) => isObject(each) && each['id'] === `${String(batch['id'])}-${index + 1}`);
    const cut: FileCut | undefined = isCut(part['cut']) ? part['cut'] : undefined;
    const started = isText(part['jobId']) ? { stage: 'started', jobId: part['jobId'] } : undefined;
    return {
      source: part['source'],
      cut,
      rows: part['rows'],
      csv: cut ? undefined : part['csv'],
      ...(started ?? (isObject(run) ? progressOf(run) : { stage: 'creating' })),
      result: isResult(part['result']) ? part['result'] : undefined,
    };
  });
  return {
    ...common(batch),
    path: batch['path'],
    start: true,
    queued: true,
    parts,
    status: batch['state'] === 'over' ? 'finished' : batch['state'],
  };
}

function common(record: Members): object {
  const { id, jobName, connection, userPoolId, poolName, cloudWatchLogsRoleArn } = record;
  return {
    // It becomes the name of a folder.
    id: isText(id) && /^\w[\w-]*$/.test(id) ? id : undefined,
    jobName,
    connection: isConnection(connection) ? connection : undefined,
    userPoolId,
    poolName,
    cloudWatchLogsRoleArn,
    passwordHashingAlgorithm: record['passwordHashingAlgorithm'],
    savedAt: isNumber(record['begunAt']) ? record['begunAt'] : 0,
  };
}

/** The stage of an old import. The jobs listed before it created its own are unknown: a job of its name may be its own. */
function progressOf({ stage, jobId, begunAt }: Members): Partial<ImportPart> {
  const isCreated = isStage(stage) && isText(jobId);
  return {
    stage: isCreated ? stage : 'creating',
    ...(isCreated ? { jobId } : { sameNamed: [] }),
    ...(isNumber(begunAt) ? { begunAt } : {}),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function idOf(record: unknown): string {
  return isObject(record) && isText(record['id']) ? record['id'] : 'it has no id';
}
