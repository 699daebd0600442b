// The sample data with which an emulator starts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startEmulator, type Emulator } from '../../../../src/emulator/emulator.ts';
import type { ImportJob } from '../../../../src/emulator/cognito/importJob.ts';

const now = Date.UTC(2026, 10, 22, 15);

async function withEmulator(seed: 'demo' | 'large', look: (emulator: Emulator) => void): Promise<void> {
  const emulator = await startEmulator({
    seed,
    randomSeed: 3,
    clock: { now: () => now },
    usersPerSecond: 100,
  });
  try {
    look(emulator);
  } finally {
    await emulator.close();
  }
}

const jobsOf = ({ control }: Emulator): ImportJob[] =>
  control.pools.flatMap((pool) => pool.jobs.map((job) => control.job(pool.id, job.id)));

/** Everything that clients can see of a job. */
const shown = ({
  spec,
  status,
  startDate,
  completionDate,
  completionMessage,
  results,
}: ImportJob): unknown => [
  spec,
  [status, startDate, completionDate, completionMessage],
  [results.imported, results.skipped, results.failed],
];

describe('the demo', () => {
  test('has jobs in every status that can exist together, with one active job that ends in a few minutes', () =>
    withEmulator('demo', (emulator) => {
      const jobs = jobsOf(emulator);
      const statuses = new Set(jobs.map(({ status }) => status));
      for (const status of ['Created', 'Expired', 'InProgress', 'Succeeded', 'Failed', 'Stopped'] as const) {
        assert.ok(statuses.has(status), status);
      }
      const active = jobs.filter((job) => job.isActive);
      assert.equal(active.length, 1);
      emulator.control.advance(120_000);
      assert.equal(jobsOf(emulator).filter((job) => job.status === 'InProgress').length, 1);
      emulator.control.advance(600_000);
      assert.equal(jobsOf(emulator).filter((job) => job.isActive).length, 0);
    }));

  test('has a pool without jobs, and a log line for each row of an ended job', () =>
    withEmulator('demo', (emulator) => {
      assert.ok(emulator.control.pools.some(({ jobs }) => jobs.length === 0));
      for (const job of jobsOf(emulator).filter(({ status }) => status !== 'InProgress')) {
        const { length, imported, skipped, failed } = job.results;
        assert.equal(length, imported + skipped + failed);
        const log = job.logAt(now);
        assert.equal(log?.length ?? 2, length + 2);
        if (!log) continue;
        const last = log.at(log.length - 1);
        assert.match(last?.message ?? '', /^\[(SUCCEEDED|SKIPPED|FAILED)\] Line Number \d+ - .+$/);
        assert.ok((last?.timestamp ?? 0) <= (job.completionDate ?? 0));
      }
    }));

  test('is the same with the same seed and clock', async () => {
    const seen: unknown[] = [];
    for (let run = 0; run < 2; run++)
      await withEmulator('demo', (emulator) => seen.push(jobsOf(emulator).map(shown)));
    assert.deepEqual(seen[0], seen[1]);
  });
});

test('the large sample has a thousand pools with twenty jobs each', () =>
  withEmulator('large', (emulator) => {
    assert.equal(emulator.control.pools.length, 1_000);
    assert.equal(jobsOf(emulator).length, 20_000);
    assert.equal(new Set(emulator.control.pools.map(({ name }) => name)).size, 1_000);
  }));
