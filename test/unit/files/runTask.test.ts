// A worker's task ends with its result, with a failure, or cancelled.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FailureError } from '../../../src/domain/connections/failure.ts';
import { cancelled, taskRunner, type RunTask } from '../../../src/files/runTask.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-task-'));
after(() => rmSync(folder, { recursive: true }));

let scripts = 0;

/** Runs tasks with a worker script of this source text. */
function runner(source: string): RunTask {
  const path = join(folder, `${++scripts}.cjs`);
  writeFileSync(path, `const { parentPort, workerData } = require('node:worker_threads');\n${source}`);
  return taskRunner(path);
}

const csv = { path: 'users.csv' };
const options = { name: 'users.csv', signal: new AbortController().signal };

test('a task reports its progress and resolves with its result', async () => {
  const shares: number[] = [];
  const onProgress = (share: number): number => shares.push(share);
  const run = runner(`
    parentPort.postMessage({ kind: 'progress', bytes: 1, totalBytes: 4 });
    parentPort.postMessage({ kind: 'done', result: workerData });
  `);
  const result: unknown = await run('plan', csv, { ...options, onProgress });
  assert.partialDeepStrictEqual(result, { kind: 'plan', input: csv });
  assert.deepEqual(shares, [0.25]);
});

test('an error of the file system becomes a failure with a message', async () => {
  const run = runner("require('node:fs').readFileSync('/there/is/no/such/file.csv')");
  await assert.rejects(run('plan', csv, options), (error) => {
    assert.ok(error instanceof FailureError);
    assert.equal(error.failure.kind, 'misconfigured');
    assert.equal(error.failure.code, 'ENOENT');
    assert.equal(error.message, 'users.csv: the file no longer exists.');
    return true;
  });
});

test('any other error is thrown unchanged', async () => {
  await assert.rejects(runner('nothing.there()')('plan', csv, options), ReferenceError);
});

test('a worker that ends without a result is an error', async () => {
  await assert.rejects(runner('')('plan', csv, options), /ended without a result \(plan\)/);
});

test('a cancelled task ends with the reason', async () => {
  const stop = new AbortController();
  const reason = cancelled();
  const run = runner(`
    parentPort.postMessage({ kind: 'progress', bytes: 1, totalBytes: 2 });
    setInterval(() => undefined, 1000);
  `);
  const onProgress = (): void => stop.abort(reason);
  const running = run('plan', csv, { ...options, onProgress, signal: stop.signal });
  await assert.rejects(running, reason);
  assert.equal(reason.failure.kind, 'cancelled');
});

test('a task that is already cancelled does not start', async () => {
  const signal = AbortSignal.abort(cancelled());
  await assert.rejects(runner('nothing.there()')('plan', csv, { ...options, signal }), {
    name: 'FailureError',
  });
});
