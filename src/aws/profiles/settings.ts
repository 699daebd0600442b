// Settings of a connection's SDK clients: endpoints, time-outs, certificates, read from the files now.
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { getProfileName } from '@smithy/core/config';
import type { Connection } from '../../domain/connections/connection.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import { endpointOf, type Service } from '../calls/endpoint.ts';
import { openConfig, originOf } from '../failures/origin.ts';
import { AwsFiles } from './profiles.ts';

/** Milliseconds until an attempt to connect fails. */
const connectionTimeout = 5_000;

export interface SettingsOptions {
  /** One endpoint for everything: the sandbox's. */
  readonly endpoint?: string;
  /** Milliseconds. */
  readonly requestTimeout: number;
}

/** Options of all clients of the connection. */
export interface ClientSettings {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  /** Always true where we looked ourselves: otherwise the SDK uses the `endpoint_url` of another profile. */
  readonly ignoreConfiguredEndpointUrls?: true;
  readonly useFipsEndpoint?: false;
  readonly useDualstackEndpoint?: false;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    /** Without it the handler only prints a warning and keeps waiting. */
    readonly throwOnRequestTimeout: true;
    readonly httpsAgent?: { readonly ca: readonly string[] };
  };
}

export interface Settings {
  readonly cognito: ClientSettings;
  /** One endpoint for the whole partition: the SDK finds it from any of its Regions. */
  readonly iam: ClientSettings;
  readonly logs: ClientSettings;
  /** GetCallerIdentity and AssumeRole. */
  readonly sts: ClientSettings;
  /** SSO portal, SSO-OIDC and sign-in: the SDK builds their clients itself from one set of options. */
  readonly nested: Omit<ClientSettings, 'region' | 'profile'>;
}

/** @throws FailureError when the files name something that does not exist. */
export async function readSettings(connection: Connection, options: SettingsOptions): Promise<Settings> {
  const { endpoint: override, requestTimeout } = options;
  const files = await AwsFiles.read();
  const profile = settingsProfile(connection);
  const ca = await certificates(connection, files);
  const requestHandler = {
    connectionTimeout,
    requestTimeout,
    throwOnRequestTimeout: true as const,
    ...(ca && { httpsAgent: { ca } }),
  };
  const endpointFor = (service: Service): string | undefined =>
    override ?? endpointOf(service, files, profile);
  const client = (service: Service): ClientSettings => ({
    region: connection.region,
    ...(profile !== undefined && { profile }),
    ...at(endpointFor(service)),
    // The SDK refuses FIPS and dual-stack together with a custom endpoint; the override replaces them.
    ...(override !== undefined && { useFipsEndpoint: false, useDualstackEndpoint: false }),
    requestHandler,
  });
  const nested = new Set((['SSO', 'SSO OIDC', 'Signin'] as const).map(endpointFor));
  return {
    cognito: client('Cognito Identity Provider'),
    iam: client('IAM'),
    logs: client('CloudWatch Logs'),
    sts: client('STS'),
    // One set of options cannot express different endpoints: then the SDK reads the environment's variables itself.
    nested: { ...(nested.size === 1 && at([...nested][0])), requestHandler },
  };
}

/** Even if the environment has the keys, the other settings come from its profile. */
function settingsProfile(connection: Connection): string | undefined {
  if (connection.kind === 'profile') return connection.profile;
  return connection.kind === 'environment' ? getProfileName({}) : undefined;
}

function at(endpoint: string | undefined): Pick<ClientSettings, 'endpoint' | 'ignoreConfiguredEndpointUrls'> {
  return { ...(endpoint !== undefined && { endpoint }), ignoreConfiguredEndpointUrls: true };
}

/** As in the AWS CLI, AWS_CA_BUNDLE or the profile's `ca_bundle`; the SDK for JavaScript ignores both. */
async function certificates(connection: Connection, files: AwsFiles): Promise<readonly string[] | undefined> {
  const profile = settingsProfile(connection);
  const section = profile === undefined ? undefined : files.profile(profile);
  const path = process.env['AWS_CA_BUNDLE'] ?? section?.['ca_bundle'];
  if (!path) return undefined;
  try {
    return [...rootCertificates, await readFile(path, 'utf8')];
  } catch (error) {
    throw new FailureError(
      {
        kind: 'misconfigured',
        message: `The certificate file named by ca_bundle or AWS_CA_BUNDLE cannot be read: ${path}`,
        action: openConfig(originOf(connection, files)),
      },
      { cause: error },
    );
  }
}
