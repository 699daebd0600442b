// The results of jobs through the real SDK: logs are read and joined to the CSV; failed rows are exported, fixed and imported again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import type { JobRef } from '../../../src/domain/jobs/job.ts';
import { findRows, pickRows } from '../../../src/files/csv/pickRows.ts';
import { contentOf, isUnchanged } from '../../../src/files/imports/importFiles.ts';
import { readPoolSchema } from '../../../src/ui/csv/poolSchema.ts';
import { JobResults } from '../../../src/ui/results/jobResults.ts';
import { LogSource } from '../../../src/ui/results/logSource.ts';
import { resultsSnapshot } from '../../../src/ui/results/resultsSnapshot.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { awsWorld, exampleKeys, region, type World } from '../support/world.ts';

const key = 'AKIAIOSFODNN7EXAMPLE';
const connection = profileConnection('it', region);
const folder = mkdtempSync(join(tmpdir(), 'results-'));
let world: World;
let jobs: JobService;
const opened: JobResults[] = [];

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
  const memory = { load: () => [], remember: () => undefined, forget: () => undefined };
  jobs = new JobService({
    clock: systemClock,
    connect: () => Promise.resolve(world.connect(connection)),
    memory,
  });
  jobs.addConnection(connection);
});
after(async () => {
  jobs.dispose();
  await world.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  for (const results of opened.splice(0)) results.dispose();
  world.emulator.keys.clear();
  world.emulator.control.configure({ logLines: 'file', logShare: 1 });
});

const header = 'cognito:username,email,email_verified,cognito:mfa_enabled';
const row = (user: number, isVerified: boolean): string =>
  `user${user},user${user}@example.com,${String(isVerified)},FALSE`;
/** Three rows of ten have no verified address. */
const rows = (count: number): string[] => Array.from({ length: count }, (_, i) => row(i, i % 10 < 7));
const csvOf = (lines: readonly string[]): string => `${[header, ...lines].join('\n')}\n`;

/** Imports the CSV. The job is known by its ids only, as in a panel restored from an earlier window. */
async function importAll(poolId: string, jobName: string, csv: string): Promise<JobRef> {
  const { control } = world.emulator;
  const { id } = control.startImport({ userPoolId: poolId, jobName, csv });
  control.finishJob(poolId, id);
  const ref = { connectionId: connection.id, userPoolId: poolId, jobId: id };
  jobs.store.ensurePool(ref, poolId);
  await jobs.refreshJob(ref);
  return ref;
}

async function open(ref: JobRef, path?: string): Promise<JobResults> {
  const logs = new LogSource(jobs);
  const csv = path === undefined ? undefined : await contentOf(path);
  const results = new JobResults({
    clock: systemClock,
    read: (nextToken, signal) => logs.page(ref, nextToken, signal),
    job: () => jobs.store.job(ref),
    csv: () => csv && { content: csv },
    isUnchanged,
    chosenBase: () => undefined,
    findRows: async ({ path }, judge) =>
      findRows({ path, ...(judge ? { schema: (await readPoolSchema(jobs, ref)).schema } : {}) }),
    watchFile: () => ({ dispose: () => undefined }),
  });
  opened.push(results);
  results.watch();
  return results;
}

function until(results: JobResults, kind: JobResults['log']['reading']['kind']): Promise<void> {
  return new Promise((resolve) => {
    const listening = results.onChange(() => {
      if (results.log.reading.kind !== kind) return;
      listening.dispose();
      resolve();
    });
  });
}

for (const logLines of ['file', 'rows'] as const)
  test(`of a job with 30 % failures whose log counts ${logLines}: reasons, rows, and all users in the pool after the failed rows are fixed`, async () => {
    const { control } = world.emulator;
    const pool = control.createPool({ name: `thirty-${logLines}` });
    control.configure({ failedShare: 0.9, logLines });
    const path = join(folder, `users-${logLines}.csv`);
    const csv = csvOf([...rows(1_000), row(0, true), row(1, true)]);
    writeFileSync(path, csv);
    const ref = await importAll(pool.id, 'thirty-percent', csv);
    const results = await open(ref, path);
    await until(results, 'complete');
    await results.checkCsv();
    await results.numbered();
    assert.deepEqual(
      [results.isCertain, results.numbering.base],
      [true, logLines === 'file' ? 'fileLines' : 'dataRows'],
    );
    const job = jobs.store.job(ref);
    assert.ok(job);
    const shown = resultsSnapshot(job, results, 'en-US');
    assert.deepEqual(
      shown.groups.map(({ outcome, count, lines }) => [outcome, count, lines[0], lines.length]),
      [
        ['failed', 300, 9, 50],
        ['skipped', 2, 1_002, 2],
      ],
    );
    assert.match(shown.groups[0]?.reason ?? '', /auto verified attributes/);
    assert.deepEqual(
      [shown.failed, shown.skipped, shown.csv],
      [job.failedUsers, job.skippedUsers, `users-${logLines}.csv`],
    );

    const lines = Uint32Array.from([...results.lines('FAILED')].map(({ line }) => line));
    const { text = '' } = pickRows({ path, lines, target: join(folder, 'none.csv'), textBytes: 1_000_000 });
    const failed = rows(1_000).filter((line) => line.includes(',false,'));
    assert.equal(text, csvOf(failed));
    const fixed = text.replaceAll(',false,', ',true,');
    const retried = await importAll(pool.id, 'retry', fixed);
    assert.equal(jobs.store.job(retried)?.importedUsers, 300);
    const here = control.pools.find(({ id }) => id === pool.id);
    const missing = Array.from({ length: 1_000 }, (_, i) => `user${i}`).filter((name) => !here?.user(name));
    assert.deepEqual(missing, []);
  });

for (const logLines of ['file', 'rows'] as const)
  test(`of a log that counts ${logLines} and has a third of the rows: the numbering follows from the validator`, async () => {
    const { control } = world.emulator;
    const pool = control.createPool({ name: `partial-${logLines}` });
    control.configure({ failedShare: 0.9, logLines, logShare: 0.34 });
    const path = join(folder, `partial-${logLines}.csv`);
    const all = rows(200);
    const csv = csvOf(all);
    writeFileSync(path, csv);
    const ref = await importAll(pool.id, 'partial', csv);
    const results = await open(ref, path);
    await until(results, 'current');
    await results.checkCsv();
    await results.numbered();
    const lines = [...results.lines('FAILED')].map(({ line }) => line);
    assert.deepEqual([results.isCertain, lines.length > 10], [true, true]);
    assert.deepEqual(
      lines.filter((line) => all[line - 2]?.includes(',false,') !== true),
      [],
    );
  });

for (const logLines of ['file', 'filled', 'rows'] as const)
  test(`of a CSV with blank lines, whose log counts ${logLines}: only rows that failed are reported`, async () => {
    const { control } = world.emulator;
    const pool = control.createPool({ name: `blank-${logLines}` });
    control.configure({ failedShare: 0.9, logLines });
    const path = join(folder, `blank-${logLines}.csv`);
    const all = rows(200).flatMap((line, index) => (index % 40 === 3 ? ['', line] : [line]));
    const csv = csvOf(all);
    writeFileSync(path, csv);
    const ref = await importAll(pool.id, 'blank', csv);
    const results = await open(ref, path);
    await until(results, 'complete');
    await results.checkCsv();
    await results.numbered();
    const lines = [...results.lines('FAILED')].map(({ line }) => all[line - 2]);
    assert.equal(results.isCertain, true);
    assert.deepEqual(
      lines,
      all.filter((line) => line.includes(',false,')),
    );
  });

test('of a long log: pages at the allowed rate, and no request once it is complete', async () => {
  const { control, calls } = world.emulator;
  const pool = control.createPool({ name: 'long' });
  const ref = await importAll(pool.id, 'long-log', csvOf(rows(25_000)));
  const before = calls.count('GetLogEvents');
  const described = calls.count('DescribeUserPool');
  const began = performance.now();
  const results = await open(ref);
  await until(results, 'complete');
  assert.deepEqual([results.log.rowsRead, results.rows.count('FAILED')], [25_000, 7_500]);
  // Three pages of at most 10,000 events, and the end. The pool's name, a part of the log's name, is read once.
  assert.equal(calls.count('GetLogEvents') - before, 4);
  assert.equal(calls.count('DescribeUserPool') - described, 1);
  assert.ok(performance.now() - began >= 600);
  assert.equal(resultsSnapshot(jobs.store.job(ref) ?? assert.fail(), results, 'en-US').csv, undefined);
});

test('without permission to read the log: the missing permission by name, no second request, and the job is unaffected', async () => {
  const { control, calls, keys } = world.emulator;
  const pool = control.createPool({ name: 'denied' });
  const ref = await importAll(pool.id, 'denied-log', csvOf(rows(10)));
  keys.set(key, { denied: ['logs:GetLogEvents'] });
  const before = calls.count('GetLogEvents');
  const results = await open(ref);
  await until(results, 'failed');
  const { state, note = '' } = resultsSnapshot(jobs.store.job(ref) ?? assert.fail(), results, 'en-US');
  assert.equal(state, 'failed');
  assert.match(note, /^IAM does not allow profile "it" to call logs:GetLogEvents\./);
  assert.equal((await jobs.refreshJob(ref)).failedUsers, 3);
  results.log.update();
  assert.equal(calls.count('GetLogEvents') - before, 1);
  keys.clear();
  results.log.readAgain();
  await until(results, 'complete');
  assert.equal(results.rows.count('FAILED'), 3);
});

test('a changed CSV is recognised', async () => {
  const { control } = world.emulator;
  const pool = control.createPool({ name: 'changed' });
  const path = join(folder, 'changing.csv');
  const csv = csvOf(rows(10));
  writeFileSync(path, csv);
  const results = await open(await importAll(pool.id, 'changed-csv', csv), path);
  await until(results, 'complete');
  await results.checkCsv();
  assert.equal(results.csv.kind, 'atHand');
  writeFileSync(path, csv.replace('user3', 'user4'));
  await results.checkCsv();
  assert.equal(results.csv.kind, 'changed');
  rmSync(path);
  await results.checkCsv();
  assert.equal(results.csv.kind, 'changed');
});
