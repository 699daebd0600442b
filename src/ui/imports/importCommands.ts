// Commands that create, start and resume imports. The questions of a new one are loaded when it is asked for.
import * as vscode from 'vscode';
import { hasSeveralParts, nextPart } from '../../domain/imports/import.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import type { CsvArgument } from '../csv/csvTools.ts';
import { readArgument } from '../csv/registerCsvCommands.ts';
import { startJob } from '../jobs/startJob.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import type { Targets } from '../shell/targets.ts';
import type { ImportDraft } from './draft.ts';
import type { Imports } from './importProgress.ts';
import { importName, partWords } from './importWords.ts';
import { newImport } from './newImport.ts';

export interface ImportCommandServices {
  readonly jobs: JobService;
  readonly imports: Imports;
  readonly targets: Targets;
  /** Asks everything that an import needs; undefined when the user cancels. */
  readonly prepare: (argument: CsvArgument) => Promise<ImportDraft | undefined>;
}

export function importCommands(services: ImportCommandServices) {
  const { jobs, imports, targets, prepare } = services;
  return {
    [commands.createImportJob]: async (argument) => {
      const draft = await prepare(readArgument(argument, targets));
      if (!draft) return;
      const view = jobs.store.connection(draft.target.pool.connectionId);
      await imports.begin(newImport(draft, view?.connection));
    },
    [commands.startJob]: async (argument) => {
      const ref = targets.job(argument) ?? (await pickStartable(jobs));
      if (ref) await startJob(jobs, imports, ref);
    },
    [commands.resumeImport]: async () => {
      const state = await pickUnfinished(imports);
      if (state) await imports.resume(state);
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
    items.length > 0 ? 'Select the import job to start' : 'No import jobs are ready to start';
  return (await vscode.window.showQuickPick(items, { title: 'Start Import Job', placeHolder }))?.ref;
}

async function pickUnfinished({ driver }: Imports) {
  // The command may be the first thing that is asked of this window.
  await driver.store.refresh();
  const items = driver.resumable().map((state) => {
    const name = importName(state);
    const detail = hasSeveralParts(state) ? `${name}, ${partWords(state, nextPart(state) + 1)}` : name;
    return { label: plain(state.jobName), description: plain(state.poolName), detail: plain(detail), state };
  });
  const placeHolder = items.length > 0 ? 'Select an import to resume' : 'No unfinished imports';
  return (await vscode.window.showQuickPick(items, { title: 'Resume Import', placeHolder }))?.state;
}
