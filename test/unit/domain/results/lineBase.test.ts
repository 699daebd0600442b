// Infers which line of the CSV a number in a job's log means: what proves it, what does not, and that a proof is never wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LoggedRows, parseLogLine } from '../../../../src/csv/results/results.ts';
import { RowFinder, rowsOfPart } from '../../../../src/csv/results/resultRows.ts';
import {
  inferLineBase,
  type CsvRows,
  type LineBase,
  type LineEvidence,
  type LogOutcome,
} from '../../../../src/domain/results/lineBase.ts';

type Numbers = Readonly<Record<number, LogOutcome>>;

function evidence(numbers: Numbers, more: Partial<LineEvidence> = {}): LineEvidence {
  const all = Object.entries(numbers);
  return {
    size: all.length,
    forEachNumber: (visit) => {
      for (const [number, outcome] of all) visit(Number(number), outcome);
    },
    isWhole: false,
    ...more,
  };
}

const succeeded = (...numbers: number[]): Numbers =>
  Object.fromEntries(numbers.map((number) => [number, 'SUCCEEDED']));
const csv = (rows: number, ...blankLines: number[]): CsvRows => ({ rows, blankLines });
const inferred = (numbers: Numbers, more?: Partial<LineEvidence>) => {
  const { base, certain, reason } = inferLineBase(evidence(numbers, more));
  return [base, certain, reason];
};

it('two-users.csv and two-users.log.txt, of a real pool: the numbers are lines of the file', () => {
  const read = (name: string) => readFileSync(new URL(`../../../cases/log/${name}`, import.meta.url), 'utf8');
  const logged = new LoggedRows();
  for (const message of read('two-users.log.txt').split('\n')) {
    const entry = parseLogLine(message);
    if (entry) logged.add(entry);
  }
  const finder = new RowFinder();
  finder.push(new TextEncoder().encode(read('two-users.csv')));
  const { size, forEachNumber } = logged;
  const numbering = inferLineBase({ size, forEachNumber, isWhole: true, csv: rowsOfPart(finder.end()) });
  assert.deepEqual([size, numbering.base, numbering.certain], [2, 'fileLines', true]);
  const lines = read('two-users.csv').split('\n');
  const users = [...logged.numbers('SUCCEEDED')].map(
    ({ number }) => lines[(numbering.lineOf(number) ?? 0) - 1]?.split('@')[0],
  );
  assert.deepEqual(users, ['one', 'two']);
});

describe('what proves a base', () => {
  it('the number 1: data rows, with or without the CSV', () => {
    const reason = 'The log has a row with the number 1, and line 1 of the file is the header.';
    assert.deepEqual(inferred(succeeded(1, 2)), ['dataRows', true, reason]);
    assert.deepEqual(inferred(succeeded(1), { csv: csv(9) }), ['dataRows', true, reason]);
  });

  it('a number above the rows of the CSV: file lines', () => {
    const reason = 'The highest number in the log is 10, and the CSV has 9 rows.';
    assert.deepEqual(inferred(succeeded(10), { csv: csv(9) }), ['fileLines', true, reason]);
  });

  it('a number for every row but not the number 1: file lines, even without the CSV', () => {
    const reason = 'The log has a number for every row, and the lowest is 2.';
    assert.deepEqual(inferred(succeeded(2, 3), { isWhole: true }), ['fileLines', true, reason]);
  });

  it('rows that fail as the validator expects, under one numbering only', () => {
    const failing = [3, 9, 17, 26, 40, 55, 61, 70, 84, 90];
    const expected = (line: number) => (failing.includes(line) ? 'failed' : 'imported');
    const log = (shift: number): Numbers =>
      Object.fromEntries(
        Array.from({ length: 90 }, (_, index) => {
          const line = index + 3;
          return [line - shift, failing.includes(line) ? 'FAILED' : 'SUCCEEDED'];
        }),
      );
    const rows = { ...csv(200), expected };
    const reason =
      'Counted this way, the log agrees with the validator: it expects 10 of the failed rows to fail.';
    assert.deepEqual(inferred(log(0), { csv: rows }), ['fileLines', true, reason]);
    assert.deepEqual(inferred(log(1), { csv: rows }), ['dataRows', true, reason]);
  });
});

describe('what proves nothing', () => {
  const open = 'Cognito has been seen to count this way, but this log fits both ways.';

  it('a part of the log that fits both numberings: file lines', () => {
    assert.deepEqual(inferred(succeeded(5, 6)), ['fileLines', false, open]);
    assert.deepEqual(inferred(succeeded(2, 9), { csv: csv(9) }), ['fileLines', false, open]);
  });

  it('a log without a row', () => {
    assert.deepEqual(inferred({}), ['fileLines', false, 'The log has no numbers yet.']);
  });

  it('a few failed rows that the validator expects: they give only a guess', () => {
    const expected = (line: number) => (line === 6 ? 'failed' : 'imported');
    const numbers: Numbers = { 5: 'FAILED', 6: 'SUCCEEDED', 7: 'SUCCEEDED' };
    const [base, certain, reason] = inferred(numbers, { csv: { ...csv(9), expected } });
    assert.deepEqual([base, certain], ['dataRows', false]);
    assert.match(String(reason), /not well enough to be sure/);
  });

  it('numbers without a row in this CSV, which may be the wrong one', () => {
    for (const numbers of [succeeded(1, 10), succeeded(11), succeeded(0)]) {
      const [, certain, reason] = inferred(numbers, { csv: csv(9) });
      assert.equal(certain, false);
      assert.match(String(reason), /may not be the CSV that was imported/);
    }
  });

  it('blank lines, if the log does not show whether they are counted', () => {
    const [base, certain, reason] = inferred(succeeded(4, 11), { csv: csv(10, 5, 6) });
    assert.deepEqual([base, certain], ['fileLines', false]);
    assert.match(String(reason), /blank lines/);
  });
});

describe('a choice of the user', () => {
  it('is used, and is certain if the log allows it', () => {
    const { lineOf } = inferLineBase(evidence(succeeded(4), { csv: csv(9), chosen: 'dataRows' }));
    assert.equal(lineOf(4), 5);
    assert.deepEqual(inferred(succeeded(4), { chosen: 'dataRows' }), ['dataRows', true, 'You chose it.']);
  });

  it('is used but not certain if the log contradicts it', () => {
    const reason = 'You chose it, but the log does not fit: it names lines without a row.';
    assert.deepEqual(inferred(succeeded(1), { chosen: 'fileLines' }), ['fileLines', false, reason]);
    const past = { csv: csv(9), chosen: 'dataRows' as LineBase };
    assert.deepEqual(inferred(succeeded(10), past), ['dataRows', false, reason]);
  });

  it('leaves open whether blank lines are counted', () => {
    const more = { csv: csv(10, 5), chosen: 'fileLines' as LineBase };
    assert.equal(inferred(succeeded(2, 9), more)[1], false);
    assert.equal(
      inferred(succeeded(2, 4), more)[1],
      true,
      'before the first blank line it makes no difference',
    );
  });
});

describe('any CSV, any numbering, any part of a log', () => {
  /** The kind of each line after the header. */
  const files = fc.array(fc.constantFrom('good', 'good', 'good', 'faulty', 'blank'), {
    minLength: 1,
    maxLength: 120,
  });
  const worlds = fc.record({
    file: files,
    base: fc.constantFrom<LineBase>('fileLines', 'dataRows'),
    countsBlankLines: fc.boolean(),
    hasVerdicts: fc.boolean(),
    /** Whether the log has a row, by the row's index. */
    seen: fc.oneof(
      fc.constant(() => true),
      fc.tuple(fc.nat(120), fc.nat(120)).map(
        ([from, count]) =>
          (row: number) =>
            row >= from && row <= from + count,
      ),
      fc.func(fc.boolean()),
    ),
    /** The indexes of rows whose outcome differs from the validator's expectation. */
    surprises: fc.uniqueArray(fc.nat(119), { maxLength: 6 }),
  });

  it('if it is certain, no number means a wrong row', () => {
    let certainRuns = 0;
    const property = fc.property(worlds, ({ file, base, countsBlankLines, hasVerdicts, seen, surprises }) => {
      const lines = file.map((kind, index) => ({ kind, line: index + 2 }));
      const rows = lines.filter(({ kind }) => kind !== 'blank');
      const lastRow = rows.at(-1)?.line ?? 0;
      const truth = new Map<number, number>();
      const numbers: Record<number, LogOutcome> = {};
      for (const [index, { kind, line }] of rows.entries()) {
        if (!seen(index)) continue;
        const counted = countsBlankLines ? line : index + 2;
        const number = base === 'fileLines' ? counted : counted - 1;
        truth.set(number, line);
        numbers[number] = (kind === 'faulty') === surprises.includes(index) ? 'SUCCEEDED' : 'FAILED';
      }
      const expected = (line: number) => (file[line - 2] === 'faulty' ? 'failed' : 'imported');
      const numbering = inferLineBase(
        evidence(numbers, {
          isWhole: truth.size === rows.length,
          csv: {
            rows: rows.length,
            blankLines: lines
              .filter(({ kind, line }) => kind === 'blank' && line < lastRow)
              .map(({ line }) => line),
            ...(hasVerdicts ? { expected } : {}),
          },
        }),
      );
      if (!numbering.certain) return;
      certainRuns++;
      for (const [number, line] of truth) assert.equal(numbering.lineOf(number), line, numbering.reason);
    });
    fc.assert(property, { numRuns: 2_000 });
    assert.ok(certainRuns > 400, `certain in ${certainRuns} of 2,000`);
  });

  it('a whole log of a file without blank lines is always certain', () => {
    const property = fc.property(fc.integer({ min: 1, max: 300 }), fc.boolean(), (rows, isFileLines) => {
      const numbers = succeeded(...Array.from({ length: rows }, (_, row) => row + (isFileLines ? 2 : 1)));
      const { base, certain } = inferLineBase(evidence(numbers, { csv: csv(rows) }));
      assert.deepEqual([base, certain], [isFileLines ? 'fileLines' : 'dataRows', true]);
    });
    fc.assert(property);
  });
});
