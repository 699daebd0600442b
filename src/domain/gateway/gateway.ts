// The port to AWS. `src/aws` implements it with the SDK; every rejection is a FailureError.
import type { Account, Connection, Profile } from '../connections/connection.ts';
import type { Disposable } from '../base/disposable.ts';
import type { ImportGateway } from './importGateway.ts';
import type { ImportJob } from '../jobs/job.ts';
import type { Page, PageRequest } from './page.ts';
import type { Priority } from './quotas.ts';
import type { CallLimiter } from './rateLimiter.ts';
import type { UserGateway } from './userGateway.ts';
import type { UserPool } from '../jobs/userPool.ts';

/** One connection's view of the service. Calls are independent and may run side by side; an aborted one rejects as 'cancelled'. */
export interface CognitoGateway extends Disposable {
  /** The calls that make an import. */
  readonly imports: ImportGateway;
  /** The calls on users. */
  readonly users: UserGateway;
  /** The same connection for calls made for another reason; 'user' at first. Disposing either disposes both. */
  withPriority(priority: Priority): CognitoGateway;
  /** Milliseconds that the service's clock is ahead of ours, as of its last answer; undefined before the first. */
  readonly clockOffset?: number | undefined;
  /** STS GetCallerIdentity. */
  getCallerIdentity(signal: AbortSignal): Promise<Account>;
  listUserPools(page: PageRequest, signal: AbortSignal): Promise<Page<UserPool>>;
  /** Newest first. */
  listUserImportJobs(userPoolId: string, page: PageRequest, signal: AbortSignal): Promise<Page<ImportJob>>;
  describeUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob>;
  /** Legal from Pending and InProgress. Resolves to the job as the service then sees it (Stopping or Stopped). */
  stopUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob>;
}

/** What a connection needs from the host. */
export interface ConnectOptions {
  /** Overrides every endpoint: the sandbox's loopback address. */
  readonly endpoint?: string;
  /** Decides when each call is made; without one, calls are made at once. */
  readonly limiter?: CallLimiter;
  /**
   * Asks the user for an MFA code; resolves to undefined when they decline. A gateway asks at most once in its life, so that no
   * poll asks again: a retry by the user takes a new gateway.
   */
  askMfaCode(device: string, profile: string): Promise<string | undefined>;
  readonly log: GatewayLog;
}

/** The log of calls. Never receives credentials, pre-signed URLs or CSV values. */
export interface GatewayLog {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
}

/**
 * What changed on disk. `settings`: the config or credentials file, so a profile may mean something else now. `logins`: only a token was
 * written or removed, by a sign-in or by the SDK, which renews tokens every few minutes; this concerns only connections that failed.
 */
export type FilesChange = 'settings' | 'logins';

/** The AWS bundle's one entry. */
export interface AwsPort {
  /** The profiles in the user's AWS files, read now, sorted by name; nothing is resolved or run. */
  listProfiles(): Promise<readonly Profile[]>;
  /** The region the environment names (AWS_REGION, AWS_DEFAULT_REGION), if any. */
  environmentRegion(): string | undefined;
  /** Whether variables of the environment give credentials (keys, web identity, container). */
  environmentHasCredentials(): boolean;
  /** Paths of the config and credentials files that the SDK uses, whether they exist or not. */
  files(): { readonly config: string; readonly credentials: string };
  /** Builds the gateway; no call, no credential resolution yet. */
  connect(connection: Connection, options: ConnectOptions): CognitoGateway;
  /** Reports (debounced) when config, credentials, SSO cache or login cache change on disk, however they are replaced. */
  watchFiles(changed: (what: FilesChange) => void): Disposable;
}
