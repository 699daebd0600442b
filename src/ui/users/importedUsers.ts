// Looks up in the pool the users that a job has imported: the rows of its CSV that its log names as imported.
import * as vscode from 'vscode';
import { FailureError } from '../../domain/connections/failure.ts';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { FoundUser } from '../../domain/users/survey.ts';
import { runOf, wasCreatedIn, type ImportRun } from '../../domain/users/importRun.ts';
import { readPoolSchema } from '../csv/poolSchema.ts';
import { missingProof } from '../results/evidence.ts';
import type { ImportedCsv, JobResults } from '../results/jobResults.ts';
import { plain } from '../shell/escapeText.ts';
import { wayWords } from './compareWords.ts';
import { findUsers, type LookedUp } from './findUsers.ts';
import { evidenceWords } from './reportWords.ts';
import type { UserServices } from './userServices.ts';

interface Lookup {
  /** @param way the method of the look-up, and how long it takes. */
  readonly title: (way: string) => string;
  /** @param lastLine the last line that is looked for. */
  readonly begin?: (lastLine: number) => void;
  /** @param isOfJob whether the user was created while the job ran: another user may have taken the name since. */
  readonly onFound: (found: FoundUser, isOfJob: boolean) => void;
}

export interface ImportedUsers extends LookedUp {
  readonly csv: ImportedCsv;
  readonly run: ImportRun;
  /** The number of imported users that the log does not name. */
  readonly unlogged: number;
}

/** Reports, for each row, the first user found by name. @throws FailureError if the evidence is missing; 'cancelled'. */
export async function importedUsers(
  services: UserServices,
  ref: JobRef,
  job: ImportJob,
  { title, begin, onFound }: Lookup,
): Promise<ImportedUsers> {
  const run = runOf(job);
  if (!run) throw refused(evidenceWords.noDates(job.jobName));
  const results = services.results();
  const found = await results.withLog(ref, async (known) => {
    // The user is asked for the CSV if it has changed or is missing.
    if (known.csv.kind !== 'atHand' && (await results.locate(ref))) {
      await known.checkCsv();
      await known.numbered();
    }
    return evidenceOf(job, known);
  });
  const { csv, lines, unlogged } = found;
  const lastLine = lines.at(-1) ?? 0;
  begin?.(lastLine);
  const seen = new Uint8Array(lastLine + 1);
  const { schema } = await readPoolSchema(services.jobs, ref);
  const looked = await findUsers(services, {
    path: csv.content.path,
    pool: ref,
    rules: schema,
    lines,
    title: (estimate, rows) => plain(title(wayWords(estimate, rows, vscode.env.language))),
    onFound: (each) => {
      if (each.by !== 'name' || seen[each.line] === 1) return;
      seen[each.line] = 1;
      onFound(each, wasCreatedIn(run, each.user));
    },
  });
  if (looked.sha256 === csv.content.sha256) return { ...looked, csv, run, unlogged };
  await looked.remove();
  throw refused(evidenceWords.changed(job.jobName));
}

interface Evidence {
  readonly csv: ImportedCsv;
  /** Lines of the CSV whose rows were imported, in ascending order. */
  readonly lines: Uint32Array;
  readonly unlogged: number;
}

/**
 * Whatever changes users requires evidence: the log, the CSV identified by its hash, and a certain numbering.
 * @throws FailureError
 */
function evidenceOf(job: ImportJob, known: JobResults): Evidence {
  if (known.rows.count('SUCCEEDED') === 0) throw refused(evidenceWords.noLog(job.jobName));
  const csv = provenCsv(job, known);
  const lines = Uint32Array.from(known.lines('SUCCEEDED'), ({ line }) => line);
  return { csv, lines, unlogged: Math.max(0, job.importedUsers - lines.length) };
}

/** The CSV whose rows are certainly those of the log. @throws FailureError */
export function provenCsv({ jobName }: Pick<ImportJob, 'jobName'>, known: JobResults): ImportedCsv {
  const missing = missingProof(known);
  if (missing !== undefined) throw refused(evidenceWords[missing](jobName));
  if (known.csv.kind !== 'atHand') throw refused(evidenceWords.noCsv(jobName));
  return known.csv.csv;
}

export function refused(message: string): FailureError {
  return new FailureError({ kind: 'conflict', message: plain(message) });
}
