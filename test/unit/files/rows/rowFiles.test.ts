// Rows and outcomes on a real disk survive the end of their window, however it ends.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { listPath, outcomesPath, readOutcomes, RowFiles } from '../../../../src/files/rows/rowFiles.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const parse = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const root = temporaryFolder('rows');
after(() => root.remove());

let folders = 0;
async function fresh(names: readonly string[]): Promise<string> {
  const folder = `${root.path}/${folders++}`;
  const { mkdir } = await import('node:fs/promises');
  await mkdir(folder);
  writeFileSync(listPath(folder), names.map((name) => `${JSON.stringify(name)}\n`).join(''));
  return folder;
}

async function left(folder: string): Promise<readonly string[]> {
  const pass = await RowFiles.open(folder, 3, parse);
  const rows: string[] = [];
  for await (const row of pass.rows()) rows.push(row);
  await pass.close();
  return rows;
}

test('a pass resumes after the last outcome', async () => {
  const folder = await fresh(['ä', 'b\nb', 'c']);
  const pass = await RowFiles.open(folder, 3, parse);
  assert.deepEqual([pass.total, pass.finished, pass.begun], [3, 0, undefined]);
  await pass.begin('note');
  await pass.end({ outcome: 'done' });
  await pass.begin('another');
  await pass.close();
  const again = await RowFiles.open(folder, 3, parse);
  assert.deepEqual([again.finished, again.begun], [1, 'another']);
  await again.close();
  assert.deepEqual(await left(folder), ['b\nb', 'c']);
});

test('an incomplete last line is ignored and overwritten', async () => {
  const folder = await fresh(['a', 'b', 'c']);
  const whole = '{"row":0,"outcome":"done"}\n{"row":1,"begun":"ä"}\n';
  for (let cut = 0; cut <= Buffer.byteLength(whole); cut++) {
    writeFileSync(outcomesPath(folder), Buffer.from(whole).subarray(0, cut));
    const pass = await RowFiles.open(folder, 3, parse);
    const isDone = cut >= whole.indexOf('\n') + 1;
    assert.equal(pass.finished, isDone ? 1 : 0, `${cut}`);
    assert.equal(pass.begun, cut === Buffer.byteLength(whole) ? 'ä' : undefined);
    await pass.end({ outcome: 'kept', reason: 'gone' });
    await pass.close();
    const lines = readFileSync(outcomesPath(folder), 'utf8').trimEnd().split('\n');
    for (const line of lines) JSON.parse(line);
    const outcomes = [];
    for await (const each of readOutcomes(folder)) outcomes.push(each);
    assert.deepEqual(outcomes.at(-1), { row: isDone ? 1 : 0, outcome: 'kept', reason: 'gone' });
  }
});

test('if two windows have written a row, its first outcome counts', async () => {
  const folder = await fresh(['a', 'b', 'c']);
  writeFileSync(outcomesPath(folder), '{"row":0,"outcome":"done"}\n{"row":0,"outcome":"kept"}\n');
  appendFileSync(
    outcomesPath(folder),
    'not JSON\n{"row":1,"outcome":"failed","reason":"x"}\n{"row":5,"outcome":"done"}\n',
  );
  const outcomes = [];
  for await (const each of readOutcomes(folder)) outcomes.push(each);
  assert.deepEqual(outcomes, [
    { row: 0, outcome: 'done' },
    { row: 1, outcome: 'failed', reason: 'x' },
  ]);
  assert.deepEqual(await left(folder), ['c']);
});

test('a damaged row is reported', async () => {
  const folder = await fresh(['a']);
  writeFileSync(listPath(folder), '7\n');
  await assert.rejects(left(folder), /Row 1 of the list is damaged/);
});
