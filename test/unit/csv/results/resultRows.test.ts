// Finds the rows of a CSV by line number, in hand-written files that contain their line numbers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RowFinder, RowPicker, rowsOfPart, type FoundRows } from '../../../../src/csv/results/resultRows.ts';
import { CsvValidator } from '../../../../src/csv/validate/validate.ts';
import { header, pool, row } from '../pools.ts';

/** Each line contains its number as an editor counts; with all kinds of line ends and a quoted value over two lines. */
const numbered = [
  '\ufeffline 1 of the file\n',
  'line 2\r\n',
  '\n',
  'line 4\n',
  ' \t\r\n',
  'line 6,"a quoted value that goes on\n',
  'on line 7"\n',
  '\r\n',
  'line 9, é, with a bare \r return\n',
  'line 10, the last, without a line end',
].join('');

const chunkings = (bytes: Uint8Array): Uint8Array[][] =>
  [3, 4, 7, 64, bytes.length].map((size) =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.slice(index * size, (index + 1) * size),
    ),
  );

function find(text: string, schema?: ConstructorParameters<typeof RowFinder>[0]): FoundRows {
  const finder = new RowFinder(schema);
  finder.push(new TextEncoder().encode(text));
  return finder.end();
}

describe('a hand-written file', () => {
  it('has its rows on the written line numbers', () => {
    for (const chunks of chunkings(new TextEncoder().encode(numbered))) {
      const finder = new RowFinder();
      for (const chunk of chunks) finder.push(chunk);
      assert.deepEqual(finder.end(), { rows: 6, blankLines: Uint32Array.of(3, 5, 8) });
    }
  });

  it('returns the wanted line', () => {
    for (const chunks of chunkings(new TextEncoder().encode(numbered)))
      for (const wanted of [2, 4, 6, 9, 10]) {
        const written: Uint8Array[] = [];
        const picker = new RowPicker(
          (line) => line === wanted,
          (bytes) => written.push(Uint8Array.from(bytes)),
        );
        for (const chunk of chunks) picker.push(chunk);
        assert.equal(picker.end(), 1);
        const text = Buffer.concat(written).toString();
        assert.match(text, new RegExp(`^line 1 of the file\\nline ${wanted}\\b[^\\n]*\\n$`));
      }
  });

  it('has the same line numbers in the validator', () => {
    const validator = new CsvValidator(pool());
    validator.push(new TextEncoder().encode([header, row(), '', row({ email: '' }), ''].join('\n')));
    const lines = validator.end().findings.map(({ rule, line }) => [rule, line]);
    assert.deepEqual(lines[0], ['blank-line', 3]);
    assert.equal(lines[1]?.[1], 4);
  });
});

describe("the validator's expectation", () => {
  it('exists for each row alone, so that a duplicate is judged like any other row', () => {
    const text = [header, row(), '', row({ email: '' }), row(), ''].join('\n');
    const { expected } = rowsOfPart(find(text, pool()));
    assert.deepEqual(
      [2, 3, 4, 5, 6].map((line) => expected?.(line)),
      ['imported', undefined, 'failed', 'imported', undefined],
    );
  });

  it('is unknown without a schema, or with an unreadable header', () => {
    assert.equal(rowsOfPart(find(`${header}\n${row()}\n`)).expected, undefined);
    assert.equal(rowsOfPart(find('a,a\n1,2\n', pool())).expected, undefined);
  });
});

describe('a part of a CSV', () => {
  it('has its own rows, and its blank lines by line numbers within the part', () => {
    const found = find('h\n1\n\n2\n3\n\n4\n\n\n5\n');
    assert.deepEqual([found.rows, [...found.blankLines]], [5, [3, 6, 8, 9]]);
    const { rows, blankLines } = rowsOfPart(found, { firstLine: 5, rows: 2 });
    assert.deepEqual([rows, blankLines], [2, [3]]);
    assert.deepEqual(rowsOfPart(found, { firstLine: 8, rows: 1 }).blankLines, [2, 3]);
  });
});
