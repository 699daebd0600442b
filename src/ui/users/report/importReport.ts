// Save Import Report…: saves what a job did and what was done afterwards as Markdown and JSON, and every row's outcome as JSON lines.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { defined } from '../../../domain/base/defined.ts';
import { recordRef, type ImportRecord } from '../../../domain/history/importRecord.ts';
import { jobKey, type ImportJob, type JobRef } from '../../../domain/jobs/job.ts';
import type { Passes } from '../../../files/rows/passes.ts';
import { withoutValues } from '../../agents/redact.ts';
import { fieldsOf } from '../../panel/panelSnapshot.ts';
import type { JobResults } from '../../results/jobResults.ts';
import { reasonsOf, reasonsWithoutValues } from '../../results/reasons.ts';
import { numberingWords } from '../../results/resultWords.ts';
import { placeOf } from '../../shell/guard.ts';
import { plain } from '../../shell/escapeText.ts';
import { askPaths, tellOfReport, writeReport, type ReportPaths } from './reportFiles.ts';
import { withNames, writeRows } from './reportRows.ts';
import type { CellValues, FollowUp, ImportReport } from './reportText.ts';
import { reportWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';

/** Lines per reason in the report; the file with the outcomes of rows has all of them. */
const mostLines = 1_000;

/** @throws FailureError; 'cancelled' when the user cancels. */
export async function saveImportReport(
  services: UserServices,
  passes: Passes,
  ref: JobRef,
  job: ImportJob,
): Promise<void> {
  const { jobName } = job;
  const cellValues = await askCellValues(jobName);
  const paths = cellValues && (await askPaths(jobName, services.csvOf(ref)?.content.path));
  if (!paths) return;
  const results = services.results();
  await results.withLog(ref, async (known) => {
    const subject = { ref, job, known };
    const save = async (names?: Parameters<typeof writeRows>[2]): Promise<void> => {
      await writeReport(paths, await makeReport(services, passes, subject, cellValues));
      await writeRows(paths.rows, known, names);
    };
    if (cellValues === 'none') return save();
    // The user is asked for the CSV if it has changed or is missing.
    if (known.csv.kind !== 'atHand' && (await results.locate(ref))) {
      await known.checkCsv();
      await known.numbered();
    }
    return withNames(services, subject, save);
  });
  if (cellValues === 'usernames') await rememberRowsFile(services, paths);
  tellOfReport(paths.markdown, [paths.json, paths.rows], services.log);
}

/**
 * Saves what this machine remembers about a job.
 * @param why why the service did not return the job; undefined if it did. @throws Error of the file system.
 */
export async function saveRecordReport(
  services: UserServices,
  passes: Passes,
  record: ImportRecord,
  why: string | undefined,
): Promise<void> {
  const paths = await askPaths(record.job.jobName, record.csv?.path);
  if (!paths) return;
  await writeReport(paths, await recordReport(services, passes, record, why));
  tellOfReport(paths.markdown, [paths.json], services.log);
}

/** The report that `saveRecordReport` saves. @throws FailureError if the passes after the import cannot be read. */
export async function recordReport(
  { clock }: Pick<UserServices, 'clock'>,
  passes: Passes,
  record: ImportRecord,
  why: string | undefined,
): Promise<ImportReport> {
  const { connection, poolName, account, csv, part, logged, job } = record;
  return {
    savedAt: new Date(clock.now()).toISOString(),
    ...(account ? { importedBy: account.arn } : {}),
    source: 'history',
    ...defined({ why }),
    cellValues: 'none',
    place: {
      userPool: poolName,
      account: account?.accountId ?? 'unknown',
      region: connection.region,
      profile: connection.kind === 'profile' ? connection.profile : connection.kind,
    },
    job: jobFields(job, 'none'),
    ...(csv ? { csv: { ...csvFields(csv), isProven: true, ...defined({ part }) } } : {}),
    loggedRows: logged?.rows ?? 0,
    reasons: logged?.reasons ?? [],
    followUps: await followUpsOf(passes, recordRef(record)),
  };
}

async function askCellValues(jobName: string): Promise<CellValues | undefined> {
  const choices: readonly (vscode.QuickPickItem & { readonly values: CellValues })[] = [
    { ...reportWords.without, values: 'none' },
    { ...reportWords.usernames, values: 'usernames' },
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: plain(reportWords.title(jobName)),
    placeHolder: reportWords.question,
  });
  return picked?.values;
}

/** Remembers the file and warns of git, as for every written file with people's data. */
function rememberRowsFile({ csv }: UserServices, { rows }: ReportPaths): Promise<void> {
  return csv().written([vscode.Uri.file(rows)]);
}

interface Subject {
  readonly ref: JobRef;
  readonly job: ImportJob;
  readonly known: JobResults;
}

async function makeReport(
  { jobs, clock, recorder }: UserServices,
  passes: Passes,
  { ref, job, known }: Subject,
  cellValues: CellValues,
): Promise<ImportReport> {
  const poolName = jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
  const [place, account] = await Promise.all([
    placeOf(jobs, ref, poolName),
    jobs.accountOf(ref.connectionId),
  ]);
  const csv = known.csv.kind === 'unknown' ? undefined : known.csv.csv;
  const reasons = reasonsOf(known, mostLines);
  return {
    savedAt: new Date(clock.now()).toISOString(),
    savedBy: account?.arn ?? 'unknown',
    ...defined({ importedBy: recorder.recordOf(ref)?.account?.arn }),
    source: 'service',
    cellValues,
    place: {
      userPool: poolName,
      account: account?.accountId ?? 'unknown',
      region: place?.region ?? 'unknown',
      profile: place?.profile ?? 'unknown',
    },
    job: jobFields(job, cellValues),
    ...(csv
      ? {
          csv: {
            ...csvFields(csv.content),
            isProven: csv.isUnproven !== true,
            ...defined({ part: csv.part }),
          },
        }
      : {}),
    numbering: { isCertain: known.isCertain, text: numberingWords(known.numbering) },
    loggedRows: known.rows.size,
    reasons: cellValues === 'none' ? reasonsWithoutValues(reasons, mostLines) : reasons,
    followUps: await followUpsOf(passes, ref),
  };
}

function csvFields({ path, bytes, sha256 }: { path: string; bytes: number; sha256: string }) {
  return { name: basename(path), bytes, sha256 };
}

/** Without cell values, removes values from the completion message, in which the service may quote a row. */
function jobFields(job: ImportJob, cellValues: CellValues): ImportReport['job'] {
  const fields = fieldsOf(job).map(({ name, value }): readonly [string, string] => {
    return [name, name === 'CompletionMessage' && cellValues === 'none' ? withoutValues(value) : value];
  });
  return Object.fromEntries(fields);
}

async function followUpsOf(passes: Passes, ref: JobRef): Promise<readonly FollowUp[]> {
  const followUps: FollowUp[] = [];
  for (const { id, kind, createdAt, rows, isFinished } of await passes.about(jobKey(ref))) {
    const outcomes = await passes.outcomesOf(id);
    followUps.push({ kind, begunAt: new Date(createdAt).toISOString(), rows, isFinished, outcomes });
  }
  return followUps;
}
