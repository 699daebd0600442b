// The AWS bundle's entry: implements the domain's port with the SDK. The only bundle that contains the SDK.
import type { AwsPort } from '../domain/gateway/gateway.ts';
import { Calls } from './calls/calls.ts';
import { SdkGateway } from './calls/gateway.ts';
import {
  environmentHasCredentials,
  environmentRegion,
  filePaths,
  listProfiles,
} from './profiles/profiles.ts';
import { RoleSessions } from './credentials/roleSessions.ts';
import { watchFiles } from './profiles/watch.ts';

export interface AwsOptions {
  /** Milliseconds a connection's credential chain may take, a minute unless told otherwise: some processes open a browser. */
  readonly credentialsTimeout?: number;
  /** Milliseconds one request may take before it is retried or fails. */
  readonly requestTimeout?: number;
}

export function createAws({
  credentialsTimeout = 60_000,
  requestTimeout = 30_000,
}: AwsOptions = {}): AwsPort {
  const roleSessions = new RoleSessions();
  return {
    listProfiles,
    environmentRegion,
    environmentHasCredentials,
    files: filePaths,
    connect: (connection, options) =>
      new SdkGateway(
        new Calls(connection, { ...options, roleSessions, credentialsTimeout, requestTimeout }),
        connection.region,
      ),
    watchFiles,
  };
}
