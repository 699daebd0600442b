// The column at a position of a document: always the right one or none, found by reading few lines.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cellAt,
  headerCellAt,
  headerOf,
  writtenCellAt,
  type Lines,
} from '../../../../src/csv/editor/cellAt.ts';
import { standardPool } from '../../../../src/csv/editor/standardPool.ts';
import { writeRecord } from '../../../../src/csv/read/dialect.ts';
import type { ImportSchema } from '../../../../src/csv/schema.ts';
import { columns, header as headerLine, pool, row } from '../pools.ts';

const schema = pool();

function linesOf(text: readonly string[]): Lines {
  return { count: text.length, at: (line) => text[line] ?? '' };
}

function columnAt(text: readonly string[], line: number, character: number, of = schema): string | undefined {
  const lines = linesOf(text);
  const header = headerOf(lines, of);
  assert.ok(header);
  const cell =
    line === 0
      ? headerCellAt(lines, character, header)
      : cellAt({ lines, line, character, header, schema: of });
  return cell?.column.name;
}

/** A pool with text attributes only, so that every value is valid. */
function textPool(names: readonly string[]): ImportSchema {
  return pool({
    csvHeader: names,
    attributes: names.map((name) => ({ name, type: 'String', required: false })),
    autoVerified: [],
  });
}

const texts = textPool(['cognito:username', 'custom:a', 'custom:b', 'custom:c', 'custom:d']);
const width = texts.csvHeader.length;
const textHeader = texts.csvHeader.join(',');

describe('the cell at a position', () => {
  it('has the right column at every position of a row', () => {
    const value = fc.stringMatching(/^[a-z ,;$@.é]{0,8}$/);
    const rows = fc.array(fc.array(value, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(rows, fc.nat(), (records, at) => {
        const written = records.map(writeRecord);
        const line = at % written.length;
        const text = written[line] ?? '';
        let column = 0;
        for (let character = 0; character <= text.length; character++) {
          assert.equal(
            columnAt([textHeader, ...written], line + 1, character, texts),
            texts.csvHeader[column],
            `${text} at ${character}`,
          );
          if (text[character] === ',' && text[character - 1] !== '\\') column++;
        }
      }),
    );
  });

  it('never has a wrong column, even if quoted values span several lines', () => {
    const value = fc.stringMatching(/^[a-z,"\n ]{0,8}$/);
    const rows = fc.array(fc.array(value, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 5,
    });
    let known = 0;
    fc.assert(
      fc.property(rows, (records) => {
        let text = '';
        const truth: number[] = [];
        for (const record of records) {
          for (const [column, cell] of record.entries()) {
            const isQuoted = /[,"\n]/.test(cell);
            const raw = isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell;
            text += column === width - 1 ? `${raw}\n` : `${raw},`;
            // The position after a cell's last character belongs to that cell, too.
            for (let place = 0; place <= raw.length; place++) truth.push(column);
          }
        }
        const lines = text.split('\n').slice(0, -1);
        let place = 0;
        for (const [index, line] of lines.entries()) {
          for (let character = 0; character <= line.length; character++, place++) {
            const found = columnAt([textHeader, ...lines], index + 1, character, texts);
            const right = texts.csvHeader[truth[place] ?? 0];
            if (found === undefined) continue;
            known++;
            assert.equal(found, right, `${JSON.stringify(text)} at ${place}`);
          }
        }
      }),
      { numRuns: 1000 },
    );
    assert.ok(known > 300, String(known));
  });

  it('is known in a quoted row on one line, and unknown in a quoted row over several lines', () => {
    const quoted = 'jane,"Roe, Jane",x,"a ""b""",y';
    assert.equal(columnAt([textHeader, quoted], 1, quoted.indexOf('Jane"'), texts), 'custom:a');
    assert.equal(columnAt([textHeader, quoted], 1, quoted.indexOf(',x'), texts), 'custom:a');
    assert.equal(columnAt([textHeader, quoted], 1, quoted.length, texts), 'custom:d');
    // The second line has as many values as a row.
    const over = ['jane,"1 Main', 'Any, Some, More, Of, It', 'Street",x,y,z', 'joe,a,b,c,d'];
    for (const line of [1, 2, 3]) assert.equal(columnAt([textHeader, ...over], line, 3, texts), undefined);
    assert.equal(columnAt([textHeader, ...over], 4, 4, texts), 'custom:a');
    // An unclosed quotation mark is part of the value.
    assert.equal(columnAt([textHeader, 'a,"Jay,x,y,z', 'b,1,2,3,4'], 2, 2, texts), 'custom:a');
  });

  it('is unknown if the row has too many or too few values, and in a column that the pool does not have', () => {
    assert.equal(columnAt([headerLine, `${row()},more`], 1, 0), undefined);
    assert.equal(columnAt([headerLine, 'jane,jane@example.com'], 1, 8), undefined);
    const shelf = `${headerLine},shelf`;
    assert.equal(columnAt([shelf, `${row()},7`], 1, row().length + 1), undefined);
    assert.equal(columnAt([shelf], 0, shelf.length), undefined);
  });

  it('includes the commas of a hash, and excludes white space', () => {
    const hashed = pool({
      csvHeader: ['cognito:username', 'password_hash', 'name'],
      hashAlgorithm: 'ARGON2ID',
    });
    const line = 'jane, $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA ,Jane';
    const lines = linesOf(['cognito:username,password_hash,name', line]);
    const header = headerOf(lines, hashed);
    assert.ok(header);
    const cell = cellAt({ lines, line: 1, character: line.indexOf('t=2'), header, schema: hashed });
    assert.equal(cell && line.slice(cell.start, cell.end), '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA');
  });

  it('is a header cell in the first line, even under another name', () => {
    for (const name of columns) {
      const at = `,${headerLine},`.indexOf(`,${name},`);
      assert.equal(columnAt([headerLine], 0, at), name);
      assert.equal(columnAt([headerLine], 0, at + name.length), name);
    }
    const other = 'cognito:username, "E-Mail" ,email_verified';
    const lines = linesOf([other]);
    const header = headerOf(lines, schema);
    const cell = header && headerCellAt(lines, 20, header);
    assert.deepEqual([cell?.column.name, other.slice(cell?.start, cell?.end)], ['email', 'E-Mail']);
  });

  it('is the last one in a row that is being typed', () => {
    const lines = linesOf([headerLine, 'jane,jane@example.com,', 'joe,"x', 'ann']);
    const header = headerOf(lines, schema);
    assert.ok(header);
    const at = (line: number, character: number) =>
      writtenCellAt({ lines, line, character, header, schema })?.column.name;
    assert.equal(at(1, 22), 'email_verified');
    assert.equal(at(1, 5), undefined);
    assert.equal(at(2, 6), undefined);
    assert.equal(at(3, 3), 'cognito:username');
  });

  it('is found by reading few lines of a document of a million lines', () => {
    const read = new Set<number>();
    const quoted = row({ name: 'Jane "Jay" Roe' });
    const lines: Lines = {
      count: 1_000_000,
      at: (line) => {
        read.add(line);
        return line === 0 ? headerLine : line % 7 === 0 ? quoted : row();
      },
    };
    const header = headerOf(lines, schema);
    assert.ok(header);
    for (const line of [500_000, 500_001, 999_999]) cellAt({ lines, line, character: 0, header, schema });
    assert.ok(read.size <= 3 * 42, String(read.size));
  });
});

describe('an unknown pool', () => {
  it('has the standard columns and the custom columns of the header', () => {
    const guessed = standardPool('name,custom:team,cognito:username,shelf');
    assert.ok(guessed.csvHeader.includes('custom:team') && !guessed.csvHeader.includes('shelf'));
    assert.equal(
      columnAt(['name,custom:team,cognito:username', 'Jane,red,jane'], 1, 6, guessed),
      'custom:team',
    );
    assert.equal(headerOf(linesOf(['a;b']), guessed), undefined);
  });
});
