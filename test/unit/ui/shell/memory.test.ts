// The memory that outlives windows, on a local and a remote machine that share the client's state but not their disks.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import { profileConnection, sandboxConnection } from '../../../../src/domain/connections/connection.ts';
import type { FollowedJob } from '../../../../src/domain/live/follower.ts';
import { EarlyLog } from '../../../../src/ui/shell/background.ts';
import { Claims } from '../../../../src/ui/jobs/claims.ts';
import { Memory } from '../../../../src/ui/shell/memory.ts';
import { MemoryMemento } from '../../../support/vscode/memento.ts';
import { testFolder } from '../../../support/testFolder.ts';

const top = testFolder('memory');
const dev = profileConnection('dev', 'us-east-1');

const followed = (jobId: string, connection = dev): FollowedJob => ({
  ref: { connectionId: connection.id, userPoolId: 'us-east-1_A', jobId },
  connection,
  accountId: '111122223333',
  poolName: 'customers',
  jobName: 'nightly',
  lastSeen: 'InProgress',
});

const silent = new EarlyLog();

const idsOf = (memory: Memory) => memory.load().map(({ ref }) => ref.jobId);

/** Waits for records, which are written in the background. */
async function until(isWritten: () => boolean): Promise<void> {
  while (!isWritten()) await turn();
}

test('two hosts that share one client state keep their connections and followed jobs apart', async () => {
  const client = new MemoryMemento();
  const [local, remote] = ['local', 'remote'].map((name) => new Memory(join(top, name), client, silent));
  assert.ok(local && remote);
  await local.keepConnection(dev);
  local.remember(followed('import-1'));
  await until(() => idsOf(local).length > 0);
  assert.deepEqual(local.connections(), [dev]);
  assert.deepEqual(remote.connections(), undefined);
  assert.deepEqual([idsOf(local), idsOf(remote)], [['import-1'], []]);
  remote.forget(followed('import-1').ref);
  await remote.takeOver();
  assert.deepEqual(idsOf(local), ['import-1']);
  assert.deepEqual([...client.values], [], 'nothing is stored in the shared state');
  // A job that is followed on both machines is announced on both, because neither sees the other's state.
  for (const name of ['local', 'remote']) {
    const claims = new Claims(join(top, name, 'claims'));
    assert.deepEqual([await claims.claim('import-1'), await claims.claim('import-1')], [true, false]);
  }
});

test('windows on the same machine share their records, except those of the sandbox', async () => {
  const [one, other] = [1, 2].map(() => new Memory(join(top, 'windows'), new MemoryMemento(), silent));
  assert.ok(one && other);
  one.remember(followed('import-2', sandboxConnection));
  one.remember(followed('import-1'));
  await until(() => idsOf(one).length > 0);
  assert.deepEqual(idsOf(other), ['import-1']);
  other.forget(followed('import-1').ref);
  await until(() => idsOf(one).length === 0);
});

test('the first machine takes over what earlier versions stored with the client, once', async () => {
  const client = new MemoryMemento();
  await client.update('connections', [dev, { id: 'profile/dev' }, null]);
  await client.update('followedJobs', [followed('import-1'), 'import-2', { ref: {} }]);
  await client.update('results', [{ jobId: 'import-1' }]);
  const log: string[] = [];
  const [local, remote] = ['first', 'second'].map(
    (name) => new Memory(join(top, name), client, { error: (text) => void log.push(String(text)) }),
  );
  assert.ok(local && remote);
  await local.takeOver();
  assert.deepEqual([local.connections(), idsOf(local)], [[dev], ['import-1']]);
  assert.deepEqual(local.machine.get('results'), [{ jobId: 'import-1' }]);
  assert.equal(log.length, 4);
  await local.takeOver();
  await remote.takeOver();
  assert.deepEqual([remote.connections(), idsOf(remote)], [undefined, []]);
  assert.equal(remote.machine.get('results'), undefined);
  assert.deepEqual([...client.values.keys()], []);
});

test('taking over an empty list of connections does not offer the default profile again', async () => {
  const client = new MemoryMemento();
  await client.update('connections', []);
  const memory = new Memory(join(top, 'emptied'), client, silent);
  await memory.takeOver();
  assert.deepEqual(memory.connections(), []);
});

test('invalid records neither throw nor hide valid ones, and are logged once there is a log', async () => {
  const folder = join(top, 'bad');
  const memory = new Memory(folder, new MemoryMemento(), silent);
  memory.remember(followed('import-1'));
  await memory.keepConnection(dev);
  await until(() => idsOf(memory).length > 0);
  for (const name of ['connections', 'followedJobs'])
    for (const [at, record] of [null, {}, [], 7, { ref: { jobId: 1 } }].entries())
      writeFileSync(join(folder, name, `${at}.json`), JSON.stringify({ version: 1, writtenAt: 1, record }));
  const early = new EarlyLog();
  const later = new Memory(folder, new MemoryMemento(), early);
  assert.deepEqual([later.connections(), idsOf(later)], [[dev], ['import-1']]);
  const log: string[] = [];
  early.attach({ error: (text) => void log.push(String(text)) });
  assert.equal(log.length, 10);
  assert.equal(readdirSync(join(folder, 'connections')).filter((name) => name.endsWith('.bad')).length, 5);
});
