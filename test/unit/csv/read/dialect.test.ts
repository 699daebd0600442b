// Reading and writing records: examples, round trip, and agreement with csv-parse.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { SpanReader, splitRecord, writeRecord } from '../../../../src/csv/read/dialect.ts';

const values = (line: string) => splitRecord(line).map(({ value }) => value);

/** Text of the characters that matter to the dialect, without line ends. */
const rawLine = fc.string({ unit: fc.constantFrom('a', ',', '\\', '"', ' ', 'é', '😀', '\t') });
const cellValue = fc.string({ unit: fc.constantFrom('a', 'B', ',', '\\', '"', ' ', 'ü', '😀') });

describe('splitRecord', () => {
  it('splits at commas and keeps the text between them unchanged', () => {
    assert.deepEqual(values('jane,,"Roe", x '), ['jane', '', '"Roe"', ' x ']);
    assert.deepEqual(values(''), ['']);
    assert.deepEqual(values(','), ['', '']);
  });

  it('reads an escaped comma as part of the value, and gives the range of the raw value', () => {
    assert.deepEqual(splitRecord('1\\,2,b'), [
      { value: '1,2', start: 0, end: 4 },
      { value: 'b', start: 5, end: 6 },
    ]);
  });

  it('reads any other backslash literally', () => {
    assert.deepEqual(values('a\\b,c\\\\d'), ['a\\b', 'c\\\\d']);
    assert.deepEqual(values('a\\\\,b'), ['a\\,b']);
    assert.deepEqual(values('a\\'), ['a\\']);
  });

  it('grows beyond its initial number of columns', () => {
    const many = Array.from({ length: 200 }, (_, index) => String(index));
    assert.deepEqual(values(many.join(',')), many);
  });

  it('agrees with csv-parse without quotes, after joining fields that end in a backslash with the next one', () => {
    fc.assert(
      fc.property(rawLine, (line) => {
        const options = { quote: null, relax_column_count: true, record_delimiter: '\n' } as const;
        const [fields = ['']] = parse(`${line}\n`, options);
        const joined: string[] = [];
        for (const field of fields) {
          const last = joined.at(-1);
          if (last?.endsWith('\\') === true) joined[joined.length - 1] = `${last.slice(0, -1)},${field}`;
          else joined.push(field);
        }
        assert.deepEqual(values(line), joined);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('writeRecord', () => {
  it('escapes commas and quotes nothing', () => {
    assert.equal(writeRecord(['a,b', '"c"', '', 'd']), 'a\\,b,"c",,d');
  });

  it('separates a trailing backslash from the comma by a space, which the service trims', () => {
    assert.equal(writeRecord(['C:\\', 'b', 'D:\\']), 'C:\\ ,b,D:\\');
  });

  it('refuses a line break, which the dialect cannot express', () => {
    assert.throws(() => writeRecord(['a\nb']), RangeError);
    assert.throws(() => writeRecord(['a\r']), RangeError);
  });

  it('survives a round trip except for white space around values', () => {
    fc.assert(
      fc.property(fc.array(cellValue, { minLength: 1 }), (record) => {
        assert.deepEqual(
          values(writeRecord(record)).map((value) => value.trim()),
          record.map((value) => value.trim()),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('SpanReader', () => {
  it('reads each line of a text like the line alone, also when it reads the text again', () => {
    fc.assert(
      fc.property(fc.array(rawLine, { minLength: 1, maxLength: 6 }), (lines) => {
        const reader = new SpanReader();
        const text = lines.join('\n');
        for (let time = 0; time < 2; time++) {
          let start = 0;
          for (const line of lines) {
            reader.read(text, start, start + line.length);
            const ranges = Array.from({ length: reader.count }, (_, index) =>
              [...reader.bounds.subarray(2 * index, 2 * index + 2)].map((at) => at - start),
            );
            assert.deepEqual(
              ranges,
              splitRecord(line).map((cell) => [cell.start, cell.end]),
            );
            assert.equal(reader.hasQuote, line.includes('"'));
            assert.equal(reader.hasLoneBackslash, /\\(?!,)/.test(line));
            start += line.length + 1;
          }
        }
      }),
    );
  });
});
