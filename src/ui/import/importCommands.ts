// Commands that make and start imports. The questions of a new one are loaded when it is asked for.
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ImportJobs } from '../../domain/importJobs.ts';
import type { ImportRun } from '../../domain/importRun.ts';
import type { CommandRegistry } from '../commandRegistry.ts';
import type { CsvTools } from '../csv/csv.ts';
import { readArgument } from '../csv/registerCsvCommands.ts';
import { commands } from '../ids.ts';
import type { Targets } from '../targets.ts';
import type { ImportDraft } from './draft.ts';
import type { Imports } from './imports.ts';
import { startJob } from './startJob.ts';
import { plain } from '../plain.ts';

export interface ImportServices {
  readonly jobs: ImportJobs;
  readonly imports: Imports;
  readonly targets: Targets;
  /** Loads what works with CSVs, once. */
  readonly tools: () => CsvTools;
}

export function registerImportCommands(registry: CommandRegistry, services: ImportServices): void {
  const { jobs, imports, targets, tools } = services;
  registry.register(commands.createImportJob, async (argument) => {
    const draft = await tools().prepareImport(readArgument(argument, targets));
    const run = draft && toRun(jobs, draft);
    if (run) await imports.begin(run);
  });
  registry.register(commands.startJob, async (argument) => {
    const ref = targets.job(argument) ?? (await pickStartable(jobs));
    if (ref) await startJob(jobs, imports, ref);
  });
  registry.register(commands.resumeImport, async () => {
    const run = await pickUnfinished(imports);
    if (run) await imports.resume(run);
  });
}

/** The import that the answers describe; undefined where the connection has gone meanwhile. */
function toRun(jobs: ImportJobs, draft: ImportDraft): ImportRun | undefined {
  const { target, path, checked, jobName, roleArn, algorithm, start } = draft;
  const view = jobs.store.connection(target.pool.connectionId);
  if (!view || checked?.sha256 === undefined || jobName === undefined || roleArn === undefined)
    return undefined;
  return {
    id: randomUUID(),
    connection: view.connection,
    userPoolId: target.pool.userPoolId,
    poolName: target.poolName,
    jobName,
    cloudWatchLogsRoleArn: roleArn,
    ...(algorithm === undefined ? {} : { passwordHashingAlgorithm: algorithm }),
    csv: { path, bytes: checked.summary.bytes, rows: checked.summary.rows, sha256: checked.sha256 },
    start: start ?? false,
    queued: false,
    stage: 'creating',
    begunAt: Date.now(),
  };
}

async function pickStartable(jobs: ImportJobs) {
  const created = [...jobs.store.allJobs()].filter(({ job }) => job.status === 'Created');
  const items = created.map(({ ref, job }) => ({
    label: plain(job.jobName),
    description: plain(jobs.store.pool(ref)?.pool.name ?? ref.userPoolId),
    ref,
  }));
  const placeHolder =
    items.length > 0 ? 'Select the import job to start' : 'No known import job waits to be started';
  return (await vscode.window.showQuickPick(items, { title: 'Start Import Job', placeHolder }))?.ref;
}

async function pickUnfinished(imports: Imports): Promise<ImportRun | undefined> {
  const items = (await imports.runs.unfinished()).map((run) => ({
    label: plain(run.jobName),
    description: plain(run.poolName),
    ...(run.csv ? { detail: basename(run.csv.path) } : {}),
    run,
  }));
  const placeHolder = items.length > 0 ? 'Select the import to go on with' : 'No import was interrupted';
  return (await vscode.window.showQuickPick(items, { title: 'Resume Import', placeHolder }))?.run;
}
