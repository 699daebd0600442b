// Set-up for adapter tests: the emulator, an environment with a home directory that leads to it, and every log line.
import assert from 'node:assert/strict';
import { createAws, type AwsOptions } from '../../../src/aws/aws.ts';
import {
  environmentConnection,
  profileConnection,
  type Connection,
} from '../../../src/domain/connections/connection.ts';
import {
  FailureError,
  type Failure,
  type FailureAction,
  type FailureKind,
} from '../../../src/domain/connections/failure.ts';
import { defined } from '../../../src/domain/base/defined.ts';
import type { AwsPort, CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import type { CallLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/emulator.ts';
import { awsHome, secretMark, type AwsHome } from './awsHome.ts';

export interface World {
  readonly emulator: Emulator;
  readonly home: AwsHome;
  readonly aws: AwsPort;
  readonly log: string[];
  /** Answers MFA prompts; each prompt is noted in `mfaPrompts`. */
  mfa: (device: string, profile: string) => Promise<string | undefined>;
  readonly mfaPrompts: string[];
  /** A gateway that is disposed with the world. */
  connect(connection: Connection, endpoint?: string, limiter?: CallLimiter): CognitoGateway;
  profile(name: string, region?: string): CognitoGateway;
  environment(region?: string): CognitoGateway;
  /** Disposes everything. @throws when anything secret was logged. */
  close(): Promise<void>;
}

export const noAbort = new AbortController().signal;
export const region = 'us-east-1';

/** All services on loopback, reached through the SDK's own settings. */
export async function awsWorld(
  options: AwsOptions & { readonly emulator?: EmulatorOptions } = {},
): Promise<World> {
  const emulator = await startEmulator({ seed: 'empty', randomSeed: 1, ...options.emulator });
  emulator.control.createPool({ name: 'customers' });
  const home = awsHome({ AWS_ENDPOINT_URL: emulator.url });
  const aws = createAws(options);
  const gateways: CognitoGateway[] = [];
  const log: string[] = [];
  const note = (line: string): number => log.push(line);
  const world: World = {
    emulator,
    home,
    aws,
    log,
    mfa: () => Promise.resolve(undefined),
    mfaPrompts: [],
    connect: (connection, endpoint, limiter) => {
      const gateway = aws.connect(connection, {
        askMfaCode: (device, profile) => {
          world.mfaPrompts.push(`${profile} ${device}`);
          return world.mfa(device, profile);
        },
        log: { debug: note, info: note, warn: note },
        ...defined({ endpoint, limiter }),
      });
      gateways.push(gateway);
      return gateway;
    },
    profile: (name, inRegion = region) => world.connect(profileConnection(name, inRegion)),
    environment: (inRegion = region) => world.connect(environmentConnection(inRegion)),
    close: async () => {
      for (const gateway of gateways) gateway.dispose();
      await emulator.close();
      home.close();
      assertNothingSecret(log);
    },
  };
  return world;
}

/** The example key pair of the AWS documentation. */
export const exampleKeys = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;

export function assertNothingSecret(lines: readonly string[]): void {
  const secrets = [
    secretMark,
    'wJalrXUtnFEMI',
    'AKIAIOSFODNN7',
    'X-Amz-Signature',
    'X-Amz-Credential',
    'ASIA',
    // What the emulator hands out: secret keys, session tokens, SSO tokens, client secrets, refresh tokens.
    'EXAMPLEKEY',
    'IQoJb3JpZ2lu',
    'aoaAAAAAG',
    'aorAAAAAG',
    'eyJraWQiOiJrZXkt',
    'eyJlbmMiOiJBMjU2',
  ];
  for (const line of lines) {
    for (const secret of secrets) assert.ok(!line.includes(secret), `logged a secret (${secret}): ${line}`);
  }
}

/** The failure `work` ends with. @throws when it succeeds or rejects with anything but a FailureError. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    (value) => assert.fail(`It succeeded: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FailureError, `not a FailureError: ${String(error)}`);
  assertNothingSecret([JSON.stringify(error.failure)]);
  return error.failure;
}

/** Asserts how `work` fails, and returns the detail. */
export async function failsWith(
  work: Promise<unknown>,
  kind: FailureKind,
  message: RegExp,
  action: FailureAction | undefined,
): Promise<string> {
  const failure = await failureOf(work);
  assert.match(failure.message, message);
  assert.equal(failure.kind, kind);
  assert.deepEqual(failure.action, action);
  return failure.detail ?? '';
}

/** The access key id of the emulator's last call. */
export function lastKey({ emulator }: World): string | undefined {
  return emulator.calls.recent.at(-1)?.accessKeyId;
}

/** The caller of the last call, of one operation or of any: `user/developer`, `assumed-role/reader/session`. */
export function lastCaller({ emulator }: World, operation?: string): string | undefined {
  const call = emulator.calls.recent.findLast(
    (each) => operation === undefined || each.operation === operation,
  );
  return call && emulator.keys.caller(call.accessKeyId ?? '').arn.replace(/^arn:aws:\w+::111122223333:/, '');
}

/** A role that may be assumed on the given terms: members of a statement of its trust policy. Returns its ARN. */
export function trustingRole({ emulator }: World, name: string, terms: object = {}): string {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '111122223333' },
    Action: 'sts:AssumeRole',
    ...terms,
  };
  return emulator.control.roles.create({ name, trust: JSON.stringify({ Statement: [statement] }) }).arn;
}

/** A role that requires the code of an MFA device; the code is 123456. */
export function guardedRole(world: World, device: string): string {
  world.emulator.control.mfaCodes.set(device, '123456');
  return trustingRole(world, 'guarded', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
}
