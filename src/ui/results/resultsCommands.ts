// Registers the commands about the results of a job. Their code is loaded when the first of them is called.
import * as vscode from 'vscode';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { jobItem } from '../jobs/jobItem.ts';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import { commands } from '../shell/ids.ts';
import type { Targets } from '../shell/targets.ts';
import type { ResultTools } from './resultTools.ts';
import { commandWords } from './resultWords.ts';

export interface ResultCommandServices {
  readonly jobs: JobService;
  readonly targets: Targets;
  /** Loads the tools, once. */
  readonly tools: () => ResultTools;
  /** Loads the tools, once: they too show problems in CSVs. */
  readonly userTools: () => Pick<ResultTools, 'hideProblems'>;
  readonly importTools: () => Pick<ResultTools, 'hideProblems'>;
}

export function resultCommands(services: ResultCommandServices) {
  const { tools, userTools, importTools } = services;
  const failed = { title: 'Export Failed Rows', isOffered: (job: ImportJob) => job.failedUsers > 0 };
  const skipped = { title: 'Export Skipped Rows', isOffered: (job: ImportJob) => job.skippedUsers > 0 };
  const started = (job: ImportJob) => job.startDate !== undefined;
  return {
    [commands.exportFailedRows]: async (argument) => {
      const ref = await targetOf(services, argument, failed);
      if (ref) await tools().exportRows(ref, 'failed');
    },
    [commands.exportSkippedRows]: async (argument) => {
      const ref = await targetOf(services, argument, skipped);
      if (ref) await tools().exportRows(ref, 'skipped');
    },
    [commands.retryFailedRows]: async (argument) => {
      const ref = await targetOf(services, argument, { ...failed, title: 'Retry Failed Rows' });
      if (ref) await tools().retry(ref);
    },
    [commands.showJobLog]: async (argument) => {
      const ref = await targetOf(services, argument, { title: 'Show Job Log', isOffered: started });
      if (ref) await tools().showLog(ref);
    },
    [commands.locateCsv]: async (argument) => {
      const ref = await targetOf(services, argument, { title: 'Locate CSV of Job', isOffered: started });
      if (ref) await tools().locate(ref);
    },
    [commands.chooseLineNumbering]: async (argument) => {
      const question = { title: 'Choose Line Numbering', isOffered: started };
      const ref = await targetOf(services, argument, question);
      if (ref) await tools().chooseNumbering(ref);
    },
    [commands.hideResults]: () => {
      tools().hideProblems();
      userTools().hideProblems();
      importTools().hideProblems();
    },
  } satisfies Partial<CommandHandlers>;
}

interface Question {
  readonly title: string;
  readonly isOffered: (job: ImportJob) => boolean;
}

/** Undefined when the user cancels. */
async function targetOf(
  { jobs, targets }: ResultCommandServices,
  argument: unknown,
  { title, isOffered }: Question,
): Promise<JobRef | undefined> {
  const given = targets.job(argument);
  if (given) return given;
  const offered = [...jobs.store.allJobs()].filter(({ job }) => isOffered(job));
  const items = offered.map(({ ref, job }) => jobItem(jobs, ref, job));
  const placeHolder = items.length > 0 ? commandWords.pickJob : commandWords.noJob;
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDetail: true });
  return picked?.ref;
}
