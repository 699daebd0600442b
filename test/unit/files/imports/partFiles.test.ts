// The part files of a large CSV: they have the planned content, and every line maps to its line in the whole file.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { wholeLine } from '../../../../src/csv/read/split.ts';
import type { CsvFile, ImportPart } from '../../../../src/domain/imports/import.ts';
import { PartFiles } from '../../../../src/files/imports/partFiles.ts';
import { originOf } from '../../../../src/ui/imports/importOrigin.ts';
import { toParts } from '../../../../src/files/imports/toParts.ts';
import { taskRunner } from '../../../../src/files/runTask.ts';
import { planParts, writeParts } from '../../../../src/files/imports/batchSplit.ts';

const folder = mkdtempSync(join(tmpdir(), 'part-files-'));
after(() => rmSync(folder, { recursive: true }));

const runTask = taskRunner(fileURLToPath(new URL('../../../../src/files/worker.ts', import.meta.url)));
const never = new AbortController().signal;
const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function csvFile(name: string, text: string): CsvFile {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, bytes: Buffer.byteLength(text), rows: 0, sha256: sha256(text) };
}

function rows(count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => `user-${from + index},é\n`).join('');
}

function storage(): { files: PartFiles; path: string } {
  const path = mkdtempSync(join(folder, 'storage-'));
  return { files: new PartFiles(runTask, (id) => join(path, id)), path };
}

test('each part file has the header and its rows, and its lines map to the whole file', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', ','), maxLength: 12 });
  const target = (index: number): string => join(folder, `property-${index}.csv`);
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 5 }), fc.boolean(), (lines, rowLimit, hasMark) => {
      const text = ['head', ...lines].join('\n');
      const source = csvFile('property.csv', hasMark ? `\ufeff${text}` : text);
      const plan = planParts({ path: source.path }, undefined, { rows: rowLimit, fileBytes: 200 });
      const parts = toParts(source, plan);
      const places = parts.flatMap(({ cut }, index) => (cut ? [{ cut, target: target(index) }] : []));
      const written = writeParts({ path: source.path, sha256: source.sha256, parts: places });
      assert.equal(written?.length, parts.length);
      parts.forEach((part, index) => {
        const bytes = readFileSync(target(index));
        assert.deepEqual(written[index], { path: target(index), bytes: bytes.length, sha256: sha256(bytes) });
        const partLines = bytes.toString().replace(/\n$/, '').split('\n');
        assert.equal(partLines.filter((text) => text !== '').length - 1, part.rows);
        const origin = originOf(part)?.part;
        partLines.forEach((text, at) => {
          const line = origin ? wholeLine(origin, at + 1) : at + 1;
          assert.equal(text, ['head', ...lines][line - 1]);
        });
      });
      assert.equal(
        parts.reduce((sum, part) => sum + part.rows, 0),
        lines.filter((text) => text !== '').length,
      );
    }),
    { numRuns: 200 },
  );
});

test('the parts of a file of several chunks add up to the file', () => {
  const text = `head,er\n${rows(20_000)}`;
  const source = csvFile('chunks.csv', text);
  const plan = planParts({ path: source.path }, undefined, { rows: 7_000, fileBytes: 1e9 });
  const parts = toParts(source, plan).flatMap(({ cut }, index) =>
    cut ? [{ cut, target: join(folder, `chunks-${index}.csv`) }] : [],
  );
  const written = writeParts({ path: source.path, sha256: source.sha256, parts });
  assert.equal(written?.length, 3);
  const bodies = parts.map(({ target }) => readFileSync(target, 'utf8').replace('head,er\n', ''));
  assert.equal(`head,er\n${bodies.join('')}`, text);
});

test('a file that has changed since the plan is not split', () => {
  const source = csvFile('changed.csv', `head\n${rows(3)}`);
  const cut = { header: { start: 0, end: 5 }, start: 5, end: source.bytes, firstLine: 2 };
  const parts = [{ cut, target: join(folder, 'changed-part.csv') }];
  writeFileSync(source.path, `head\n${rows(3, 7)}`);
  assert.equal(writeParts({ path: source.path, sha256: source.sha256, parts }), undefined);
  writeFileSync(source.path, 'he');
  assert.equal(writeParts({ path: source.path, sha256: source.sha256, parts }), undefined);
});

function cutParts(name: string, count: number): ImportPart[] {
  const source = csvFile(name, `head\n${rows(count)}`);
  return [...toParts(source, planParts({ path: source.path }, undefined, { rows: 2, fileBytes: 1e9 }))];
}

test('the worker writes the parts of all large files in order, and does not copy whole files', async () => {
  const { files, path } = storage();
  const whole = csvFile('whole.csv', `head\n${rows(1)}`);
  const parts = [...cutParts('one.csv', 3), ...toParts(whole, undefined), ...cutParts('two.csv', 4)];
  const written = await files.split({ id: 'b', parts }, () => undefined, never);
  assert.deepEqual(
    written.map(({ csv }) => csv?.path),
    [1, 2, 0, 4, 5].map((number) => (number === 0 ? whole.path : join(path, 'b', `part-${number}.csv`))),
  );
  const texts = written.map(({ csv }) => readFileSync(csv?.path ?? '', 'utf8'));
  assert.deepEqual(texts, [
    `head\n${rows(2)}`,
    `head\n${rows(1, 2)}`,
    `head\n${rows(1)}`,
    `head\n${rows(2)}`,
    `head\n${rows(2, 2)}`,
  ]);
  assert.deepEqual(
    written.map(({ csv }) => csv?.sha256),
    texts.map(sha256),
  );
  if (process.platform !== 'win32') assert.equal(statSync(written[0]?.csv?.path ?? '').mode & 0o077, 0);
});

test('parts that are already uploaded or written are not written again', async () => {
  const { files, path } = storage();
  const [first, second, third] = cutParts('partly.csv', 6);
  assert.ok(first && second && third);
  const csv = { ...second.source, path: 'elsewhere' } as CsvFile;
  const parts = [{ ...first, stage: 'started' as const, jobId: 'import-1' }, { ...second, csv }, third];
  const written = await files.split({ id: 'd', parts }, () => undefined, never);
  assert.deepEqual(
    written.map((part) => part.csv?.path),
    [undefined, 'elsewhere', join(path, 'd', 'part-3.csv')],
  );
  assert.equal(readFileSync(join(path, 'd', 'part-3.csv'), 'utf8'), `head\n${rows(2, 4)}`);
});

test('the rest of a trial import is written after the decision, from an unchanged file', async () => {
  const { files, path } = storage();
  const source = csvFile('tried.csv', `head\n${rows(5)}`);
  const question = { path: source.path, firstRows: 2 };
  const planned = await runTask('plan', question, { name: 'tried.csv', signal: never });
  const parts = toParts(source, planned);
  const tried = await files.split({ id: 't', parts, trial: 'undecided' }, () => undefined, never);
  assert.deepEqual([parts.length, readdirSync(join(path, 't'))], [2, ['part-1.csv']]);
  assert.deepEqual([tried[0]?.csv?.rows, tried[1]?.csv], [2, undefined]);
  const all = await files.split({ id: 't', parts: tried, trial: 'accepted' }, () => undefined, never);
  assert.equal(readFileSync(all[1]?.csv?.path ?? '', 'utf8'), `head\n${rows(3, 2)}`);
  writeFileSync(source.path, `head\n${rows(5, 7)}`);
  await assert.rejects(
    files.split({ id: 't', parts: tried, trial: 'accepted' }, () => undefined, never),
    /tried\.csv has changed since it was validated/,
  );
});

test('the worker plans with the limits of the service: a small file is one part', async () => {
  const source = csvFile('small.csv', `head\n${rows(3)}`);
  const { parts } = await runTask('plan', { path: source.path }, { name: 'small.csv', signal: never });
  assert.deepEqual(parts, [{ start: 5, end: source.bytes, rows: 3, firstLine: 2 }]);
});

test('a changed or missing file is a failure with a message', async () => {
  const { files } = storage();
  const parts = cutParts('later.csv', 3);
  writeFileSync(join(folder, 'later.csv'), 'other');
  const split = () => files.split({ id: 'c', parts }, () => undefined, never);
  await assert.rejects(split, /later\.csv has changed since it was validated/);
  rmSync(join(folder, 'later.csv'));
  await assert.rejects(split, /later\.csv: the file no longer exists/);
});

test('a CSV that fits into one job is one part without a copy', () => {
  const source = { path: '/data/a.csv', bytes: 10, rows: 2, sha256: 'a' };
  assert.deepEqual(toParts(source, undefined), [{ source, csv: source, rows: 2, stage: 'creating' }]);
});
