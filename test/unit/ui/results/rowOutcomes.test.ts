// The rows of one CSV that several jobs imported: the results of one part do not replace those of another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoggedRows } from '../../../../src/csv/results/results.ts';
import { inferLineBase, type LogOutcome } from '../../../../src/domain/results/lineBase.ts';
import { listOutcomes, outcomesOf } from '../../../../src/ui/results/rowOutcomes.ts';

/** Results of a job whose log counts data rows; `offset` is the first row of its part in the CSV. */
function results(outcomes: readonly LogOutcome[], offset: number): Parameters<typeof outcomesOf>[0] {
  const rows = new LoggedRows();
  outcomes.forEach((outcome, index) => rows.add({ outcome, lineNumber: index + 1, reason: outcome }));
  const numbering = inferLineBase({ size: rows.size, forEachNumber: rows.forEachNumber, isWhole: false });
  return {
    rows,
    numbering,
    *lines(outcome) {
      for (const { number, reason } of rows.numbers(outcome))
        yield { line: (numbering.lineOf(number) ?? 0) + offset, reason };
    },
  };
}

const first = results(['SUCCEEDED', 'SKIPPED', 'FAILED', 'SUCCEEDED'], 0);
const second = results(['FAILED', 'SUCCEEDED', 'SKIPPED'], 4);
/** Line 2 of the second part is line 6 of the file. */
const parts = (most: number) => [outcomesOf(first, most), outcomesOf(second, most)];

test('the rows of both parts are on the lines of the whole file, failed ones first', () => {
  const { rows, hidden } = listOutcomes(parts(10), 10);
  assert.deepEqual(
    rows.map(({ line, outcome }) => `${outcome} ${line}`),
    ['failed 4', 'failed 6', 'skipped 3', 'skipped 8'],
  );
  assert.equal(hidden, 0);
});

test('rows over the limit are counted', () => {
  const { rows, hidden } = listOutcomes(parts(3), 3);
  assert.deepEqual(
    rows.map(({ line }) => line),
    [4, 6, 3],
  );
  assert.equal(hidden, 1);
  assert.deepEqual(listOutcomes(parts(1), 3), {
    rows: [
      { line: 4, outcome: 'failed', reason: 'FAILED', isCertain: true },
      { line: 6, outcome: 'failed', reason: 'FAILED', isCertain: true },
    ],
    hidden: 2,
  });
  assert.deepEqual(listOutcomes([], 3), { rows: [], hidden: 0 });
});
