// Splits files that are too large for one job between rows.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SplitPlanner, wholeLine, type SplitPlan } from '../../../../src/csv/read/split.ts';

function plan(
  bytes: Uint8Array,
  limits: { rows: number; fileBytes: number },
  chunk = bytes.length + 1,
  firstRows?: number,
): SplitPlan {
  const planner = new SplitPlanner(limits, firstRows);
  for (let from = 0; from < bytes.length; from += chunk) planner.push(bytes.subarray(from, from + chunk));
  return planner.end();
}

const textOf = (bytes: Buffer, { start, end }: { start: number; end: number }) =>
  bytes.toString('utf8', start, end);

describe('SplitPlanner', () => {
  it('splits by rows, without counting blank lines', () => {
    const bytes = Buffer.from('\ufeffh\r\n1\r\n\r\n2\r\n3\r\n4\r\n5');
    const { header, parts } = plan(bytes, { rows: 2, fileBytes: 1000 });
    assert.equal(textOf(bytes, header), 'h\r\n');
    assert.deepEqual(
      parts.map((part) => [textOf(bytes, part), part.rows, part.firstLine]),
      [
        ['1\r\n\r\n2\r\n', 2, 2],
        ['3\r\n4\r\n', 2, 5],
        ['5', 1, 7],
      ],
    );
  });

  it('gives the first part the requested number of rows, up to the limit of a job', () => {
    const bytes = Buffer.from('h\n1\n\n2\n3\n4\n5\n');
    const rowsOf = (firstRows: number, rows: number): readonly (readonly [number, number])[] =>
      plan(bytes, { rows, fileBytes: 1000 }, undefined, firstRows).parts.map((part) => [
        part.rows,
        part.firstLine,
      ]);
    assert.deepEqual(rowsOf(2, 100), [
      [2, 2],
      [3, 5],
    ]);
    assert.deepEqual(rowsOf(1, 3), [
      [1, 2],
      [3, 4],
      [1, 7],
    ]);
    assert.deepEqual(rowsOf(5, 100), [[5, 2]]);
    assert.deepEqual(rowsOf(100, 4), [
      [4, 2],
      [1, 7],
    ]);
  });

  it('splits by bytes, including the header', () => {
    const bytes = Buffer.from('h\naaaa\nbb\ncc\n');
    const { parts } = plan(bytes, { rows: 100, fileBytes: 8 });
    assert.deepEqual(
      parts.map((part) => textOf(bytes, part)),
      ['aaaa\n', 'bb\ncc\n'],
    );
  });

  it('makes one part of a file that is small enough, and no part of a file without rows', () => {
    const whole = Buffer.from('h\n1\n2\n');
    assert.equal(plan(whole, { rows: 2, fileBytes: whole.length }).parts.length, 1);
    assert.deepEqual(plan(Buffer.from('h\n\n'), { rows: 2, fileBytes: 10 }).parts, []);
    assert.deepEqual(plan(Buffer.from(''), { rows: 2, fileBytes: 10 }).parts, []);
  });

  it('makes parts that add up to the file, stay within the limits, and map their lines to the whole file', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', ','), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(line),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 40, max: 120 }),
        fc.integer({ min: 1, max: 50 }),
        (lines, rows, fileBytes, chunk) => {
          const bytes = Buffer.from(['head', ...lines].map((text) => `${text}\n`).join(''));
          const { header, parts } = plan(bytes, { rows, fileBytes }, chunk);
          const filled = lines.filter((text) => text !== '').length;
          assert.equal(
            parts.reduce((sum, part) => sum + part.rows, 0),
            filled,
          );
          let at = header.end;
          for (const part of parts) {
            assert.equal(part.start, at);
            at = part.end;
            assert.ok(part.rows > 0 && part.rows <= rows);
            assert.ok(header.end - header.start + part.end - part.start <= fileBytes);
            const partLines = ['head', ...textOf(bytes, part).split('\n').slice(0, -1)];
            partLines.forEach((text, index) =>
              assert.equal(['head', ...lines][wholeLine(part, index + 1) - 1], text),
            );
          }
          if (filled > 0) assert.equal(textOf(bytes, { start: at, end: bytes.length }).trim(), '');
        },
      ),
      { numRuns: 500 },
    );
  });
});
