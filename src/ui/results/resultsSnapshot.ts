// Builds the panel's view of a job's results: groups of reasons with their first lines, and notes.
import { basename } from 'node:path';
import type { ReasonGroup } from '../../csv/results/results.ts';
import { isTerminal, type ImportJob } from '../../domain/jobs/job.ts';
import type { LogOutcome } from '../../domain/results/lineBase.ts';
import type { ResultGroup, Results } from '../../protocol/panel.ts';
import { missingEvidence } from './evidence.ts';
import type { CsvState, JobResults } from './jobResults.ts';
import { csvWords, noteWords, numberingWords } from './resultWords.ts';

const mostGroups = 20;
/** The most lines in one message to the page. */
const mostLines = 300;
/** The most lines of one group. */
const mostLinesOfGroup = 50;

const outcomes: Readonly<Record<LogOutcome, ResultGroup['outcome'] | undefined>> = {
  FAILED: 'failed',
  SKIPPED: 'skipped',
  SUCCEEDED: undefined,
};

/** The results of a job that has not been started, which has no log. */
export function notStartedResults(job: ImportJob): Results {
  const note = noteWords.notStarted(job);
  return { state: 'notStarted', note, groups: [], hiddenGroups: 0, failed: 0, skipped: 0 };
}

export function resultsSnapshot(job: ImportJob, known: JobResults, locale: string): Results {
  const { rows, log, numbering } = known;
  const { kind } = log.reading;
  if (kind === 'notStarted') return notStartedResults(job);
  const all = rows.groups().filter(({ outcome }) => outcomes[outcome] !== undefined);
  const shown = all.slice(0, mostGroups);
  const share = Math.min(mostLinesOfGroup, Math.floor(mostLines / Math.max(1, shown.length)));
  const numbers = rows.firstNumbers(shown, share);
  const note = noteOf(job, known, locale);
  const missing = known.isSettled ? missingEvidence(known) : undefined;
  return {
    state: kind,
    ...(note === undefined ? {} : { note }),
    groups: shown.flatMap((group, index) => toGroup(group, linesOf(known, numbers[index] ?? []))),
    hiddenGroups: all.length - shown.length,
    failed: rows.count('FAILED'),
    skipped: rows.count('SKIPPED'),
    ...(missing === undefined ? {} : { missing }),
    ...(all.length > 0 ? csvParts(known.csv) : {}),
    ...(all.length > 0
      ? { numbering: { text: numberingWords(numbering), isCertain: numbering.certain } }
      : {}),
  };
}

function linesOf(known: JobResults, numbers: readonly number[]): number[] {
  return numbers.map((number) => known.lineOf(number)).filter((line) => line !== undefined);
}

function toGroup({ outcome, reason, count: rows }: ReasonGroup, lines: readonly number[]): ResultGroup[] {
  const shown = outcomes[outcome];
  return shown ? [{ outcome: shown, reason, count: rows, lines }] : [];
}

function noteOf(job: ImportJob, { rows, log }: JobResults, locale: string): string | undefined {
  const { reading, rowsRead } = log;
  if (reading.kind === 'failed') return noteWords.failure(reading.failure);
  if (reading.kind === 'reading') return noteWords.reading;
  const counted = job.importedUsers + job.skippedUsers + job.failedUsers;
  const isComplete = reading.kind === 'complete';
  if (rowsRead === 0 && !isComplete) return noteWords.noLogYet;
  if (rowsRead === 0)
    return counted === 0 ? noteWords.endedEarly : noteWords.noLog(job.cloudWatchLogsRoleArn);
  if (rowsRead < counted && isTerminal(job.status))
    return noteWords.partial(rowsRead, counted, isComplete, locale);
  if (rows.count('FAILED') + rows.count('SKIPPED') > 0) return undefined;
  return noteWords.allImported(isTerminal(job.status));
}

function csvParts(state: CsvState): Pick<Results, 'csv' | 'csvNote'> {
  switch (state.kind) {
    case 'unknown':
      return { csvNote: csvWords.unknown };
    case 'checking':
      return {};
    case 'atHand': {
      const { content, isUnproven } = state.csv;
      const csv = basename(content.path);
      return isUnproven === true ? { csv, csvNote: csvWords.unproven(content.path) } : { csv };
    }
    case 'changed':
      return { csvNote: csvWords.changed(state.csv.content.path) };
  }
}
