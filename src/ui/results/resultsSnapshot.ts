// A job's results as the panel shows them: groups of reasons with their first lines, and the rest in words.
import { basename } from 'node:path';
import type { LogOutcome, ReasonGroup } from '../../csv/results.ts';
import type { Failure } from '../../domain/connections/failure.ts';
import { isTerminal, type ImportJob } from '../../domain/jobs/job.ts';
import { count } from '../../domain/jobs/jobWords.ts';
import type { ResultGroup, Results } from '../../protocol/panel.ts';
import type { CsvState, JobResults } from './jobOutcome.ts';

const mostGroups = 20;
/** In one message to the page. */
const mostLines = 300;
/** Of one group: more are not read by anybody. */
const mostLinesOfGroup = 50;

const outcomes: Readonly<Record<LogOutcome, ResultGroup['outcome'] | undefined>> = {
  FAILED: 'failed',
  SKIPPED: 'skipped',
  SUCCEEDED: undefined,
};

/** Until the job has begun there is nothing to read. */
export function notStartedResults(job: ImportJob): Results {
  const note = isTerminal(job.status)
    ? 'The job was never started.'
    : 'Once the job has started, the reasons for failed and skipped rows appear here.';
  return { state: 'notStarted', note, groups: [], hiddenGroups: 0, failed: 0, skipped: 0 };
}

export function resultsSnapshot(job: ImportJob, known: JobResults, locale: string): Results {
  const { results, log } = known;
  const { kind } = log.reading;
  if (kind === 'notStarted') return notStartedResults(job);
  const all = results.groups().filter(({ outcome }) => outcomes[outcome] !== undefined);
  const shown = all.slice(0, mostGroups);
  const share = Math.min(mostLinesOfGroup, Math.floor(mostLines / Math.max(1, shown.length)));
  const lines = results.firstLines(shown, share);
  const note = noteOf(job, known, locale);
  return {
    state: kind,
    ...(note === undefined ? {} : { note }),
    groups: shown.flatMap((group, index) =>
      toGroup(
        group,
        (lines[index] ?? []).map((line) => known.lineOf(line)),
      ),
    ),
    hiddenGroups: all.length - shown.length,
    failed: results.count('FAILED'),
    skipped: results.count('SKIPPED'),
    ...(all.length > 0 ? csvWords(known.csv) : {}),
  };
}

function toGroup({ outcome, reason, count: rows }: ReasonGroup, lines: readonly number[]): ResultGroup[] {
  const shown = outcomes[outcome];
  return shown ? [{ outcome: shown, reason, count: rows, lines }] : [];
}

function noteOf(job: ImportJob, { results, log }: JobResults, locale: string): string | undefined {
  const { reading, told } = log;
  if (reading.kind === 'failed') return failureNote(reading.failure);
  if (reading.kind === 'reading') return 'Reading the log of the job…';
  const counted = job.importedUsers + job.skippedUsers + job.failedUsers;
  if (told === 0) return emptyNote(job, counted, reading.kind === 'complete');
  if (told < counted && isTerminal(job.status)) {
    const rows = `${told.toLocaleString(locale)} of ${count(counted, 'row', 'rows', locale)}`;
    return reading.kind === 'complete'
      ? `The log tells of ${rows} only.`
      : `The log tells of ${rows} so far.`;
  }
  if (results.count('FAILED') + results.count('SKIPPED') > 0) return undefined;
  return isTerminal(job.status) ? 'Every row became a user.' : 'So far every row became a user.';
}

/** Group and stream come into being with the first event. */
function emptyNote(job: ImportJob, counted: number, isComplete: boolean): string {
  if (!isComplete) return 'The job has no log yet.';
  if (counted === 0) return 'The job has no log: it was over before its first row.';
  const role = job.cloudWatchLogsRoleArn ?? 'its log role';
  return `The job has no log. It may have been deleted by now, or ${role} was not allowed to write it.`;
}

/** Where it is the permission that is missing, it is named even if AWS did not. */
function failureNote({ kind, message }: Failure): string {
  if (kind !== 'denied') return `The log of the job could not be read. ${message}`;
  return `${message} Reading the log of a job needs the permission logs:GetLogEvents; everything else works without it.`;
}

function csvWords(state: CsvState): Pick<Results, 'csv' | 'csvNote'> {
  switch (state.kind) {
    case 'unknown':
      return { csvNote: 'Locate the CSV of this job to open its lines and export its rows.' };
    case 'checking':
      return {};
    case 'atHand':
      return { csv: basename(state.csv.content.path) };
    case 'changed': {
      const name = basename(state.csv.content.path);
      return {
        csvNote: `${name} has changed since the import, or is not there any more: locate the CSV as it was to open its lines and export its rows.`,
      };
    }
  }
}
