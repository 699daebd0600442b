// The part that all emulators share: an account with roles and keys, Cognito, the S3 upload, CloudWatch Logs and IAM on a loopback port.
import { Account } from './account.ts';
import { MovableClock, systemClock, type EmulatorClock } from './clock.ts';
import { cognitoService, cognitoTarget } from './cognito/cognitoService.ts';
import { uploadEndpoint } from './cognito/upload.ts';
import type { Control } from './control.ts';
import { AccessKeys } from './http/accessKeys.ts';
import { awsJson } from './http/awsJson.ts';
import { awsQuery, type QueryService } from './http/awsQuery.ts';
import type { Endpoint } from './http/endpoint.ts';
import { Front, type FrontOptions } from './http/front.ts';
import type { SigningKey } from './http/preSign.ts';
import { listen } from './http/server.ts';
import { iamService } from './iam/iamService.ts';
import { Roles } from './iam/roles.ts';
import { logsService, logsTarget } from './logs/logsService.ts';
import { Random } from './random.ts';
import { sow, type SeedName } from './seeds/seeds.ts';
import type { Operation } from './service.ts';
import type { LogLines } from './settings.ts';

export interface EmulatorOptions {
  /** The port on 127.0.0.1; 0 or absent: any free one. */
  readonly port?: number;
  /** The initial content; none by default. */
  readonly seed?: SeedName;
  /** Rows imported per second; 31 by default, as measured at the service. */
  readonly usersPerSecond?: number;
  /** Whether the numbers in the jobs' logs count lines of the file, as the service does, or data rows. */
  readonly logLines?: LogLines;
  /** Makes ids and signatures reproducible; absent: random. */
  readonly randomSeed?: number;
  /** Absent: real time. */
  readonly clock?: EmulatorClock;
  /** 12 digits. */
  readonly accountId?: string;
  /** The Region in ids of pools that are created without a call; every Region sees those. Pools created by calls are seen in their Region only. */
  readonly region?: string;
}

/** An emulator before it listens. */
export interface Core {
  readonly account: Account;
  readonly roles: Roles;
  readonly keys: AccessKeys;
  readonly clock: MovableClock;
  /** One generator for each use, so that one use does not change the ids of another. */
  readonly random: (use: number) => Random;
}

export interface Served {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly port: number;
  /** Closes every connection, also hanging ones. */
  close(): Promise<void>;
}

export function newCore(options: EmulatorOptions): Core {
  const seed = options.randomSeed ?? Math.floor(Math.random() * 2 ** 32);
  const random = (use: number): Random => new Random(seed + use);
  const clock = new MovableClock(options.clock ?? systemClock);
  const accountId = options.accountId ?? '111122223333';
  const roles = new Roles({ accountId, clock, random: random(3) });
  const account = new Account({
    id: accountId,
    region: options.region ?? 'us-east-1',
    clock,
    random: random(0),
    roles,
    settings: {
      ...(options.usersPerSecond !== undefined && { usersPerSecond: options.usersPerSecond }),
      ...(options.logLines !== undefined && { logLines: options.logLines }),
    },
  });
  return { account, roles, keys: new AccessKeys({ accountId, clock, random: random(4) }), clock, random };
}

/** Endpoints in addition to the shared ones. */
export interface Further extends Pick<FrontOptions, 'admin' | 'faults' | 'calls'> {
  readonly sts: QueryService;
  /** Operations of Cognito that the sandbox does not need. */
  readonly cognito?: Readonly<Record<string, Operation>>;
  readonly endpoints?: readonly Endpoint[];
}

/** @throws if the port is in use. */
export async function serve(
  { account, roles, keys, clock, random }: Core,
  control: Control,
  options: EmulatorOptions,
  { sts, cognito = {}, endpoints = [], ...further }: Further,
): Promise<Served> {
  const signingKey = newSigningKey(random(1));
  let host = '';
  const services = {
    [cognitoTarget]: cognitoService(account, signingKey, () => host, cognito),
    [logsTarget]: logsService(account),
  };
  const front = new Front({
    ...further,
    endpoints: [
      awsJson(services, keys),
      awsQuery([sts, iamService(roles)], keys),
      ...endpoints,
      uploadEndpoint(account, signingKey),
    ],
    keys,
    enforceQuotas: () => account.settings.enforceQuotas,
    requestIds: random(2),
  });
  await sow(options.seed ?? 'empty', control, clock.now());
  const server = await listen(front, options.port ?? 0);
  host = `127.0.0.1:${server.port}`;
  return { url: `http://${host}`, port: server.port, close: () => server.close() };
}

function newSigningKey(random: Random): SigningKey {
  return {
    accessKeyId: `ASIA${random.alphanumeric(16).toUpperCase()}`,
    secret: random.alphanumeric(40),
    sessionToken: `IQoJb3JpZ2luX2Vj${random.alphanumeric(240)}//${random.alphanumeric(96)}=`,
  };
}
