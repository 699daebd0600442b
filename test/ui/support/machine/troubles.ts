// Two connections in one window: one works, so that a test can compare it with the one that has the failure.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { cadence } from '../../../../src/domain/live/cadence.ts';
import { startEmulator, type Emulator } from '../../../../src/emulator/emulator.ts';
import { AwsUser, keys, profileSection } from './awsUser.ts';
import { addConnection, longestGap, readings } from '../features/connections.ts';
import { eventually } from '../eventually.ts';
import { startImport } from '../features/imports.ts';
import { useUi, type Ui } from '../ui.ts';
import type { Workbench } from '../workbench.ts';

/** What a running import is read at, and what a busy machine may add. Milliseconds. */
const onTime = cadence.active * (1 + cadence.stretch) + 2_500;

/** The other connection's row when all is well; its pool is `customers`, with `nightly-import` running. */
export const healthy = 'us-east-1 · 111122223333';
/** A running job's row that is up to date. */
export const running = /^[\d,]+ imported$/;

/** Starts everything before the tests of the file and ends it after them. To be awaited once, at the file's top. */
export async function useTroubles(): Promise<Troubles> {
  const user = new AwsUser();
  const steady = await startEmulator({ randomSeed: 2, accountId: '444455556666' });
  after(async () => {
    await steady.close();
    user.leave();
  });
  return new Troubles(user, steady, useUi({ emulator: { randomSeed: 1 }, env: user.equip() }));
}

class Troubles {
  readonly user: AwsUser;
  readonly ui: () => Ui;
  readonly #steady: Emulator;

  constructor(user: AwsUser, steady: Emulator, ui: () => Ui) {
    this.user = user;
    this.#steady = steady;
    this.ui = ui;
  }

  /** The profile that nothing is wrong with: `default`, in an account of its own. */
  get good(): string {
    return profileSection('default', { endpoint_url: this.#steady.url, ...keys('AKIASTEADY') });
  }

  /** Leads another profile to the emulator with `customers`. */
  get endpoint(): { readonly endpoint_url: string } {
    return { endpoint_url: this.ui().emulator.url };
  }

  /** A window with the good connection open, and one more. */
  async openWindow(profile: string): Promise<Workbench> {
    this.#startImports();
    const window = await this.ui().openWindow();
    await window.openView();
    await window.tree.expand('default', 'partners');
    await window.tree.row('steady-import').description(running);
    await addConnection(window, profile);
    return window;
  }

  /** Resolves once the good connection has read `times` more often: the only clock that says a poll would have come. */
  async polls(times: number): Promise<void> {
    const before = readings(this.#steady).length;
    await eventually(
      `${times} more readings through the good connection`,
      () => Promise.resolve(readings(this.#steady).length),
      (now) => now >= before + times,
    );
  }

  /** That nothing disturbed the good connection since: read on time, its rows up to date, nothing said unasked. */
  async undisturbed(window: Workbench, since: number): Promise<void> {
    const gap = longestGap(readings(this.#steady), since, Date.now());
    assert.ok(gap <= onTime, `The good connection was not read for ${gap} ms.`);
    assert.equal((await window.tree.row('default').text()).description, 'us-east-1 · 444455556666');
    assert.match((await window.tree.row('steady-import').text()).description, running);
    assert.deepEqual(await window.notifications.all(), []);
  }

  #startImports(): void {
    if (this.#steady.control.pools.length > 0) return;
    for (const [{ control }, poolName, jobName] of [
      [this.ui().emulator, 'customers', 'nightly-import'],
      [this.#steady, 'partners', 'steady-import'],
    ] as const) {
      control.configure({ usersPerSecond: 20, pendingMs: 0 });
      startImport(control, control.createPool({ name: poolName }), jobName);
    }
  }
}
