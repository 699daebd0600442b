// What every emulator has: an account with its roles and keys, Cognito, the upload to S3, CloudWatch Logs and IAM, on a port of loopback.
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
  /** Always on 127.0.0.1; 0 or absent: any free one. */
  readonly port?: number;
  /** What is there at the start; nothing by default. */
  readonly seed?: SeedName;
  /** Rows imported per second; 31 by default, as measured at the service. */
  readonly usersPerSecond?: number;
  /** What the numbers in the jobs' logs count: lines of the file, as the service's do, or data rows. */
  readonly logLines?: LogLines;
  /** Makes ids and signatures the same again; random where absent. */
  readonly randomSeed?: number;
  /** Real time where absent. */
  readonly clock?: EmulatorClock;
  /** 12 digits. */
  readonly accountId?: string;
  /** The Region of pools that are made without a call, which every Region sees. Calls may be signed for any, and each has pools of its own. */
  readonly region?: string;
}

/** An emulator before it listens. */
export interface Core {
  readonly account: Account;
  readonly roles: Roles;
  readonly keys: AccessKeys;
  readonly clock: MovableClock;
  /** A generator of its own for each use, so that one more id here changes none there. */
  readonly random: (use: number) => Random;
}

export interface Served {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection, also hanging ones. */
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

/** What is served besides what every emulator has. */
export interface Further extends Pick<FrontOptions, 'admin' | 'faults' | 'calls'> {
  readonly sts: QueryService;
  /** Operations of Cognito that the sandbox has no use for. */
  readonly cognito?: Readonly<Record<string, Operation>>;
  readonly endpoints?: readonly Endpoint[];
}

/** @throws where the port is taken. */
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
