// A copy of a file with its problems fixed.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fixCopy } from '../../../../src/files/csv/fixCopy.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { mistakes, mistakesHeader, mistakesPool } from '../../csv/mistakes.ts';
import { header, pool, row } from '../../csv/pools.ts';
import { fixText } from '../../csv/texts.ts';

const { folder, write } = useCsvFiles();

const schema = pool();

const broken =
  [mistakesHeader, ...mistakes.map(({ line }) => line.replaceAll(/[‹›]/g, ''))].join('\n') + '\n';

describe('fixCopy', () => {
  it('writes the same text as fixing the open document', () => {
    const target = join(folder, 'fixed.csv');
    const fixes = fixCopy({ path: write(broken), schema: mistakesPool, target });
    assert.equal(readFileSync(target, 'utf8'), fixText(broken, mistakesPool));
    assert.ok(fixes > mistakes.filter(({ how }) => how === 'safe').length);
  });

  it('fixes only one rule if asked', () => {
    const rows = [header, row({ birthdate: '1985-02-01' }), '', row({ name: '"Jane"' })].join('\n') + '\n';
    const path = write(`\ufeff${rows}`);
    const markless = join(folder, 'markless.csv');
    assert.equal(fixCopy({ path, schema, target: markless, options: { only: 'byte-order-mark' } }), 1);
    assert.equal(readFileSync(markless, 'utf8'), rows);
    const dense = join(folder, 'dense.csv');
    assert.equal(fixCopy({ path, schema, target: dense, options: { only: 'blank-line' } }), 1);
    assert.equal(readFileSync(dense, 'utf8'), `\ufeff${rows.replace('\n\n', '\n')}`);
  });

  it('replaces line ends of CR alone by LF, and counts that as one fix', () => {
    const path = write(`${header}\r${row({})}\r`);
    const target = join(folder, 'returns.csv');
    assert.equal(fixCopy({ path, schema, target }), 1);
    assert.equal(readFileSync(target, 'utf8'), `${header}\n${row({})}\n`);
  });

  it('removes a byte order mark, and counts that as one fix', () => {
    const good = `${header}\n`;
    assert.equal(fixCopy({ path: write(good), schema, target: join(folder, 'good1.csv') }), 0);
    assert.equal(fixCopy({ path: write(`\ufeff${good}`), schema, target: join(folder, 'good2.csv') }), 1);
    assert.equal(readFileSync(join(folder, 'good2.csv'), 'utf8'), good);
  });

  it('refuses a file that is not UTF-8, because characters would be lost, and leaves no copy', () => {
    const good = `${header}\n${row({ name: 'José' })}\n`;
    const wide = Buffer.from(good, 'utf16le');
    const files = {
      'UTF-16 without a byte order mark': wide,
      'UTF-16 with a byte order mark': Buffer.from(`\ufeff${good}`, 'utf16le'),
      'UTF-16, big-endian': Buffer.from(wide).swap16(),
      'Latin-1': Buffer.from(good, 'latin1'),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const target = join(folder, 'refused.csv');
      assert.throws(() => fixCopy({ path: write(bytes), schema, target }), { code: 'CSV_NOT_UTF8' }, name);
      assert.equal(existsSync(target), false, name);
    }
  });
});
