// Texts about the results of a job.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inferLineBase } from '../../../../src/domain/results/lineBase.ts';
import {
  exportWords,
  numberingWords,
  problemWords,
  retryWords,
  type Exported,
} from '../../../../src/ui/results/resultWords.ts';

const numbering = numberingWords(inferLineBase({ size: 0, forEachNumber: () => undefined, isWhole: false }));

describe('an export', () => {
  const exported: Exported = {
    file: { scheme: 'untitled', fsPath: '/data/users-failed.csv' },
    csv: { path: '/data/users.csv' },
    outcome: 'failed',
    rows: 1_204,
    wanted: 1_204,
  };

  it('has the number of rows, their source and their file', () => {
    assert.equal(
      exportWords.done(exported, 'en-US'),
      '1,204 failed rows of users.csv are in users-failed.csv, which is not saved yet.',
    );
    const file = { scheme: 'file', fsPath: '/data/users-skipped.csv' };
    assert.equal(
      exportWords.done({ ...exported, file, outcome: 'skipped', rows: 1, wanted: 1 }, 'en-US'),
      '1 skipped row of users.csv is in users-skipped.csv.',
    );
  });

  it('has the number of missing lines, and says if the rows are uncertain', () => {
    const file = { scheme: 'file', fsPath: '/data/users-failed.csv' };
    assert.equal(
      exportWords.done({ ...exported, file, rows: 2, wanted: 3, numbering }, 'en-US'),
      '2 failed rows of users.csv are in users-failed.csv. 1 line that the log names is not in the file. ' +
        'Not certain: the numbers in the log are taken as lines of the file, the header being line 1. ' +
        'The log has no numbers yet. The rows shown may be other people’s.',
    );
  });
});

it('the question of an uncertain retry has the first lines and the assumed numbering', () => {
  const lines = Array.from({ length: 37 }, (_, index) => 1_000 + index);
  assert.equal(retryWords.question(37, '/data/users.csv', 'en-US'), 'Import 37 rows of users.csv again?');
  assert.match(
    retryWords.detail(lines, numbering, 'en-US'),
    /^Lines 1,000, 1,001, .* 1,009 and 27 more\.\n\nNot certain: /,
  );
  assert.match(retryWords.detail([9], numbering, 'en-US'), /^Line 9\.\n/);
});

it('a problem says if its line is uncertain', () => {
  assert.equal(problemWords.row('failed', 'Email is missing.', true), 'Failed: Email is missing.');
  assert.equal(
    problemWords.row('skipped', 'The user already exists.', false),
    'Skipped: The user already exists. It is not certain that this is the row that the log means.',
  );
  assert.equal(problemWords.hidden(1, 'en-US'), '1 more failed or skipped row is not shown.');
  assert.equal(problemWords.hidden(1_200, 'en-US'), '1,200 more failed or skipped rows are not shown.');
});
