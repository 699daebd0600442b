// The worker validates a file from disk as the validator does in place.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { validateText } from '../../../../src/csv/validate.ts';
import type { WorkerReply, WorkerRequest } from '../../../../src/files/csv/validateWorker.ts';
import { header, pool, row } from '../../csv/pools.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-worker-'));
after(() => rmSync(folder, { recursive: true }));

function start(path: string): Worker {
  const workerData: WorkerRequest = { path, schema: pool(), findingsPerRule: 5 };
  return new Worker(new URL('../../../../src/files/csv/validateWorker.ts', import.meta.url), { workerData });
}

async function replies(worker: Worker): Promise<readonly WorkerReply[]> {
  const all: WorkerReply[] = [];
  worker.on('message', (reply: WorkerReply) => all.push(reply));
  await once(worker, 'exit');
  return all;
}

function users(count: number): string {
  const rows = Array.from({ length: count }, (_, index) =>
    row({
      'cognito:username': `user${index}`,
      name: 'Zoë',
      birthdate: index % 100 === 0 ? 'soon' : '02/01/1985',
    }),
  );
  return `${header}\n${rows.join('\n')}\n`;
}

describe('the worker', () => {
  it('tells how far it is, then the result and what the file is known by', async () => {
    const text = users(100_000);
    const bytes = Buffer.from(text);
    const path = join(folder, 'large.csv');
    writeFileSync(path, bytes);
    const all = await replies(start(path));
    const last = all.at(-1);
    assert.ok(last?.kind === 'done');
    assert.deepEqual(last.result, validateText(text, pool(), 5));
    assert.equal(last.result.summary.failed, 1000);
    assert.equal(last.sha256, createHash('sha256').update(bytes).digest('hex'));
    const progress = all.slice(0, -1);
    assert.ok(progress.length >= 1);
    let before = 0;
    for (const step of progress) {
      assert.ok(step.kind === 'progress' && step.bytes > before && step.rows > 0);
      assert.equal(step.totalBytes, bytes.length);
      before = step.bytes;
    }
  });

  it('fails with the reason where there is no file', async () => {
    const [error] = (await once(start(join(folder, 'none.csv')), 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ENOENT');
  });

  it('stops when it is terminated, and lets go of the file', async (t) => {
    // A pipe that is written to for as long as somebody reads it: no speed brings the worker to its end.
    const path = join(folder, 'endless.csv');
    execFileSync('mkfifo', [path]);
    const endless = '{ printf "%s\\n" "$1"; exec yes "$2"; } > "$3"';
    const writer = spawn('sh', ['-c', endless, 'sh', header, row({ 'cognito:username': 'user' }), path]);
    t.after(() => writer.kill('SIGKILL'));
    const written = once(writer, 'exit');
    const worker = start(path);
    const [first] = (await once(worker, 'message')) as [WorkerReply];
    assert.equal(first.kind, 'progress');
    let isDone = false;
    worker.on('message', ({ kind }: WorkerReply) => (isDone ||= kind === 'done'));
    await worker.terminate();
    assert.deepEqual(await written, [null, 'SIGPIPE']);
    assert.equal(isDone, false);
  });
});
