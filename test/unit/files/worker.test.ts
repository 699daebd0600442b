// The worker's tasks, each in a real worker thread.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { beginDraft } from '../../../src/csv/convert/mapping.ts';
import { validateText } from '../../../src/csv/validate/validate.ts';
import { FailureError } from '../../../src/domain/connections/failure.ts';
import { cancelled, taskRunner } from '../../../src/files/runTask.ts';
import type { SourceTasks } from '../../../src/files/sources/sourcesWorker.ts';
import { draftColumns, draftDecisions } from '../../../src/sources/plan/fromDraft.ts';
import { useCsvFiles } from '../../support/csvFiles.ts';
import { header, pool, row } from '../csv/pools.ts';

const { folder, write } = useCsvFiles();
const runTask = taskRunner(join(import.meta.dirname, '../../../src/files/worker.ts'));
const options = { name: 'users.csv', signal: new AbortController().signal };
const schema = pool();
const runSource = taskRunner<SourceTasks>(
  join(import.meta.dirname, '../../../src/files/sources/sourcesWorker.ts'),
);

async function convertText(text: string) {
  const source = { text };
  const [found] = await runSource('detect', source, options);
  if (found?.shape.kind !== 'csv') throw new Error('This is not a CSV.');
  const draft = beginDraft(found.shape.header, schema);
  const choice = { format: found.format, shape: found.shape };
  const input = { source, choice, columns: draftColumns(draft), now: 0, schema };
  return runSource('convert', { ...input, decisions: draftDecisions(draft) }, options);
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
  it('reports its progress, then the result of a validation and the hash of the file', async () => {
    const text = users(100_000);
    const shares: number[] = [];
    const onProgress = (share: number): number => shares.push(share);
    const input = { path: write(text), schema, findingsPerRule: 5 };
    const { sha256, ...result } = await runTask('validate', input, { ...options, onProgress });
    assert.deepEqual(result, validateText(text, schema, 5));
    assert.equal(result.summary.failed, 1000);
    assert.equal(sha256, createHash('sha256').update(text).digest('hex'));
    assert.ok(shares.length >= 1 && shares.every((share, at) => share > (shares[at - 1] ?? 0) && share <= 1));
  });

  it('detects the dialect of a text, then converts it', async () => {
    const { text } = await convertText('Login,Name\njane,Jane\n');
    assert.match(text ?? '', /\njane,/);
  });

  it('reports why a text is not CSV', async () => {
    await assert.rejects(convertText('a,b\n"1'), (error) => {
      assert.ok(error instanceof FailureError);
      assert.equal(error.failure.kind, 'misconfigured');
      assert.match(error.message, /^users\.csv cannot be read: a quotation mark is never closed, line \d\.$/);
      return true;
    });
  });

  it('fixes a file', async () => {
    const target = join(folder, 'fixed.csv');
    const good = `${header}\n`;
    assert.equal(await runTask('fix', { path: write(`\ufeff${good}`), schema, target }, options), 1);
    assert.equal(readFileSync(target, 'utf8'), good);
  });

  it('writes a valid file of sample users, and reports its progress', async () => {
    const target = join(folder, 'sample.csv');
    const shares: number[] = [];
    const onProgress = (share: number): number => shares.push(share);
    const count = 100_000;
    await runTask('sample', { schema, count, target }, { ...options, onProgress });
    assert.ok(shares.length >= 1 && shares.every((share, at) => share > (shares[at - 1] ?? 0) && share <= 1));
    const { summary, findings } = await runTask('validate', { path: target, schema }, options);
    assert.deepEqual([findings, summary.ready], [[], count]);
  });

  it('picks rows by line numbers in a typed array, and finds rows', async () => {
    const path = write('a\n1\n\n2\n');
    const choice = { path, lines: Uint32Array.of(4), target: join(folder, 'picked.csv'), textBytes: 99 };
    assert.deepEqual(await runTask('pick', choice, options), { rows: 1, text: 'a\n2\n' });
    assert.deepEqual(await runTask('findRows', { path }, options), {
      rows: 2,
      blankLines: Uint32Array.of(3),
    });
  });

  it('stops when it is cancelled, and closes the file', async (t) => {
    // An endless pipe, so that the worker cannot finish before the cancellation.
    const path = join(folder, 'endless.csv');
    execFileSync('mkfifo', [path]);
    const endless = '{ printf "%s\\n" "$1"; exec yes "$2"; } > "$3"';
    const writer = spawn('sh', ['-c', endless, 'sh', header, row({ 'cognito:username': 'user' }), path]);
    t.after(() => writer.kill('SIGKILL'));
    const written = once(writer, 'exit');
    const stop = new AbortController();
    const reason = cancelled();
    const onProgress = (): void => stop.abort(reason);
    const run = runTask('validate', { path, schema }, { ...options, onProgress, signal: stop.signal });
    await assert.rejects(run, reason);
    assert.deepEqual(await written, [null, 'SIGPIPE']);
  });
});
