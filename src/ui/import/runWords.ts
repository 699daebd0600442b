// What a step of an import says of itself.
import type { RunActivity } from '../../domain/runSteps.ts';

export function stepWords(activity: RunActivity, locale: string): string {
  switch (activity.kind) {
    case 'creating':
      return 'creating the job';
    case 'starting':
      return 'starting the job';
    case 'waiting':
      return `waiting for “${activity.blocker.jobName}” in ${activity.blocker.poolName} to end`;
    case 'uploading': {
      const { sentBytes, totalBytes, expiresAt } = activity;
      const megabytes = (bytes: number): string =>
        (bytes / 1e6).toLocaleString(locale, { maximumFractionDigits: 1 });
      const until =
        expiresAt === undefined ? '' : ` · until ${new Date(expiresAt).toLocaleTimeString(locale)}`;
      return `${megabytes(sentBytes)} of ${megabytes(totalBytes)} MB uploaded${until}`;
    }
  }
}
