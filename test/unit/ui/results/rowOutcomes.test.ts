// The rows of one CSV that several jobs imported: nothing of one part takes the place of another's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImportResults, type LogOutcome } from '../../../../src/csv/results.ts';
import { listOutcomes, outcomesOf } from '../../../../src/ui/results/rowOutcomes.ts';

function results(outcomes: readonly LogOutcome[]): ImportResults {
  const all = new ImportResults();
  outcomes.forEach((outcome, index) => all.add({ outcome, lineNumber: index + 1, reason: outcome }));
  return all;
}

const first = results(['SUCCEEDED', 'SKIPPED', 'FAILED', 'SUCCEEDED']);
const second = results(['FAILED', 'SUCCEEDED', 'SKIPPED']);
/** The second part's line 2 is the file's line 6. */
const parts = (most: number) => [
  outcomesOf(first, (line) => line, most),
  outcomesOf(second, (line) => line + 4, most),
];

test('the rows of both parts are on the lines of the whole file, failed ones first', () => {
  const { rows, hidden } = listOutcomes(parts(10), 10);
  assert.deepEqual(
    rows.map(({ line, outcome }) => `${outcome} ${line}`),
    ['FAILED 4', 'FAILED 6', 'SKIPPED 3', 'SKIPPED 8'],
  );
  assert.equal(hidden, 0);
});

test('what is not listed is counted', () => {
  const { rows, hidden } = listOutcomes(parts(3), 3);
  assert.deepEqual(
    rows.map(({ line }) => line),
    [4, 6, 3],
  );
  assert.equal(hidden, 1);
  assert.deepEqual(listOutcomes(parts(1), 3), {
    rows: [
      { line: 4, outcome: 'FAILED', reason: 'FAILED' },
      { line: 6, outcome: 'FAILED', reason: 'FAILED' },
    ],
    hidden: 2,
  });
  assert.deepEqual(listOutcomes([], 3), { rows: [], hidden: 0 });
});
