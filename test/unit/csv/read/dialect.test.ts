// Reading and writing records: examples, round trip, and agreement with csv-parse.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { SpanReader, splitRecord, writeRecord } from '../../../../src/csv/read/dialect.ts';

const values = (line: string) => splitRecord(line).map(({ value }) => value);

/** Text of the characters that matter, without line ends. */
const rawLine = fc.string({ unit: fc.constantFrom('a', ',', '\\', '"', ' ', 'é', '😀', '\t') });
const cellValue = fc.string({ unit: fc.constantFrom('a', 'B', ',', '\\', '"', ' ', 'ü', '😀') });

describe('splitRecord', () => {
  it('cuts at commas and keeps what is between as it is', () => {
    assert.deepEqual(values('jane,,"Roe", x '), ['jane', '', '"Roe"', ' x ']);
    assert.deepEqual(values(''), ['']);
    assert.deepEqual(values(','), ['', '']);
  });

  it('reads an escaped comma as part of the value, and says where the raw value is', () => {
    assert.deepEqual(splitRecord('1\\,2,b'), [
      { value: '1,2', start: 0, end: 4 },
      { value: 'b', start: 5, end: 6 },
    ]);
  });

  it('takes any other backslash for itself', () => {
    assert.deepEqual(values('a\\b,c\\\\d'), ['a\\b', 'c\\\\d']);
    assert.deepEqual(values('a\\\\,b'), ['a\\,b']);
    assert.deepEqual(values('a\\'), ['a\\']);
  });

  it('holds more columns than it first has room for', () => {
    const many = Array.from({ length: 200 }, (_, index) => String(index));
    assert.deepEqual(values(many.join(',')), many);
  });

  it('agrees with csv-parse without quotes, its fields glued where they end in a backslash', () => {
    fc.assert(
      fc.property(rawLine, (line) => {
        const options = { quote: null, relax_column_count: true, record_delimiter: '\n' } as const;
        const [fields = ['']] = parse(`${line}\n`, options);
        const glued: string[] = [];
        for (const field of fields) {
          const last = glued.at(-1);
          if (last?.endsWith('\\') === true) glued[glued.length - 1] = `${last.slice(0, -1)},${field}`;
          else glued.push(field);
        }
        assert.deepEqual(values(line), glued);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('writeRecord', () => {
  it('escapes commas and quotes nothing', () => {
    assert.equal(writeRecord(['a,b', '"c"', '', 'd']), 'a\\,b,"c",,d');
  });

  it('keeps a backslash at the end of a value off the separator by a space that the service trims', () => {
    assert.equal(writeRecord(['C:\\', 'b', 'D:\\']), 'C:\\ ,b,D:\\');
  });

  it('refuses a line break, which the dialect cannot say', () => {
    assert.throws(() => writeRecord(['a\nb']), RangeError);
    assert.throws(() => writeRecord(['a\r']), RangeError);
  });

  it('is read back as it was, but for white space around values', () => {
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
  it('reads the lines of one text, and the same text again, as it reads each alone', () => {
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
