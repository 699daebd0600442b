// Faults, keys and quotas of the emulator, seen through the real SDK.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeUserPoolCommand,
  ListUserImportJobsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { FaultKind } from '../../../src/emulator/emulator.ts';
import { credentials, emulatorWorld, named, type EmulatorWorld } from '../support/emulatorWorld.ts';

let world: EmulatorWorld;
before(async () => {
  // A clock that stands still: all calls fall into one second.
  world = await emulatorWorld({ clock: { now: () => Date.UTC(2026, 10, 22) } });
});
after(() => world.close());
afterEach(() => {
  world.emulator.faults.clear();
  world.emulator.keys.clear();
  world.emulator.calls.clear();
});

const listPools = (): Promise<unknown> => world.cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));

describe('a fault', () => {
  const faults: readonly (readonly [FaultKind, string, RegExp])[] = [
    ['throttle', 'TooManyRequestsException', /^Rate exceeded$/],
    ['serverError', 'InternalErrorException', /./],
    ['expiredToken', 'ExpiredTokenException', /^The security token included in the request is expired$/],
    [
      'invalidToken',
      'UnrecognizedClientException',
      /^The security token included in the request is invalid\.$/,
    ],
    [
      'denied',
      'AccessDeniedException',
      /^User: arn:aws:iam::111122223333:user\/developer is not authorized to perform: cognito-idp:ListUserPools on resource: \*/,
    ],
    ['clockSkew', 'InvalidSignatureException', /^Signature expired: \d{8}T\d{6}Z is now earlier than/],
    ['malformed', 'SyntaxError', /JSON/],
    ['html', 'SyntaxError', /</],
  ];
  for (const [kind, name, message] of faults) {
    test(`${kind} reaches the SDK as ${name}, for the given number of calls`, async () => {
      world.emulator.faults.add({ kind, operation: 'ListUserPools', times: 1 });
      await assert.rejects(listPools(), named(name, message));
      await listPools();
    });
  }

  test('reset breaks the connection', async () => {
    world.emulator.faults.add({ kind: 'reset', times: 1 });
    await assert.rejects(
      listPools(),
      (error) => error instanceof Error && 'code' in error && error.code === 'ECONNRESET',
    );
  });

  test('hang never answers', async () => {
    world.emulator.faults.add({ kind: 'hang' });
    const giveUp = new AbortController();
    const call = world.cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }), {
      abortSignal: giveUp.signal,
    });
    while (world.emulator.calls.count('ListUserPools') === 0) await new Promise(setImmediate);
    giveUp.abort();
    await assert.rejects(call, named('AbortError'));
  });

  test('latency delays a call and can be combined with another fault', async () => {
    world.emulator.faults.add({ kind: 'latency', delayMs: 60 });
    world.emulator.faults.add({ kind: 'throttle' });
    const begin = performance.now();
    await assert.rejects(listPools(), named('TooManyRequestsException'));
    assert.ok(performance.now() - begin >= 59);
  });

  test('applies only to its operation, key and pool, until it is removed', async () => {
    const pool = world.emulator.control.createPool({ name: 'met' });
    const other = world.emulator.control.createPool({ name: 'spared' });
    const describePool = (id: string): Promise<unknown> =>
      world.cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
    const remove = world.emulator.faults.add({ kind: 'serverError', userPoolId: pool.id });
    await assert.rejects(describePool(pool.id), named('InternalErrorException'));
    await describePool(other.id);
    await listPools();
    remove();
    await describePool(pool.id);
    world.emulator.faults.add({ kind: 'serverError', accessKeyId: 'AKIAOTHER' });
    await listPools();
  });

  test('has the error name of each service', async () => {
    world.emulator.faults.add({ kind: 'throttle' });
    const readLog = world.logs.send(new FilterLogEventsCommand({ logGroupName: '/a' }));
    await assert.rejects(readLog, named('ThrottlingException'));
    await assert.rejects(world.sts.send(new GetCallerIdentityCommand()), named('Throttling'));
    world.emulator.faults.clear();
    world.emulator.faults.add({ kind: 'expiredToken' });
    await assert.rejects(world.sts.send(new GetCallerIdentityCommand()), named('ExpiredToken'));
  });
});

describe('a key', () => {
  test('can be expired, unknown, denied one action, and of another account', async () => {
    const key = credentials.accessKeyId;
    world.emulator.keys.set(key, { state: 'expired' });
    await assert.rejects(listPools(), named('ExpiredTokenException'));
    world.emulator.keys.set(key, { state: 'unknown' });
    await assert.rejects(listPools(), named('UnrecognizedClientException'));
    world.emulator.keys.set(key, {
      denied: ['cognito-idp:ListUserPools'],
      accountId: '444455556666',
      userName: 'eve',
    });
    await assert.rejects(listPools(), named('AccessDeniedException', /arn:aws:iam::444455556666:user\/eve/));
    const { Account, Arn } = await world.sts.send(new GetCallerIdentityCommand());
    assert.deepEqual([Account, Arn], ['444455556666', 'arn:aws:iam::444455556666:user/eve']);
  });
});

test('calls are counted, and those over the quota are reported or refused', async () => {
  const { control, calls } = world.emulator;
  const pool = control.createPool({ name: 'counted' });
  const list = (): Promise<unknown> =>
    world.cognito.send(new ListUserImportJobsCommand({ UserPoolId: pool.id, MaxResults: 1 }));
  await Promise.all([list(), list(), list(), list(), list()]);
  assert.equal(calls.count('ListUserImportJobs', pool.id), 5);
  assert.equal(calls.overQuota.length, 0);
  await list();
  assert.deepEqual(
    calls.overQuota.map(({ quota }) => quota),
    [`ListUserImportJobs ${pool.id}`],
  );
  control.configure({ enforceQuotas: true });
  await assert.rejects(list(), named('TooManyRequestsException'));
  control.advance(1_000);
  await list();
});
