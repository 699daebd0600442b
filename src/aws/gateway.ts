// The gateway of one connection: the SDK's clients behind the domain's port.
import {
  DescribeUserImportJobCommand,
  ListUserImportJobsCommand,
  ListUserPoolsCommand,
  StopUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Account, Connection } from '../domain/connections/connection.ts';
import { FailureError } from '../domain/connections/failure.ts';
import type { CognitoGateway } from '../domain/gateway/gateway.ts';
import type { Page, PageRequest } from '../domain/gateway/page.ts';
import type {
  LogEvent,
  LogRole,
  NewImportJob,
  UploadProgress,
  UserPoolDescription,
} from '../domain/gateway/importGateway.ts';
import type { ImportJob } from '../domain/jobs/job.ts';
import type { PreSignedUrl } from '../domain/gateway/preSignedUrl.ts';
import type { UserPool } from '../domain/jobs/userPool.ts';
import { Calls, type GatewayOptions } from './calls.ts';
import { ImportCalls } from './importCalls.ts';
import { answeredJob, toImportJob, toUserPool } from './mapping.ts';
import { proxyAnswered } from './networkFailures.ts';

/** The API's own bound for a page. */
const largestPage = 60;

export class SdkGateway implements CognitoGateway {
  readonly #calls: Calls;
  readonly #imports: ImportCalls;

  constructor(connection: Connection, options: GatewayOptions) {
    this.#calls = new Calls(connection, options);
    this.#imports = new ImportCalls(this.#calls, connection.region);
  }

  getCallerIdentity(signal: AbortSignal): Promise<Account> {
    return this.#calls.run({ operation: 'GetCallerIdentity' }, signal, async ({ sts }, options) => {
      const answer = await sts.send(new GetCallerIdentityCommand({}), options);
      // A page of HTML passes for XML without any of what was asked for.
      if (answer.Account === undefined || answer.Arn === undefined) throw new FailureError(proxyAnswered);
      return { value: { accountId: answer.Account, arn: answer.Arn }, metadata: answer.$metadata };
    });
  }

  listUserPools(page: PageRequest, signal: AbortSignal): Promise<Page<UserPool>> {
    return this.#calls.run({ operation: 'ListUserPools' }, signal, async ({ cognito }, options) => {
      const input = { MaxResults: page.maxResults ?? largestPage, NextToken: page.nextToken };
      const answer = await cognito.send(new ListUserPoolsCommand(input), options);
      const items = (answer.UserPools ?? []).map(toUserPool);
      return { value: pageOf(items, answer.NextToken), metadata: answer.$metadata };
    });
  }

  listUserImportJobs(userPoolId: string, page: PageRequest, signal: AbortSignal): Promise<Page<ImportJob>> {
    const call = { operation: 'ListUserImportJobs', userPoolId };
    return this.#calls.run(call, signal, async ({ cognito }, options) => {
      const input = {
        UserPoolId: userPoolId,
        MaxResults: page.maxResults ?? largestPage,
        PaginationToken: page.nextToken,
      };
      const answer = await cognito.send(new ListUserImportJobsCommand(input), options);
      const items = (answer.UserImportJobs ?? []).map(toImportJob);
      return { value: pageOf(items, answer.PaginationToken), metadata: answer.$metadata };
    });
  }

  describeUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    const call = { operation: 'DescribeUserImportJob', userPoolId, jobId };
    return this.#calls.run(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, JobId: jobId };
      const answer = await cognito.send(new DescribeUserImportJobCommand(input), options);
      return { value: answeredJob(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  stopUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    const call = { operation: 'StopUserImportJob', userPoolId, jobId };
    return this.#calls.run(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, JobId: jobId };
      const answer = await cognito.send(new StopUserImportJobCommand(input), options);
      return { value: answeredJob(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  describeUserPool(userPoolId: string, signal: AbortSignal): Promise<UserPoolDescription> {
    return this.#imports.describeUserPool(userPoolId, signal);
  }

  getCsvHeader(userPoolId: string, signal: AbortSignal): Promise<readonly string[]> {
    return this.#imports.getCsvHeader(userPoolId, signal);
  }

  createUserImportJob(job: NewImportJob, signal: AbortSignal): Promise<ImportJob> {
    return this.#imports.createUserImportJob(job, signal);
  }

  startUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    return this.#imports.startUserImportJob(userPoolId, jobId, signal);
  }

  upload(
    url: PreSignedUrl,
    path: string,
    onProgress: (progress: UploadProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#imports.upload(url, path, onProgress, signal);
  }

  listLogRoles(signal: AbortSignal): Promise<readonly LogRole[]> {
    return this.#imports.listLogRoles(signal);
  }

  createLogRole(name: string, signal: AbortSignal): Promise<LogRole> {
    return this.#imports.createLogRole(name, signal);
  }

  listLogEvents(
    pool: { readonly userPoolId: string; readonly name: string },
    job: { readonly jobId: string; readonly jobName: string },
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<LogEvent>> {
    return this.#imports.listLogEvents(pool, job, nextToken, signal);
  }

  dispose(): void {
    this.#calls.dispose();
  }
}

function pageOf<T>(items: readonly T[], nextToken: string | undefined): Page<T> {
  return nextToken === undefined ? { items } : { items, nextToken };
}
