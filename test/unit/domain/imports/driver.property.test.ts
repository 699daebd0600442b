// Despite kills, suspends, clock steps and full disks, one window at a time drives an import, no step is done
// twice, an unfinished import is always offered, and the rest of a trial import waits for the user's decision.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptTrial } from '../../../../src/domain/imports/trial.ts';
import {
  ImportWorld,
  newImport,
  severalParts,
  trialImport,
  type ImportWindow,
} from '../../../support/worlds/importWorld.ts';
import type { WindowProcess } from '../../../support/worlds/windowProcess.ts';

const minute = 60_000;
/** Time enough for windows to notice any change, after which the user acts on every offer. */
const quiet = 2 * minute;

type Event =
  | { readonly kind: 'pass'; readonly ms: number }
  | {
      readonly kind: 'kill' | 'suspend' | 'resume' | 'close' | 'act' | 'decide' | 'pause';
      readonly window: number;
    }
  | { readonly kind: 'open' | 'fill' | 'empty' }
  | { readonly kind: 'sleep' | 'step'; readonly ms: number };

const index = fc.nat(2);
const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 4_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 4_000, max: 40_000 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('suspend' as const), window: index }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('resume' as const), window: index }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('act' as const), window: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('decide' as const), window: index }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'close', 'pause'), window: index }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'fill', 'empty') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('sleep' as const),
      ms: fc.integer({ min: minute, max: 600 * minute }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      ms: fc.integer({ min: -600 * minute, max: 600 * minute }),
    }),
  },
);

/** A world that fails the test if a rule of imports is violated. */
class Guarded {
  readonly world = new ImportWorld();
  readonly #writing = new Map<WindowProcess, number>();
  /** Whether the user has accepted a trial import. */
  #isDecided = false;

  constructor() {
    this.world.service.latency = () => [150, 150];
    this.world.service.onCall = (operation, window) => {
      if (operation === 'ListUserImportJobs' || operation === 'DescribeUserImportJob') return () => undefined;
      for (const [other, calls] of this.#writing)
        assert.ok(other === window || calls === 0, `${operation} by two windows at once`);
      this.#writing.set(window, (this.#writing.get(window) ?? 0) + 1);
      return () => this.#writing.set(window, (this.#writing.get(window) ?? 0) - 1);
    };
  }

  alive(): readonly ImportWindow[] {
    return this.world.windows.filter(({ process }) => process.isAlive);
  }

  /** The user of a window resumes the imports that it offers or asks about, with `change` accepting a trial import. */
  act(window: ImportWindow, change?: typeof acceptTrial): void {
    if (!window.process.isRunning) return;
    if (change) this.#isDecided = true;
    const asked = window.views.at(-1)?.isPaused ? window.driver.resumable() : [];
    for (const state of [...window.store.offers(), ...asked]) void window.driver.resume(state, change);
  }

  /** Asserts that the rest of a trial import has no job before the user's decision. */
  assertRestWaits(): void {
    const hasRest = this.world.service.jobs.some(({ jobName }) => jobName.endsWith('-rest'));
    assert.ok(this.#isDecided || !hasRest, 'the rest did not wait');
  }

  async apply(event: Event): Promise<void> {
    const { world } = this;
    const window = 'window' in event ? world.windows[event.window] : undefined;
    switch (event.kind) {
      case 'pass':
        return world.clock.advance(event.ms);
      case 'sleep':
        return world.clock.jump(event.ms);
      case 'step': {
        world.clock.correct(event.ms);
        return;
      }
      case 'open':
        // Opening a window awaits only its disk, which is never suspended.
        if (this.alive().length < 3) await world.window();
        return undefined;
      case 'fill':
      case 'empty':
        world.disk.isFull = event.kind === 'fill';
        return undefined;
      case 'kill':
        return window?.process.kill();
      case 'suspend':
        return window?.process.suspend();
      case 'resume':
        return window?.process.resume();
      case 'close':
        if (window?.process.isRunning) window.close();
        return;
      case 'pause':
        if (window?.process.isRunning) window.driver.pause('import');
        return;
      case 'act':
      case 'decide':
        if (window) this.act(window, event.kind === 'decide' ? acceptTrial : undefined);
    }
  }

  /** The windows that offer the import or ask about it. */
  attendants(): readonly string[] {
    return this.alive().flatMap((window, at) => {
      const isOffered = window.store.offers().length > 0;
      const state = window.store.all().find(({ id }) => id === 'import');
      const isAsked = window.views.at(-1)?.isPaused === true && window.driver.resumable().length > 0;
      return [
        ...(isOffered ? [`${at} offers`] : []),
        ...(state && isAsked && !isOffered ? [`${at} asks`] : []),
      ];
    });
  }

  async finish(): Promise<void> {
    const { world } = this;
    world.disk.isFull = false;
    for (const window of world.windows) window.process.resume();
    if (this.alive().length === 0) await world.window();
    for (let turn = 0; turn < 40; turn++) {
      await world.clock.advance(quiet);
      if (world.stored()?.status === 'finished') return;
      for (const window of this.alive()) this.act(window, acceptTrial);
    }
    assert.fail(`not finished; ${this.attendants().join(', ') || 'no window offers it'}`);
  }
}

function check({ world }: Guarded, parts: number): void {
  const { service } = world;
  const started = service.started().map(([name]) => name);
  assert.equal(new Set(started).size, started.length, `started twice: ${started.join(', ')}`);
  assert.equal(started.length, parts);
  // A part gets another job only after the upload URL of its previous job has expired.
  for (const name of new Set(service.jobs.map(({ jobName }) => jobName))) {
    const made = service.jobs.filter(({ jobName }) => jobName === name).toReversed();
    made.slice(1).forEach(({ creationDate = 0 }, at) => {
      const expiresAt = made[at]?.preSignedUrl?.expiresAt ?? 0;
      assert.ok(world.hasSteppedClock || creationDate >= expiresAt, `${name} was created twice`);
    });
  }
}

for (const [what, state] of [
  ['one job', newImport({ queued: true })],
  ['three parts', severalParts()],
  ['a trial and the rest', trialImport()],
] as const)
  test(`an import of ${what} runs once, in one window at a time, and is always driven or offered`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(events, { maxLength: 40 }), async (happened) => {
        const guarded = new Guarded();
        const { world } = guarded;
        const first = await world.window();
        await world.window();
        void first.driver.begin(state);
        await world.clock.advance(10);
        for (const event of happened) {
          if (event.kind === 'step') world.hasSteppedClock = true;
          await guarded.apply(event);
          guarded.assertRestWaits();
        }
        if (!world.stored()) return;
        await guarded.finish();
        check(guarded, state.parts.length);
      }),
      { numRuns: 60 },
    );
  });
