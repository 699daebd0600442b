// Windows of one machine on one import store, on a virtual clock and a disk in memory.
import assert from 'node:assert/strict';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import type { ImportState } from '../../../src/domain/imports/import.ts';
import type { ImportClaim } from '../../../src/domain/imports/importStore.ts';
import { ImportFolder } from '../../../src/files/imports/importStore.ts';
import { lookTime, silentLooks } from '../../../src/files/imports/importWatch.ts';
import { MemoryDisk } from './memoryDisk.ts';
import { VirtualClock } from '../virtualClock.ts';
import { WindowProcess } from './windowProcess.ts';

export const root = '/storage/imports';
/** Much longer than it takes to notice anything. */
export const long = 240_000;
export const hour = 3_600_000;
/** In which a window finds out that an owner is gone. */
export const lapse = (silentLooks + 2) * lookTime;

export function anImport(change: Partial<ImportState> = {}): ImportState {
  return {
    id: 'first',
    path: '/data/users.csv',
    jobName: 'users',
    connection: profileConnection('work', 'us-east-1'),
    userPoolId: 'us-east-1_A',
    poolName: 'customers',
    cloudWatchLogsRoleArn: 'arn',
    start: true,
    queued: false,
    parts: [{ rows: 10, stage: 'creating' }],
    status: 'running',
    savedAt: 0,
    ...change,
  };
}

export class StoreWorld {
  readonly clock = new VirtualClock();
  readonly disk = new MemoryDisk();
  readonly warnings: string[] = [];

  async window(): Promise<{ store: ImportFolder; process: WindowProcess }> {
    const window = this.windowNow();
    await window.store.open();
    return window;
  }

  /** One whose store is still to be opened. */
  windowNow(): { store: ImportFolder; process: WindowProcess } {
    const process = new WindowProcess(this.clock);
    const store = new ImportFolder({
      disk: this.disk.seenBy(process),
      clock: process.clock,
      folder: root,
      warn: (message) => this.warnings.push(message),
    });
    return { store, process };
  }
}

export const ids = (states: readonly ImportState[]): readonly string[] => states.map(({ id }) => id);

export async function claimed(store: ImportFolder, id = 'first'): Promise<ImportClaim> {
  const claim = await store.claim(id);
  assert.ok(claim && claim !== 'elsewhere');
  return claim;
}
