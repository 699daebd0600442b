// The steps of one part: create its job, upload the CSV, start the job, and with several parts wait for its end.
import { retry } from '../base/retry.ts';
import { FailureError, failureOf } from '../connections/failure.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { UploadProgress } from '../gateway/importGateway.ts';
import type { ImportJob } from '../jobs/job.ts';
import {
  partAlgorithm,
  partJob,
  partName,
  resultOf,
  withNewJob,
  withPart,
  type ImportPart,
  type ImportState,
} from './import.ts';
import type { ImportLease } from './importStore.ts';
import { acrossRenewals } from './renewals.ts';
import { fileChanged, unusableJob, type ImportServices, type PartActivity } from './services.ts';
import { startPart } from './startPart.ts';
import { withMark, type SentMark } from './uploadSpeed.ts';

/** After one second, two, and four: most broken networks are back by then. */
const uploadAttempts = 4;
const uploadDelay = 1_000;
/** How much the service's clock and ours may differ. Milliseconds. */
const clockSkew = 5 * 60_000;

/** An import while this window drives it. */
export interface DrivenImport {
  readonly services: ImportServices;
  readonly lease: ImportLease;
  readonly signal: AbortSignal;
  /** Ids of jobs that other imports have created. */
  readonly jobsOfOthers: () => readonly string[];
  readonly report: (activity: PartActivity) => void;
  /** The last saved state. */
  readonly state: ImportState;
  /** @throws FailureError where the lease is lost or the disk refuses. */
  save(state: ImportState): Promise<void>;
  /** The job that was just created, or just got its CSV. */
  freshJob: string | undefined;
}

/** Brings a part one stage further, and saves that. @throws FailureError */
export async function nextStep(driven: DrivenImport, index: number): Promise<void> {
  const { services, signal } = driven;
  const next = await acrossRenewals(services, driven.state.connection.id, signal, () => {
    const part = partOf(driven.state, index);
    switch (part.stage) {
      case 'creating':
        return create(driven, index);
      case 'created':
        return upload(driven, index, part);
      case 'uploaded':
        return startPart(driven, index);
      case 'started':
        return follow(driven, index);
    }
  });
  await driven.save(next);
}

export function partOf(state: ImportState, index: number): ImportPart {
  const part = state.parts[index];
  if (!part) throw new Error(`There is no part ${index + 1}.`);
  return part;
}

async function create(driven: DrivenImport, index: number): Promise<ImportState> {
  const { services, lease, signal } = driven;
  driven.report({ kind: 'creating' });
  const { connection, userPoolId, cloudWatchLogsRoleArn } = driven.state;
  const passwordHashingAlgorithm = partAlgorithm(driven.state, index);
  const gateway = await services.gateway(connection.id);
  const jobName = partName(driven.state, index);
  const page = await gateway.listUserImportJobs(userPoolId, { maxResults: 20 }, signal);
  const sameNamed = page.items.filter((job) => job.jobName === jobName);
  const { sameNamed: before, begunAt = 0 } = partOf(driven.state, index);
  const lost = before && sameNamed.find((job) => isLostJob(driven, index, job, before, begunAt));
  if (!before) {
    const ids = sameNamed.map(({ jobId }) => jobId);
    await driven.save(withPart(driven.state, index, { sameNamed: ids, begunAt: services.clock.now() }));
  }
  const algorithm = passwordHashingAlgorithm === undefined ? {} : { passwordHashingAlgorithm };
  const newJob = { jobName, userPoolId, cloudWatchLogsRoleArn, ...algorithm };
  if (!lost) await lease.check();
  const job = lost ?? (await gateway.imports.createUserImportJob(newJob, signal));
  if (!lost) driven.freshJob = job.jobId;
  services.reportJob(driven.state, job);
  return withPart(driven.state, index, { stage: 'created', jobId: job.jobId });
}

/** Whether an earlier attempt created this job without getting the answer, rather than a colleague. */
function isLostJob(
  { state, jobsOfOthers }: DrivenImport,
  index: number,
  job: ImportJob,
  sameNamedBefore: readonly string[],
  begunAt: number,
): boolean {
  return (
    job.status === 'Created' &&
    (job.creationDate ?? 0) > begunAt - clockSkew &&
    !sameNamedBefore.includes(job.jobId) &&
    !jobsOfOthers().includes(job.jobId) &&
    (job.cloudWatchLogsRoleArn ?? state.cloudWatchLogsRoleArn) === state.cloudWatchLogsRoleArn &&
    job.passwordHashingAlgorithm === partAlgorithm(state, index)
  );
}

async function upload(driven: DrivenImport, index: number, part: ImportPart): Promise<ImportState> {
  const { services, signal, state } = driven;
  const { csv, jobId = '' } = part;
  const isFresh = driven.freshJob === jobId;
  driven.freshJob = undefined;
  if (!csv || !(await services.isUnchanged(csv))) throw new FailureError(fileChanged);
  const gateway = await services.gateway(state.connection.id);
  const job = await gateway.describeUserImportJob(state.userPoolId, jobId, signal);
  services.reportJob(state, job);
  if (job.startDate !== undefined) return withPart(state, index, { stage: 'started' });
  const expiresAt = job.preSignedUrl?.expiresAt;
  // A new job is never replaced without asking: with a wrong clock this would loop for ever.
  const isExpired = !isFresh && expiresAt !== undefined && expiresAt <= services.clock.now();
  if (job.status !== 'Created' || !job.preSignedUrl || isExpired) {
    if (isFresh) throw new FailureError(unusableJob(job));
    return withNewJob(state, index);
  }
  try {
    await sendCsv(driven, gateway, job, csv);
  } catch (error) {
    // If S3's clock and ours differ, only S3 knows that the URL has expired.
    if (isFresh || !needsNewJob(error)) throw error;
    return withNewJob(state, index);
  }
  driven.freshJob = jobId;
  return withPart(state, index, { stage: 'uploaded' });
}

async function sendCsv(
  { services, lease, signal, report }: DrivenImport,
  gateway: CognitoGateway,
  { preSignedUrl: url }: ImportJob,
  csv: { readonly path: string; readonly bytes: number },
): Promise<void> {
  if (!url) throw new Error('The job has no upload URL.');
  const expiry = url.expiresAt === undefined ? {} : { expiresAt: url.expiresAt };
  const send = async (): Promise<void> => {
    let marks: readonly SentMark[] = [];
    const onProgress = (progress: UploadProgress): void => {
      marks = withMark(marks, services.clock.now(), progress.sentBytes);
      report({ kind: 'uploading', marks, ...expiry, ...progress });
    };
    onProgress({ sentBytes: 0, totalBytes: csv.bytes });
    await lease.check();
    await gateway.imports.upload(url, csv.path, onProgress, signal);
  };
  const isRetryable = (error: unknown, attempt: number): boolean => {
    const { kind, action, message: reason } = failureOf(error);
    if (kind !== 'offline' || action?.type === 'proxySettings') return false;
    report({ kind: 'reconnecting', reason, attempt, attempts: uploadAttempts });
    return true;
  };
  await retry(services.clock, { attempts: uploadAttempts, delay: uploadDelay, signal, isRetryable }, send);
}

function needsNewJob(error: unknown): boolean {
  const { action } = failureOf(error);
  return action?.type === 'retry' && action.withNewJob === true;
}

async function follow(driven: DrivenImport, index: number): Promise<ImportState> {
  const { services, signal, state, report } = driven;
  const ref = partJob(state, index);
  if (!ref) throw new Error(`Part ${index + 1} has no job.`);
  const job = await services.followJob(
    state,
    ref,
    (seen) => report({ kind: 'importing', job: seen }),
    signal,
  );
  return withPart(state, index, { result: resultOf(job) });
}
