// A worker's end: its result, its failure in words, or the user's.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FailureError } from '../../../../src/domain/connections/failure.ts';
import { cancelled, runWorker } from '../../../../src/files/csv/workerThread.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-thread-'));
after(() => rmSync(folder, { recursive: true }));

function script(name: string, source: string): string {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, `const { parentPort, workerData } = require('node:worker_threads');\n${source}`);
  return path;
}

const never = new AbortController().signal;

test('replies come before the end', async () => {
  const replies: number[] = [];
  await runWorker<number>(
    {
      script: script('count', 'for (const reply of workerData) parentPort.postMessage(reply);'),
      request: [1, 2, 3],
      name: 'users.csv',
      onReply: (reply) => replies.push(reply),
    },
    never,
  );
  assert.deepEqual(replies, [1, 2, 3]);
});

const failing = (code: string) => ({
  script: script(code.replaceAll(/\W/g, ''), `require('node:fs').${code}`),
  request: undefined,
  name: 'users.csv',
  onReply: () => undefined,
});

test('an error of the file system is told in words', async () => {
  const task = failing("readFileSync('/there/is/no/such/file.csv')");
  await assert.rejects(runWorker(task, never), (error) => {
    assert.ok(error instanceof FailureError);
    assert.equal(error.failure.kind, 'misconfigured');
    assert.equal(error.failure.code, 'ENOENT');
    assert.equal(error.message, 'users.csv: the file is not there any more.');
    return true;
  });
});

test('any other error stays what it is', async () => {
  await assert.rejects(runWorker(failing('nothing.there()'), never), TypeError);
});

test('cancelling ends it', async () => {
  const stop = new AbortController();
  const reason = cancelled();
  const running = runWorker(
    {
      script: script('wait', 'parentPort.postMessage(0); setInterval(() => undefined, 1000);'),
      request: undefined,
      name: 'users.csv',
      onReply: () => stop.abort(reason),
    },
    stop.signal,
  );
  await assert.rejects(running, reason);
  assert.equal(reason.failure.kind, 'cancelled');
});

test('what is cancelled already does not begin', async () => {
  const stop = new AbortController();
  stop.abort(cancelled());
  const task = failing('nothing.there()');
  await assert.rejects(runWorker(task, stop.signal), { name: 'FailureError' });
});
