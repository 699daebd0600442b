// User import jobs over the wire.
import type { Account } from '../account.ts';
import { preSign, type SigningKey } from '../http/preSign.ts';
import { invalidParameter } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { choice, required } from '../validation.ts';
import type { ImportJob } from './importJob.ts';
import { jobId, name, pageSize, pageToken, roleArn, userPoolId } from './members.ts';
import { pageOf } from '../paging.ts';
import { hashingAlgorithms } from './passwordHash.ts';
import { hashesNotSupported } from './texts.ts';

/** The model limits a list to 50 jobs but allows requests for 60. The service's behaviour is unknown: the smaller limit applies. */
const largestJobPage = 50;

const jobKey = { UserPoolId: required(userPoolId), JobId: required(jobId) };

/** @param host the emulator's own `host:port`, where the upload URLs lead. */
export function jobOperations(
  account: Account,
  key: SigningKey,
  host: () => string,
): Record<string, Operation> {
  const urls = new WeakMap<ImportJob, string>();
  /** The URL is signed once, at the job's creation. */
  const urlOf = (job: ImportJob): string => {
    const { id, created } = job.spec;
    const path = `/${account.id}/${job.pool.id}/${id}`;
    const region = job.pool.region ?? account.region;
    const url = urls.get(job) ?? preSign(key, { host: host(), path, region, at: created });
    urls.set(job, url);
    return url;
  };
  const answer = (job: ImportJob): object => ({ UserImportJob: shape(job, urlOf(job)) });
  return {
    CreateUserImportJob: operation(
      {
        JobName: required(name),
        UserPoolId: required(userPoolId),
        CloudWatchLogsRoleArn: required(roleArn),
        PasswordHashingAlgorithm: choice(hashingAlgorithms),
      },
      (input) => {
        const pool = account.pool(input.UserPoolId);
        if (input.PasswordHashingAlgorithm !== undefined && !pool.csvHeader.includes('password_hash')) {
          throw invalidParameter(hashesNotSupported);
        }
        return answer(
          account.createJob(pool.id, {
            name: input.JobName,
            cloudWatchLogsRoleArn: input.CloudWatchLogsRoleArn,
            passwordHashingAlgorithm: input.PasswordHashingAlgorithm,
          }),
        );
      },
    ),

    DescribeUserImportJob: operation(jobKey, (input) => answer(account.job(input.UserPoolId, input.JobId))),

    ListUserImportJobs: operation(
      { UserPoolId: required(userPoolId), MaxResults: required(pageSize), PaginationToken: pageToken },
      (input) => {
        const pool = account.pool(input.UserPoolId);
        const now = account.clock.now();
        const size = Math.min(input.MaxResults, largestJobPage);
        const newestFirst = pool.jobs.toReversed();
        const page = pageOf(newestFirst, size, input.PaginationToken, tokenOf);
        for (const job of page.items) job.settle(now);
        return {
          UserImportJobs: page.items.map((job) => shape(job, urlOf(job))),
          PaginationToken: page.nextToken,
        };
      },
    ),

    StartUserImportJob: operation(jobKey, (input) => answer(account.startJob(input.UserPoolId, input.JobId))),

    StopUserImportJob: operation(jobKey, (input) => answer(account.stopJob(input.UserPoolId, input.JobId))),
  };
}

/** The observed form of a token: pool, last job, its creation in milliseconds. */
function tokenOf(job: ImportJob): string {
  return `${job.pool.id}#${job.id}#${job.spec.created}`;
}

/** UserImportJobType. */
function shape(job: ImportJob, preSignedUrl: string): object {
  const { spec, results } = job;
  return {
    JobName: spec.name,
    JobId: spec.id,
    UserPoolId: job.pool.id,
    PreSignedUrl: preSignedUrl,
    CreationDate: seconds(spec.created),
    StartDate: seconds(job.startDate),
    CompletionDate: seconds(job.completionDate),
    Status: job.status,
    CloudWatchLogsRoleArn: spec.cloudWatchLogsRoleArn,
    ImportedUsers: results.imported,
    SkippedUsers: results.skipped,
    FailedUsers: results.failed,
    CompletionMessage: job.completionMessage,
    PasswordHashingAlgorithm: spec.passwordHashingAlgorithm,
  };
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms) / 1_000;
}
