// What an import says of itself: its steps, and where it was interrupted.
import { basename } from 'node:path';
import { needsNewJob, type ImportRun } from '../../domain/imports/run.ts';
import type { RunActivity } from '../../domain/imports/runServices.ts';
import { uploadSpeed } from '../../domain/imports/uploadSpeed.ts';

/** @param now in milliseconds since the epoch: an upload says how fast it is and how long its URL is good for. */
export function stepWords(activity: RunActivity, now: number, locale: string): string {
  switch (activity.kind) {
    case 'creating':
      return 'creating the job';
    case 'reconnecting':
      return `${activity.reason} Trying again (${activity.attempt} of ${activity.attempts})`;
    case 'starting':
      return 'starting the job';
    case 'waiting':
      return `waiting for “${activity.blocker.jobName}” in ${activity.blocker.poolName} to end`;
    case 'uploading': {
      const { sentBytes, totalBytes, marks, expiresAt } = activity;
      const speed = uploadSpeed(marks, now);
      const sent = size(sentBytes, totalBytes, '', locale);
      const parts = [`${sent} of ${size(totalBytes, totalBytes, '', locale)} uploaded`];
      if (speed !== undefined) parts.push(size(speed, speed, '-per-second', locale));
      if (expiresAt !== undefined) parts.push(`URL valid for ${clock(expiresAt - now)}`);
      return parts.join(' · ');
    }
  }
}

/** @param now in milliseconds since the epoch. */
export function interruptedRunWords(run: ImportRun, now: number): string {
  const { csv, jobName, poolName } = run;
  const what = csv ? `The import of ${basename(csv.path)} into` : `The start of ${jobName} in`;
  const expired = needsNewJob(run, now)
    ? ' Its upload URL has expired since: going on creates a new job.'
    : '';
  return `${what} ${poolName} was interrupted ${where(run)}.${expired}`;
}

function where({ stage }: ImportRun): string {
  switch (stage) {
    case 'creating':
      return 'before its job was created';
    case 'created':
      return 'before its CSV was uploaded';
    case 'uploaded':
    case 'started':
      return 'before its job was started';
  }
}

/** `12.3 MB`, `4 kB/s`: in the unit that suits `like`. */
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
function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
