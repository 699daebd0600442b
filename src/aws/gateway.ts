// The gateway of one connection: the SDK's clients behind the domain's port, each call abortable, logged and classified.
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  ListUserImportJobsCommand,
  ListUserPoolsCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Account, Connection } from '../domain/connection.ts';
import { FailureError, type Failure } from '../domain/failure.ts';
import type { CognitoGateway, ConnectOptions } from '../domain/gateway.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { ImportJob } from '../domain/importJob.ts';
import type { UserPool } from '../domain/userPool.ts';
import { failedLine, succeededLine, type Call } from './callLog.ts';
import { Credentials, type CredentialsOptions } from './credentials.ts';
import { toFailure } from './failures.ts';
import { toImportJob, toUserPool } from './mapping.ts';
import { proxyAnswered } from './networkFailures.ts';
import { originOf } from './origin.ts';
import { AwsFiles } from './profiles.ts';
import { readSettings, type SettingsOptions } from './settings.ts';

/** The API's own bound for a page. */
const largestPage = 60;

export type GatewayOptions = ConnectOptions & CredentialsOptions & SettingsOptions;

interface Clients {
  readonly cognito: CognitoIdentityProviderClient;
  readonly sts: STSClient;
  readonly credentials: Credentials;
}

interface SendOptions {
  readonly abortSignal: AbortSignal;
}

export class SdkGateway implements CognitoGateway {
  readonly #connection: Connection;
  readonly #options: GatewayOptions;
  readonly #disposed = new AbortController();
  #clients: Promise<Clients> | undefined;

  constructor(connection: Connection, options: GatewayOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  getCallerIdentity(signal: AbortSignal): Promise<Account> {
    return this.#call({ operation: 'GetCallerIdentity' }, signal, async ({ sts }, options) => {
      const answer = await sts.send(new GetCallerIdentityCommand({}), options);
      // A page of HTML passes for XML without any of what was asked for.
      if (answer.Account === undefined || answer.Arn === undefined) throw new FailureError(proxyAnswered);
      return { value: { accountId: answer.Account, arn: answer.Arn }, metadata: answer.$metadata };
    });
  }

  listUserPools(page: PageRequest, signal: AbortSignal): Promise<Page<UserPool>> {
    return this.#call({ operation: 'ListUserPools' }, signal, async ({ cognito }, options) => {
      const input = { MaxResults: page.maxResults ?? largestPage, NextToken: page.nextToken };
      const answer = await cognito.send(new ListUserPoolsCommand(input), options);
      const items = (answer.UserPools ?? []).map(toUserPool);
      return { value: pageOf(items, answer.NextToken), metadata: answer.$metadata };
    });
  }

  listUserImportJobs(userPoolId: string, page: PageRequest, signal: AbortSignal): Promise<Page<ImportJob>> {
    const call = { operation: 'ListUserImportJobs', userPoolId };
    return this.#call(call, signal, async ({ cognito }, options) => {
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
    return this.#call(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, JobId: jobId };
      const answer = await cognito.send(new DescribeUserImportJobCommand(input), options);
      return { value: jobOf(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  stopUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    const call = { operation: 'StopUserImportJob', userPoolId, jobId };
    return this.#call(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, JobId: jobId };
      const answer = await cognito.send(new StopUserImportJobCommand(input), options);
      return { value: jobOf(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  dispose(): void {
    if (this.#disposed.signal.aborted) return;
    this.#disposed.abort();
    void this.#clients?.then(({ cognito, sts, credentials }) => {
      credentials.dispose();
      cognito.destroy();
      sts.destroy();
    });
  }

  /** Runs one call: it ends with `signal` or the gateway, is written down, and rejects with a FailureError only. */
  async #call<T>(
    call: Pick<Call, 'operation' | 'userPoolId' | 'jobId'>,
    signal: AbortSignal,
    send: (clients: Clients, options: SendOptions) => Promise<{ value: T; metadata: Call['metadata'] }>,
  ): Promise<T> {
    const abortSignal = AbortSignal.any([signal, this.#disposed.signal]);
    const started = performance.now();
    const line = { connection: this.#connection.id, ...call };
    try {
      const clients = await ending(this.#prepare(), abortSignal);
      const { value, metadata } = await ending(send(clients, { abortSignal }), abortSignal);
      this.#options.log.debug(succeededLine({ ...line, metadata }, performance.now() - started));
      return value;
    } catch (error) {
      const failure = abortSignal.aborted ? cancelled : await this.#classify(error);
      if (failure !== cancelled) {
        const metadata = (error as { $metadata?: Call['metadata'] }).$metadata;
        this.#options.log.warn(failedLine({ ...line, metadata }, failure, performance.now() - started));
      }
      throw new FailureError(failure, { cause: error });
    }
  }

  #prepare(): Promise<Clients> {
    if (!this.#clients) {
      const clients = this.#build();
      this.#clients = clients;
      // Files that were wrong may be right the next time.
      clients.catch(() => (this.#clients = undefined));
    }
    return this.#clients;
  }

  async #build(): Promise<Clients> {
    const connection = this.#connection;
    const settings = await readSettings(connection, this.#options);
    const credentials = new Credentials(connection, settings, this.#options);
    const shared = { credentials: credentials.provider, retryMode: 'adaptive' };
    return {
      cognito: new CognitoIdentityProviderClient({ ...settings.cognito, ...shared }),
      sts: new STSClient({ ...settings.sts, ...shared }),
      credentials,
    };
  }

  async #classify(error: unknown): Promise<Failure> {
    const failure = toFailure(error, originOf(this.#connection, await AwsFiles.read()));
    if (failure.kind === 'expired' || failure.kind === 'misconfigured') {
      const clients = await this.#clients?.catch(() => undefined);
      clients?.credentials.forget();
    }
    return failure;
  }
}

const cancelled: Failure = { kind: 'cancelled', message: 'The request was cancelled.' };

/** Ends waiting with the signal, also where the SDK cannot: while it reads files, asks a credential process or waits to retry. */
function ending<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new FailureError(cancelled));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function pageOf<T>(items: readonly T[], nextToken: string | undefined): Page<T> {
  return nextToken === undefined ? { items } : { items, nextToken };
}

function jobOf(job: UserImportJobType | undefined): ImportJob {
  if (job) return toImportJob(job);
  throw new FailureError(proxyAnswered);
}
