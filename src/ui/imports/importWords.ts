// Texts about imports: their progress, why they stopped, what can be resumed, how they ended.
import { basename } from 'node:path';
import {
  failedPart,
  hasSeveralParts,
  needsNewJob,
  nextPart,
  totals,
  type ImportState,
  type PartResult,
} from '../../domain/imports/import.ts';
import type { Failure } from '../../domain/connections/failure.ts';
import type { ImportActivity } from '../../domain/imports/services.ts';
import { uploadSpeed } from '../../domain/imports/uploadSpeed.ts';
import { awaitsDecision } from '../../domain/imports/trial.ts';
import { count, counters, upperFirst } from '../../domain/jobs/jobWords.ts';
import { trialButtons, trialWords } from './scope/trialWords.ts';

export const words = {
  resume: 'Resume',
  resumeAll: 'Resume All',
  select: 'Select…',
  discard: 'Discard',
  stopHere: 'Stop Here',
  startLater: 'Start When It Ends',
  showJob: 'Show Import Job',
  showJobs: 'Show Import Jobs',
  start: 'Start Import Job',
  pickToStart: 'Select the import job to start',
  nothingToStart: 'No import jobs are ready to start',
  resumeImport: 'Resume Import',
  pickToResume: 'Select an import to resume',
  nothingToResume: 'No unfinished imports',
} as const;

/** Why a file that was kept aside is not imported. */
export function keptAside(name: string): Failure {
  const message = `${name} is what was kept aside for after the import (groups, disabled users, ids), so it is never uploaded. Import the CSV beside it.`;
  return { kind: 'misconfigured', message };
}

/** The name of the CSV or folder; of the job if it is only started. */
export function importName({ path, jobName }: ImportState): string {
  return path === undefined ? jobName : basename(path);
}

/** The import as the subject of a message about a failure. */
export function subject(state: ImportState): string {
  if (!hasSeveralParts(state)) return state.jobName;
  return `${importName(state)}, ${partWords(state, Math.min(nextPart(state) + 1, state.parts.length))}`;
}

export function progressTitle(state: ImportState): string {
  return state.path === undefined ? `Starting ${state.jobName}` : `Importing ${importName(state)}`;
}

/** @param now in milliseconds since the epoch: an upload shows its speed and how long its URL is valid. */
export function activityWords(
  state: ImportState,
  activity: ImportActivity,
  now: number,
  locale: string,
): string {
  if (activity.kind === 'splitting')
    return state.trial === undefined
      ? `splitting into ${state.parts.length} parts`
      : trialWords.writing(state.trial === 'accepted');
  const step = stepWords(activity, now, locale);
  return hasSeveralParts(state) ? `${partWords(state, activity.part)} · ${step}` : step;
}

function stepWords(
  activity: Exclude<ImportActivity, { kind: 'splitting' }>,
  now: number,
  locale: string,
): string {
  switch (activity.kind) {
    case 'creating':
      return 'creating the job';
    case 'reconnecting':
      return `${activity.reason} Trying again (${activity.attempt} of ${activity.attempts})`;
    case 'starting':
      return 'starting the job';
    case 'waiting':
      return `waiting for “${activity.blocker.jobName}” in ${activity.blocker.poolName} to end`;
    case 'importing':
      return counters(activity.job, locale);
    case 'uploading': {
      const { sentBytes, totalBytes, marks, expiresAt } = activity;
      const speed = uploadSpeed(marks, now);
      const sent = size(sentBytes, totalBytes, '', locale);
      const parts = [`${sent} of ${size(totalBytes, totalBytes, '', locale)} uploaded`];
      if (speed !== undefined) parts.push(size(speed, speed, '-per-second', locale));
      if (expiresAt !== undefined) parts.push(`URL valid for ${minutes(expiresAt - now)}`);
      return parts.join(' · ');
    }
  }
}

/** The share that is done, in [0, 1]: of one job's upload, or of all users of several parts. */
export function doneShare(state: ImportState, activity: ImportActivity): number {
  if (!hasSeveralParts(state)) {
    if (activity.kind !== 'uploading') return 0;
    return activity.totalBytes === 0 ? 1 : activity.sentBytes / activity.totalBytes;
  }
  const rowsOf = (some: ImportState['parts']): number => some.reduce((sum, { rows }) => sum + rows, 0);
  const before = rowsOf(state.parts.slice(0, nextPart(state)));
  const job = activity.kind === 'importing' ? activity.job : undefined;
  const now = job ? job.importedUsers + job.skippedUsers + job.failedUsers : 0;
  return Math.min(1, (before + now) / Math.max(1, rowsOf(state.parts)));
}

/** `part 2 of 5`, or `trial` and `the rest`. */
export function partWords({ parts, trial }: ImportState, part: number): string {
  if (trial !== undefined) return trialWords.part(part, parts.length);
  return `part ${part} of ${parts.length}`;
}

/** @param now in milliseconds since the epoch. */
export function interruptedWords(state: ImportState, now: number, locale: string): string {
  const { path, poolName, savedAt, jobName } = state;
  const what = path === undefined ? `The start of ${jobName} in` : `The import of ${importName(state)} into`;
  const expired = needsNewJob(state, now) ? ' Its upload URL has expired: resuming creates a new job.' : '';
  return `${what} ${poolName} was interrupted ${age(now - savedAt, locale)} ${where(state)}.${expired}`;
}

/** One notice for several imports: `2 unfinished imports: a.csv into customers (2 hours ago), …` */
export function unfinishedWords(states: readonly ImportState[], now: number, locale: string): string {
  const named = states.slice(0, mostNamed).map((state) => {
    const ago = age(now - state.savedAt, locale);
    const how = awaitsDecision(state) ? trialWords.waiting(state, ago, locale) : ago;
    return `${importName(state)} into ${state.poolName} (${how})`;
  });
  const rest = states.length - named.length;
  const all = rest > 0 ? [...named, `${rest.toLocaleString(locale)} more`] : named;
  return `${count(states.length, 'unfinished import', 'unfinished imports', locale)}: ${all.join(', ')}`;
}

const mostNamed = 3;

/** `The undo of nightly in customers was interrupted.` */
export function interruptedPassWords(name: string): string {
  return `${upperFirst(name)} was interrupted.`;
}

/** Adds interrupted passes over users to the text about unfinished imports, if there is one. */
export function withPassesWords(
  imports: string | undefined,
  passes: readonly string[],
  locale: string,
): string {
  if (passes.length === 0) return imports ?? '';
  const rest = passes.length - mostNamed;
  const named = passes.slice(0, mostNamed).join(', ');
  const all = rest > 0 ? `${named}, ${rest.toLocaleString(locale)} more` : named;
  return `${imports === undefined ? '' : `${imports}. `}Interrupted: ${all}.`;
}

/** The question after a part that did not succeed. Undefined if the latest part succeeded, or if no part is left. */
export function failedPartQuestion(
  state: ImportState,
  locale: string,
): { readonly message: string; readonly goOn: string } | undefined {
  const failed = failedPart(state);
  if (!failed || failed.number === state.parts.length) return undefined;
  const { number, result } = failed;
  const reason = result.completionMessage === undefined ? '' : ` ${result.completionMessage}`;
  const words = partWords(state, number);
  const part = `${upperFirst(words)} of ${importName(state)}`;
  return {
    message: `${part} ${endedHow(result)}: ${counters(result, locale)}.${reason}`,
    goOn: state.trial === undefined ? `Continue with Part ${number + 1}` : trialButtons.goOn,
  };
}

/** How an import ended: `users.csv into customers: 1,204 users in 3 jobs – 1,200 imported · 4 failed.` */
export function endWords(state: ImportState, locale: string): string {
  const [first] = state.parts;
  const all = totals(state);
  const users = count(all.rows, 'user', 'users', locale);
  if (!hasSeveralParts(state)) {
    const rows = all.rows > 0 ? `: ${users}` : '';
    return `${state.jobName} ${first?.stage === 'started' ? 'has started' : 'is ready to start'}${rows}.`;
  }
  const jobs = count(state.parts.length, 'job', 'jobs', locale);
  const failed =
    all.failedParts === 0 ? '' : ` ${count(all.failedParts, 'job', 'jobs', locale)} did not succeed.`;
  return `${importName(state)} into ${state.poolName}: ${users} in ${jobs} – ${counters(all, locale)}.${failed}`;
}

function where(state: ImportState): string {
  const next = nextPart(state);
  if (hasSeveralParts(state)) return `at ${partWords(state, next + 1)}`;
  switch (state.parts[next]?.stage) {
    case 'creating':
      return 'before its job was created';
    case 'created':
      return 'before its CSV was uploaded';
    default:
      return 'before its job was started';
  }
}

function endedHow({ status }: PartResult): string {
  switch (status) {
    case 'Failed':
      return 'failed';
    case 'Stopped':
      return 'was stopped';
    case 'Expired':
      return 'expired';
    default:
      return `is ${status}`;
  }
}

/** `3 hours ago`. Never in the future, even if the clock was set back. */
export function age(milliseconds: number, locale: string): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  const [unit, length] = units.find(([, each]) => milliseconds >= each) ?? [];
  if (unit === undefined) return 'just now';
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(milliseconds / length), unit);
}

/** `12.3 MB`, `4 kB/s`, in the unit that suits `like`. */
function size(bytes: number, like: number, per: '' | '-per-second', locale: string): string {
  const [unit, scale, digits] =
    like < 1e6 ? (['kilobyte', 1e3, 0] as const) : (['megabyte', 1e6, 1] as const);
  const style = {
    style: 'unit',
    unit: `${unit}${per}`,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  } as const;
  return (bytes / scale).toLocaleString(locale, style);
}

/** `14:05`, minutes and seconds. */
function minutes(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
