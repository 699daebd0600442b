// The stored connections: a change in one window never removes connections that another or an earlier window added.
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

/** The memory that all windows on one machine share. */
function sharedMemory() {
  return new Memory(join(top, String(machines++)), new MemoryMemento(), new EarlyLog());
}

/** Opens a window with its own jobs and the shared memory. */
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

const stored = (memory: Memory) => memory.connections()?.map(({ id }) => id);

test('adding a connection before the view opens keeps those of earlier windows', async () => {
  const memory = sharedMemory();
  await openWindow(memory).connections.add(dev);
  await openWindow(memory).connections.add(prod);
  await openWindow(memory).connections.add(fresh);
  assert.deepEqual(stored(memory), [dev.id, prod.id, fresh.id]);
});

test("two windows keep each other's connections, and each removes only what its user removes", async () => {
  const memory = sharedMemory();
  await openWindow(memory).connections.add(dev);
  const [one, other] = [openWindow(memory), openWindow(memory)];
  await one.open();
  await other.open();
  await one.connections.add(prod);
  await other.connections.add(fresh);
  assert.deepEqual(stored(memory), [dev.id, prod.id, fresh.id]);
  await one.connections.remove(dev.id);
  assert.deepEqual(stored(memory), [prod.id, fresh.id]);
  await other.connections.add(prod);
  assert.deepEqual(stored(memory), [prod.id, fresh.id], 'it is stored once, in its old place');
});

test('the default profile is added if there was never a connection (except the sandbox), and not again after its removal', async () => {
  const memory = sharedMemory();
  await openWindow(memory).connections.add(sandboxConnection);
  assert.equal(stored(memory), undefined);
  const first = openWindow(memory);
  await first.open();
  const offered = profileConnection('default', 'us-east-1').id;
  assert.deepEqual(stored(memory), [offered]);
  await first.connections.remove(offered);
  const second = openWindow(memory);
  await second.open();
  assert.deepEqual(second.jobs.store.connections(), []);
});

test('a connection that is added or removed in one window is added or removed in the others', async () => {
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
