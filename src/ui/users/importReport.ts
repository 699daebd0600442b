// Save Import Report…: what a job did and what was done afterwards, as Markdown and JSON, and every row's outcome as JSON lines.
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import * as vscode from 'vscode';
import { jobKey, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { LogOutcome } from '../../domain/results/lineBase.ts';
import type { Passes } from '../../files/rows/passes.ts';
import type { JobResults } from '../results/jobResults.ts';
import { numberingWords } from '../results/resultWords.ts';
import { background } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';
import { placeOf } from '../shell/guard.ts';
import { fieldsOf } from '../panel/panelSnapshot.ts';
import { reportMarkdown, type FollowUp, type ImportReport } from './reportText.ts';
import { reportWords } from './reportWords.ts';
import type { UserServices } from './userServices.ts';

/** Of each reason: enough to find it in a file, and not a file of its own. All of them are among the outcomes of rows. */
const mostLines = 1_000;

/** @throws FailureError; 'cancelled' when the user cancels. */
export async function saveImportReport(
  services: UserServices,
  passes: Passes,
  ref: JobRef,
  job: ImportJob,
): Promise<void> {
  const { jobName } = job;
  const target = await vscode.window.showSaveDialog({
    title: reportWords.title(jobName),
    saveLabel: reportWords.save,
    filters: { Markdown: ['md'] },
    ...defaultTarget(services, ref, jobName),
  });
  if (!target) return;
  const path = /\.md$/i.test(target.fsPath) ? target.fsPath : `${target.fsPath}.md`;
  const base = path.slice(0, -'.md'.length);
  const rowsPath = `${base}.rows.ndjson`;
  await services.results().withLog(ref, async (known) => {
    const report = await makeReport(services, passes, { ref, job, known });
    await writeFile(path, reportMarkdown(report, vscode.env.language));
    await writeFile(`${base}.json`, `${JSON.stringify(report, undefined, 2)}\n`);
    await writeRows(rowsPath, known);
  });
  const beside = [`${base}.json`, rowsPath].map((each) => basename(each));
  const answered = vscode.window
    .showInformationMessage(plain(reportWords.done(basename(path), beside)), reportWords.show)
    .then((button) => button && vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path)));
  background(answered, services.log);
}

/** Beside the CSV, where that is known. */
function defaultTarget(
  { csvOf, jobs }: UserServices,
  ref: JobRef,
  jobName: string,
): { readonly defaultUri?: vscode.Uri } {
  const name = `${jobName.replaceAll(/[^\w.-]+/g, '-')}-report.md`;
  const path = csvOf(ref)?.content.path;
  const folder = path === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath : dirname(path);
  return folder === undefined || !jobs.store.job(ref)
    ? {}
    : { defaultUri: vscode.Uri.file(join(folder, name)) };
}

interface Subject {
  readonly ref: JobRef;
  readonly job: ImportJob;
  readonly known: JobResults;
}

async function makeReport(
  { jobs, clock }: UserServices,
  passes: Passes,
  { ref, job, known }: Subject,
): Promise<ImportReport> {
  const poolName = jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
  const [place, account] = await Promise.all([
    placeOf(jobs, ref, poolName),
    jobs.accountOf(ref.connectionId),
  ]);
  const csv = known.csv.kind === 'unknown' ? undefined : known.csv.csv;
  return {
    savedAt: new Date(clock.now()).toISOString(),
    savedBy: account?.arn ?? 'unknown',
    place: {
      userPool: poolName,
      account: account?.accountId ?? 'unknown',
      region: place?.region ?? 'unknown',
      profile: place?.profile ?? 'unknown',
    },
    job: Object.fromEntries(fieldsOf(job).map(({ name, value }) => [name, value])),
    ...(csv
      ? {
          csv: {
            name: basename(csv.content.path),
            bytes: csv.content.bytes,
            sha256: csv.content.sha256,
            isProven: csv.isUnproven !== true,
            ...(csv.part ? { part: csv.part } : {}),
          },
        }
      : {}),
    numbering: { isCertain: known.isCertain, text: numberingWords(known.numbering) },
    loggedRows: known.rows.size,
    reasons: reasonsOf(known),
    followUps: await followUpsOf(passes, ref),
  };
}

function reasonsOf(known: JobResults): ImportReport['reasons'] {
  const groups = known.rows.groups();
  const numbers = known.rows.firstNumbers(groups, mostLines);
  return groups.map(({ outcome, reason, count }, index) => ({
    outcome,
    reason,
    count,
    // That so many thousands were imported needs no list.
    lines:
      outcome === 'SUCCEEDED' ? [] : (numbers[index] ?? []).flatMap((number) => known.lineOf(number) ?? []),
  }));
}

async function followUpsOf(passes: Passes, ref: JobRef): Promise<readonly FollowUp[]> {
  const followUps: FollowUp[] = [];
  for (const { id, kind, createdAt, rows, isFinished } of await passes.about(jobKey(ref))) {
    const outcomes = await passes.outcomesOf(id);
    followUps.push({ kind, begunAt: new Date(createdAt).toISOString(), rows, isFinished, outcomes });
  }
  return followUps;
}

/** One line a row, by the lines of the CSV where it is known which those are, else by the log's own numbers. */
async function writeRows(path: string, known: JobResults): Promise<void> {
  const file = createWriteStream(path);
  const outcomes: readonly LogOutcome[] = ['SUCCEEDED', 'SKIPPED', 'FAILED'];
  for (const outcome of outcomes) {
    for (const { number, reason } of known.rows.numbers(outcome)) {
      const line = known.lineOf(number);
      const row = { ...(line === undefined ? { logNumber: number } : { line }), outcome, reason };
      if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain');
    }
  }
  file.end();
  await finished(file);
}
