// The gateway of one connection: the SDK's clients behind the domain's port.
import {
  DescribeUserImportJobCommand,
  ListUserImportJobsCommand,
  ListUserPoolsCommand,
  StopUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Account } from '../../domain/connections/connection.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { CognitoGateway } from '../../domain/gateway/gateway.ts';
import { pageOf, type Page, type PageRequest } from '../../domain/gateway/page.ts';
import type { ImportJob } from '../../domain/jobs/job.ts';
import type { Priority } from '../../domain/gateway/quotas.ts';
import type { UserPool } from '../../domain/jobs/userPool.ts';
import type { Calls, Run } from './calls.ts';
import { ImportCalls } from './importCalls.ts';
import { UserCalls } from './userCalls.ts';
import { answeredJob, toImportJob, toUserPool } from './mapping.ts';
import { proxyAnswered } from '../failures/networkFailures.ts';

/** The API's own bound for a page. */
const largestPage = 60;

export class SdkGateway implements CognitoGateway {
  readonly imports: ImportCalls;
  readonly users: UserCalls;
  readonly #calls: Calls;
  readonly #region: string;
  readonly #run: Run;

  constructor(calls: Calls, region: string, priority: Priority = 'user') {
    this.#calls = calls;
    this.#region = region;
    this.#run = calls.withPriority(priority);
    this.imports = new ImportCalls(this.#run, region);
    this.users = new UserCalls(this.#run);
  }

  withPriority(priority: Priority): CognitoGateway {
    return new SdkGateway(this.#calls, this.#region, priority);
  }

  get clockOffset(): number | undefined {
    return this.#calls.clockOffset;
  }

  getCallerIdentity(signal: AbortSignal): Promise<Account> {
    return this.#run({ operation: 'GetCallerIdentity' }, signal, async ({ sts }, options) => {
      const answer = await sts.send(new GetCallerIdentityCommand({}), options);
      // The SDK reads an HTML page as XML that lacks the members.
      if (answer.Account === undefined || answer.Arn === undefined) throw new FailureError(proxyAnswered);
      return { value: { accountId: answer.Account, arn: answer.Arn }, metadata: answer.$metadata };
    });
  }

  listUserPools(page: PageRequest, signal: AbortSignal): Promise<Page<UserPool>> {
    return this.#run({ operation: 'ListUserPools' }, signal, async ({ cognito }, options) => {
      const input = { MaxResults: page.maxResults ?? largestPage, NextToken: page.nextToken };
      const answer = await cognito.send(new ListUserPoolsCommand(input), options);
      const items = (answer.UserPools ?? []).map(toUserPool);
      return { value: pageOf(items, answer.NextToken), metadata: answer.$metadata };
    });
  }

  listUserImportJobs(userPoolId: string, page: PageRequest, signal: AbortSignal): Promise<Page<ImportJob>> {
    const call = { operation: 'ListUserImportJobs', userPoolId };
    return this.#run(call, signal, async ({ cognito }, options) => {
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
    return this.#run(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, JobId: jobId };
      const answer = await cognito.send(new DescribeUserImportJobCommand(input), options);
      return { value: answeredJob(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  stopUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    const call = { operation: 'StopUserImportJob', userPoolId, jobId };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, JobId: jobId };
      const answer = await cognito.send(new StopUserImportJobCommand(input), options);
      return { value: answeredJob(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  dispose(): void {
    this.#calls.dispose();
  }
}
