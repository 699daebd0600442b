// Runs the calls of one connection. Clients are built when first needed; calls can be aborted, are logged, and reject as FailureError.
import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import { STSClient } from '@aws-sdk/client-sts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Disposable } from '../../domain/base/disposable.ts';
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import type { ConnectOptions } from '../../domain/gateway/gateway.ts';
import type { Priority } from '../../domain/gateway/quotas.ts';
import { failedLine, succeededLine, type Answer, type Call, type SendOptions } from './callLog.ts';
import { Credentials, type CredentialsOptions } from '../credentials/credentials.ts';
import { toFailure } from '../failures/failures.ts';
import { LogAccess, type LogAccessSettings } from './logAccess.ts';
import { originOf } from '../failures/origin.ts';
import { AwsFiles } from '../profiles/profiles.ts';
import { readSettings, type Settings, type SettingsOptions } from '../profiles/settings.ts';

export type GatewayOptions = ConnectOptions & CredentialsOptions & SettingsOptions;

export interface Clients {
  readonly cognito: CognitoIdentityProviderClient;
  /** Sends each call once, for what must not happen twice; created when first used. */
  readonly cognitoOnce: () => CognitoIdentityProviderClient;
  readonly sts: STSClient;
  /** IAM and CloudWatch Logs, created when first used. */
  readonly logAccess: () => LogAccess;
  readonly settings: Settings;
}

/** Runs one call: it ends with `signal` or the gateway, is logged, and rejects with a FailureError only. */
export type Run = <T>(
  call: Pick<Call, 'operation' | 'userPoolId' | 'jobId'>,
  signal: AbortSignal,
  send: (clients: Clients, options: SendOptions) => Promise<Answer<T>>,
) => Promise<T>;

export class Calls implements Disposable {
  readonly #connection: Connection;
  readonly #options: GatewayOptions;
  readonly #disposed = new AbortController();
  #credentials: Credentials | undefined;
  #clients: Promise<Clients> | undefined;
  #clockOffset: number | undefined;

  constructor(connection: Connection, options: GatewayOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** Milliseconds that the service's clock is ahead of ours: the SDK takes it from the Date header of every answer. */
  get clockOffset(): number | undefined {
    return this.#clockOffset;
  }

  /** For calls of one priority: each waits for its turn at the limiter. */
  withPriority(priority: Priority): Run {
    return (call, signal, send) => {
      const either = AbortSignal.any([signal, this.#disposed.signal]);
      const make = () => this.#call(call, either, send);
      const { limiter } = this.#options;
      return limiter ? limiter.run({ ...call, priority }, either, make) : make();
    };
  }

  async #call<T>(
    call: Pick<Call, 'operation' | 'userPoolId' | 'jobId'>,
    abortSignal: AbortSignal,
    send: (clients: Clients, options: SendOptions) => Promise<Answer<T>>,
  ): Promise<T> {
    const started = performance.now();
    const line = { connection: this.#connection.id, ...call };
    try {
      const clients = await ending(this.#prepare(), abortSignal);
      const { value, metadata } = await ending(send(clients, { abortSignal }), abortSignal);
      this.#clockOffset = clients.cognito.config.systemClockOffset;
      this.#options.log.debug(succeededLine({ ...line, metadata }, performance.now() - started));
      return value;
    } catch (error) {
      const failure = abortSignal.aborted ? cancelled : await this.#classify(error);
      if (failure !== cancelled) {
        const { requestId } = failure;
        const metadata = (error as { $metadata?: Call['metadata'] }).$metadata ?? {
          ...(requestId !== undefined && { requestId }),
        };
        this.#options.log.warn(failedLine({ ...line, metadata }, failure, performance.now() - started));
      }
      throw new FailureError(failure, { cause: error });
    }
  }

  dispose(): void {
    if (this.#disposed.signal.aborted) return;
    this.#disposed.abort();
    this.#credentials?.dispose();
    this.#clients?.then(
      ({ cognito, sts }) => {
        cognito.destroy();
        sts.destroy();
      },
      () => undefined, // the callers have received the failure
    );
  }

  #prepare(): Promise<Clients> {
    if (!this.#clients) {
      const clients = this.#build();
      this.#clients = clients;
      // The files may have been corrected by the next call.
      clients.catch(() => (this.#clients = undefined));
    }
    return this.#clients;
  }

  async #build(): Promise<Clients> {
    const connection = this.#connection;
    const settings = await readSettings(connection, this.#options);
    const credentials = new Credentials(connection, settings, this.#options);
    this.#credentials = credentials;
    if (this.#disposed.signal.aborted) credentials.dispose();
    // Not 'adaptive', which slows down every later call too: the limiter does that.
    const shared = { credentials: credentials.provider, retryMode: 'standard' };
    let logAccess: LogAccess | undefined;
    let once: CognitoIdentityProviderClient | undefined;
    return {
      cognito: new CognitoIdentityProviderClient({ ...settings.cognito, ...shared }),
      cognitoOnce: () =>
        (once ??= openOnce({ ...settings.cognito, ...shared, maxAttempts: 1 }, this.#disposed.signal)),
      sts: new STSClient({ ...settings.sts, ...shared }),
      settings,
      logAccess: () =>
        (logAccess ??= openLogAccess(
          { iam: { ...settings.iam, ...shared }, logs: { ...settings.logs, ...shared } },
          this.#disposed.signal,
        )),
    };
  }

  async #classify(error: unknown): Promise<Failure> {
    const failure = toFailure(error, originOf(this.#connection, await AwsFiles.read()));
    // No service refused the credentials here.
    const isOurs = error instanceof FailureError;
    const isRefusal = failure.kind === 'expired' || failure.kind === 'misconfigured';
    if (isRefusal && !isOurs) this.#credentials?.forget();
    return failure;
  }
}

function openOnce(
  settings: CognitoIdentityProviderClientConfig,
  closed: AbortSignal,
): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient(settings);
  closed.addEventListener('abort', () => client.destroy(), { once: true });
  return client;
}

/** @param closed destroys the clients when it is aborted. */
function openLogAccess(settings: LogAccessSettings, closed: AbortSignal): LogAccess {
  const access = new LogAccess(settings);
  closed.addEventListener('abort', () => access.destroy(), { once: true });
  return access;
}

const cancelled: Failure = { kind: 'cancelled', message: 'The request was cancelled.' };

/** Stops waiting when the signal is aborted, also where the SDK cannot: while it reads files, runs a credential process or waits to retry. */
function ending<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new FailureError(cancelled));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
