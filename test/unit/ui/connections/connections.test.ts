// Which connections are remembered: one window's change never takes away what another, or an earlier one, has added.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { profileConnection, sandboxConnection } from '../../../../src/domain/connections/connection.ts';
import type { AwsPort } from '../../../../src/domain/gateway/gateway.ts';
import { JobService } from '../../../../src/domain/jobs/jobService.ts';
import { Connections } from '../../../../src/ui/connections/connections.ts';
import { EarlyLog } from '../../../../src/ui/shell/background.ts';
import { Memory } from '../../../../src/ui/shell/memory.ts';
import { MemoryMemento } from '../../../support/vscode/memento.ts';
import { testFolder } from '../../../support/testFolder.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const [dev, prod, fresh] = ['dev', 'prod', 'fresh'].map((name) => profileConnection(name, 'us-east-1'));
assert.ok(dev && prod && fresh);

const top = testFolder('connections');
let machines = 0;

/** What all windows on one machine share. */
function sharedMemory() {
  return new Memory(join(top, String(machines++)), new MemoryMemento(), new EarlyLog());
}

/** A window: what it knows, and what it remembers for all of them. */
function openWindow(memory: Memory) {
  const connect = () => Promise.reject(new Error('Nothing is called here.'));
  const jobs = new JobService({ clock: new VirtualClock(), connect, memory });
  const aws: Pick<
    AwsPort,
    'watchFiles' | 'listProfiles' | 'environmentRegion' | 'environmentHasCredentials'
  > = {
    watchFiles: () => ({ dispose: () => undefined }),
    listProfiles: () => Promise.resolve([{ name: 'default', region: 'us-east-1', kind: 'static', file: '' }]),
    environmentRegion: () => undefined,
    environmentHasCredentials: () => false,
  };
  const log = { info: () => undefined, error: () => undefined };
  const parts = [jobs, memory, () => aws, log] as unknown as ConstructorParameters<typeof Connections>;
  const connections = new Connections(...parts);
  return { jobs, connections, open: () => connections.open(() => undefined) };
}

const remembered = (memory: Memory) => memory.connections()?.map(({ id }) => id);

test('adding one before the view was opened keeps those of earlier windows', async () => {
  const memory = sharedMemory();
  await openWindow(memory).connections.add(dev);
  await openWindow(memory).connections.add(prod);
  await openWindow(memory).connections.add(fresh);
  assert.deepEqual(remembered(memory), [dev.id, prod.id, fresh.id]);
});

test('each of two windows keeps what the other has added, and removes only what it was asked to', async () => {
  const memory = sharedMemory();
  await openWindow(memory).connections.add(dev);
  const [one, other] = [openWindow(memory), openWindow(memory)];
  await one.open();
  await other.open();
  await one.connections.add(prod);
  await other.connections.add(fresh);
  assert.deepEqual(remembered(memory), [dev.id, prod.id, fresh.id]);
  await one.connections.remove(dev.id);
  assert.deepEqual(remembered(memory), [prod.id, fresh.id]);
  await other.connections.add(prod);
  assert.deepEqual(remembered(memory), [prod.id, fresh.id], 'once, where it was');
});

test('the default profile is offered until there was a connection, the sandbox aside, and never again after it was removed', async () => {
  const memory = sharedMemory();
  await openWindow(memory).connections.add(sandboxConnection);
  assert.equal(remembered(memory), undefined);
  const first = openWindow(memory);
  await first.open();
  const offered = profileConnection('default', 'us-east-1').id;
  assert.deepEqual(remembered(memory), [offered]);
  await first.connections.remove(offered);
  const second = openWindow(memory);
  await second.open();
  assert.deepEqual(second.jobs.store.connections(), []);
});

test('a connection added or removed in one window is added or removed in the others', async () => {
  const memory = sharedMemory();
  const [one, other] = [openWindow(memory), openWindow(memory)];
  await one.open();
  const ids = () => one.jobs.store.connections().map(({ connection }) => connection.id);
  const becomes = (wanted: readonly string[]) =>
    new Promise<void>((resolve) => {
      const listening = one.jobs.store.onChange(() => {
        if (ids().join() !== wanted.join()) return;
        listening.dispose();
        resolve();
      });
    });
  const offered = profileConnection('default', 'us-east-1').id;
  const added = becomes([offered, dev.id]);
  await other.connections.add(dev);
  await added;
  const removed = becomes([dev.id]);
  await other.connections.remove(offered);
  await removed;
  one.connections.dispose();
});
