// Builds a job's panel snapshot: everything the page needs, and nothing secret.
import { defined } from '../../domain/base/defined.ts';
import type { Failure } from '../../domain/connections/failure.ts';
import { isStoppable, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { PreSignedUrl } from '../../domain/gateway/preSignedUrl.ts';
import { explanation, nextSteps, toneOf } from '../../domain/jobs/jobWords.ts';
import type { AfterImport } from '../../protocol/afterImport.ts';
import type { Field, PanelSnapshot, Results } from '../../protocol/panel.ts';
import { connectionName } from '../tree/rows.ts';

/** The number of rows of a job's CSV, if the job was created on this machine. */
export type RowsOf = (ref: JobRef) => number | undefined;

export function panelSnapshot(
  jobs: JobService,
  ref: JobRef,
  job: ImportJob,
  state: {
    readonly refreshing: boolean;
    /** Why a refresh of this job failed. */
    readonly failure: Failure | undefined;
    readonly locale: string;
    readonly rows: number | undefined;
    /** An open decision about the job, in words. */
    readonly note: string | undefined;
    readonly results: Results;
    readonly after?: AfterImport;
  },
): PanelSnapshot {
  const pool = jobs.store.pool(ref);
  const now = jobs.now(ref.connectionId);
  const failure = state.failure ?? jobs.store.jobFailure(ref) ?? pool?.failure;
  const stopping = jobs.store.isStopping(ref);
  const shown: ImportJob = stopping ? { ...job, status: 'Stopping' } : job;
  return {
    jobName: job.jobName,
    status: shown.status,
    tone: toneOf(shown.status),
    explanation: explanation(shown),
    importedUsers: job.importedUsers,
    skippedUsers: job.skippedUsers,
    failedUsers: job.failedUsers,
    ...defined({
      creationDate: job.creationDate,
      startDate: job.startDate,
      completionDate: job.completionDate,
      completionMessage: job.completionMessage,
      totalRows: state.rows,
    }),
    nextSteps: [...(state.note === undefined ? [] : [state.note]), ...nextSteps(job, state.locale)],
    place: placeOf(jobs, ref),
    fields: fieldsOf(job),
    upload: uploadState(job.preSignedUrl, now),
    samples: jobs.samplesOf(ref, job),
    results: state.results,
    ...(state.after ? { after: state.after } : {}),
    ...(failure ? { stale: { since: pool?.readAt ?? now, reason: failure.message } } : {}),
    canStop: isStoppable(job.status) && !stopping,
    canStart: job.status === 'Created',
    now,
    refreshing: state.refreshing,
    locale: state.locale,
  };
}

/** Every field of UserImportJobType in the API's order, but never the pre-signed URL. */
export function fieldsOf(job: ImportJob): readonly Field[] {
  const date = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : new Date(value).toISOString();
  const values: readonly (readonly [name: string, value: string | undefined])[] = [
    ['JobName', job.jobName],
    ['JobId', job.jobId],
    ['UserPoolId', job.userPoolId],
    ['CreationDate', date(job.creationDate)],
    ['StartDate', date(job.startDate)],
    ['CompletionDate', date(job.completionDate)],
    ['Status', job.status],
    ['CloudWatchLogsRoleArn', job.cloudWatchLogsRoleArn],
    ['ImportedUsers', String(job.importedUsers)],
    ['SkippedUsers', String(job.skippedUsers)],
    ['FailedUsers', String(job.failedUsers)],
    ['CompletionMessage', job.completionMessage],
    ['PasswordHashingAlgorithm', job.passwordHashingAlgorithm],
  ];
  return values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, copyable: true }]));
}

function placeOf(jobs: JobService, ref: JobRef): PanelSnapshot['place'] {
  const view = jobs.store.connection(ref.connectionId);
  if (!view) return [];
  return [
    { label: 'User pool', value: jobs.store.pool(ref)?.pool.name ?? ref.userPoolId },
    { label: view.connection.kind === 'profile' ? 'Profile' : 'Connection', value: connectionName(view) },
    { label: 'Region', value: view.connection.region },
    ...(view.account ? [{ label: 'Account', value: view.account.accountId }] : []),
  ];
}

function uploadState(url: PreSignedUrl | undefined, now: number): PanelSnapshot['upload'] {
  if (!url) return { state: 'none' };
  if (url.expiresAt === undefined) return { state: 'valid' };
  return { state: url.expiresAt > now ? 'valid' : 'expired', expiresAt: url.expiresAt };
}
