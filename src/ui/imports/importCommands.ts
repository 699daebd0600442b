// Commands that make and start imports. The questions of a new one are loaded when it is asked for.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { nextPart } from '../../domain/imports/batch.ts';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import type { CsvArgument } from '../csv/csvTools.ts';
import { readArgument } from '../csv/registerCsvCommands.ts';
import { commands } from '../shell/ids.ts';
import type { Targets } from '../shell/targets.ts';
import type { BatchImports } from './batchProgress.ts';
import { batchName, partWords } from './batchWords.ts';
import type { ImportDraft } from './draft.ts';
import { toBatch, toRun } from './importPlan.ts';
import type { Imports } from './importProgress.ts';
import { startJob } from '../jobs/startJob.ts';
import { plain } from '../shell/escapeText.ts';

export interface ImportServices {
  readonly jobs: JobService;
  readonly imports: Imports;
  readonly batchImports: BatchImports;
  readonly targets: Targets;
  /** Asks everything that an import needs; undefined when the user cancels. */
  readonly prepare: (argument: CsvArgument) => Promise<ImportDraft | undefined>;
}

export function importCommands(services: ImportServices) {
  const { jobs, imports, batchImports, targets, prepare } = services;
  return {
    [commands.createImportJob]: async (argument) => {
      const draft = await prepare(readArgument(argument, targets));
      if (!draft) return;
      const view = jobs.store.connection(draft.target.pool.connectionId);
      const batch = toBatch(draft, view?.connection);
      if (batch) await batchImports.begin(batch);
      else await imports.begin(toRun(draft, view?.connection));
    },
    [commands.startJob]: async (argument) => {
      const ref = targets.job(argument) ?? (await pickStartable(jobs));
      if (ref) await startJob(jobs, imports, ref);
    },
    [commands.resumeImport]: async () => {
      const resume = await pickUnfinished(imports, batchImports);
      await resume?.();
    },
  } satisfies Partial<CommandHandlers>;
}

async function pickStartable(jobs: JobService) {
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

/** What to do to go on with the one that the user picks. */
async function pickUnfinished(
  imports: Imports,
  batchImports: BatchImports,
): Promise<(() => Promise<void>) | undefined> {
  const runs = (await imports.unfinished()).map((run) => ({
    label: plain(run.jobName),
    description: plain(run.poolName),
    ...(run.csv ? { detail: plain(basename(run.csv.path)) } : {}),
    resume: () => imports.resume(run),
  }));
  const batches = (await batchImports.batches.unfinished()).map((batch) => ({
    label: plain(batch.jobName),
    description: plain(batch.poolName),
    detail: plain(`${batchName(batch)}, ${partWords(batch, nextPart(batch) + 1)}`),
    resume: () => batchImports.resume(batch),
  }));
  const items = [...runs, ...batches];
  const placeHolder = items.length > 0 ? 'Select the import to go on with' : 'No import was interrupted';
  return (await vscode.window.showQuickPick(items, { title: 'Resume Import', placeHolder }))?.resume;
}
