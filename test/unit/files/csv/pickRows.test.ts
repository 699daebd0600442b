// Writes a new CSV with some rows of another one.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pickRows } from '../../../../src/files/csv/pickRows.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';

const { folder, write } = useCsvFiles();

const lines = (...numbers: readonly number[]): Uint32Array => Uint32Array.from(numbers);

describe('pickRows', () => {
  const target = join(folder, 'picked.csv');
  const textBytes = 1_000_000;

  it('copies the header and the rows with their line ends, without a byte order mark', () => {
    const path = write('\ufeffa,b\r\n1,x\\,y\r\n 2,"é" \r\n3,z');
    const text = 'a,b\r\n1,x\\,y\r\n3,z\n';
    assert.deepEqual(pickRows({ path, lines: lines(2, 4), target, textBytes }), { rows: 2, text });
    assert.equal(existsSync(target), false);
  });

  it('writes rows that are not UTF-8 unchanged to a file, because an editor would change them', () => {
    const path = join(folder, 'latin1.csv');
    const bytes = (text: string) => Buffer.from(text, 'latin1');
    writeFileSync(path, bytes('name\nJosé\nZoë\nAnn\n'));
    const latin1 = join(folder, 'latin1-failed.csv');
    assert.deepEqual(pickRows({ path, lines: lines(3), target: latin1, textBytes }), { rows: 1 });
    assert.deepEqual(readFileSync(latin1), bytes('name\nZoë\n'));
    assert.equal(pickRows({ path, lines: lines(4), target, textBytes }).text, 'name\nAnn\n');
  });

  it('picks exactly the wanted lines', () => {
    const row = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => `x${text.replaceAll(/[\r\n]/g, '')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.boolean()), { maxLength: 50 }), (rows) => {
        const path = write(['header', ...rows.map(([text]) => text)].join('\n'));
        const wanted = rows.flatMap(([, isWanted], index) => (isWanted ? [index + 2] : []));
        const { text, rows: picked } = pickRows({ path, lines: lines(...wanted), target, textBytes });
        const expected = rows.filter(([, isWanted]) => isWanted).map(([line]) => line);
        assert.equal(text, `${['header', ...expected].join('\n')}\n`);
        assert.equal(picked, wanted.length);
      }),
      { numRuns: 50 },
    );
  });

  it('counts the wanted lines that exist', () => {
    const path = write('a\n\n1\n \t\r\n2\n\n3\n');
    const { rows, text } = pickRows({ path, lines: lines(3, 5, 90), target, textBytes });
    assert.deepEqual([rows, text], [2, 'a\n1\n2\n']);
    assert.equal(
      pickRows({ path, lines: lines(8), target, textBytes }).rows,
      0,
      'there is no line after the last line end',
    );
  });

  it('does not replace a file, and writes none if the source cannot be read', () => {
    const path = write('a\n1\n2\n');
    assert.deepEqual(pickRows({ path, lines: lines(3), target, textBytes: 3 }), { rows: 1 });
    assert.equal(readFileSync(target, 'utf8'), 'a\n2\n');
    assert.throws(() => pickRows({ path, lines: lines(2), target, textBytes: 3 }), { code: 'EEXIST' });
    const other = join(folder, 'other.csv');
    assert.throws(
      () => pickRows({ path: join(folder, 'none.csv'), lines: lines(2), target: other, textBytes }),
      {
        code: 'ENOENT',
      },
    );
    assert.equal(existsSync(other), false);
  });
});
