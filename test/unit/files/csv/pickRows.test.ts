// A new CSV with some of the rows of another.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pickRows } from '../../../../src/files/csv/pickRows.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';

const { folder, write } = useCsvFiles();

const lines = (...numbers: readonly number[]): Uint32Array => Uint32Array.from(numbers);

describe('pickRows', () => {
  it('copies the header and the rows as they are, without a byte order mark, with LF', () => {
    const path = write('\ufeffa,b\r\n1,x\\,y\r\n 2,"é" \r\n3,z');
    assert.deepEqual(pickRows({ path, lines: lines(2, 4) }), {
      rows: 2,
      blankLines: 0,
      text: 'a,b\n1,x\\,y\n3,z\n',
    });
  });

  it('picks exactly the wanted lines, however the file is cut into chunks', () => {
    const row = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => `x${text.replaceAll(/[\r\n]/g, '')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.boolean()), { maxLength: 50 }), (rows) => {
        const path = write(['header', ...rows.map(([text]) => text)].join('\n'));
        const wanted = rows.flatMap(([, isWanted], index) => (isWanted ? [index + 2] : []));
        const { text, rows: picked } = pickRows({ path, lines: lines(...wanted) });
        const expected = rows.filter(([, isWanted]) => isWanted).map(([line]) => line);
        assert.equal(text, `${['header', ...expected].join('\n')}\n`);
        assert.equal(picked, wanted.length);
      }),
      { numRuns: 50 },
    );
  });

  it('tells of lines that are not there, and of blank ones before the last that is wanted', () => {
    const path = write('a\n\n1\n \t\r\n2\n\n3\n');
    const { rows, blankLines, text } = pickRows({ path, lines: lines(3, 5, 90) });
    assert.deepEqual([rows, blankLines, text], [2, 2, 'a\n1\n2\n']);
  });

  it('writes a file that must not be there yet, and none where the source cannot be read', () => {
    const path = write('a\n1\n2\n');
    const target = join(folder, 'picked.csv');
    assert.deepEqual(pickRows({ path, lines: lines(3), target }), { rows: 1, blankLines: 0 });
    assert.equal(readFileSync(target, 'utf8'), 'a\n2\n');
    assert.throws(() => pickRows({ path, lines: lines(2), target }), { code: 'EEXIST' });
    const other = join(folder, 'other.csv');
    assert.throws(() => pickRows({ path: join(folder, 'none.csv'), lines: lines(2), target: other }), {
      code: 'ENOENT',
    });
    assert.equal(existsSync(other), false);
  });
});
