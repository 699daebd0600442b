// What is said of an export.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { exportedMessage } from '../../../../src/ui/results/resultWords.ts';

const unsaved = { scheme: 'untitled', fsPath: '/data/users-failed.csv' };
const saved = { scheme: 'file', fsPath: '/data/users-skipped.csv' };
const csv = { path: '/data/users.csv' };

it('names how many rows, of what, and where they are', () => {
  assert.equal(
    exportedMessage(
      { file: { uri: unsaved, rows: 1_204, blankLines: 0 }, csv, outcome: 'failed', wanted: 1_204 },
      'en-US',
    ),
    '1,204 failed rows of users.csv are in users-failed.csv, which is not saved yet.',
  );
  assert.equal(
    exportedMessage(
      { file: { uri: saved, rows: 1, blankLines: 0 }, csv, outcome: 'skipped', wanted: 1 },
      'en-US',
    ),
    '1 skipped row of users.csv is in users-skipped.csv.',
  );
});

it('says what does not fit: lines the file does not have, and lines the log may not count', () => {
  assert.equal(
    exportedMessage(
      { file: { uri: saved, rows: 2, blankLines: 3 }, csv, outcome: 'failed', wanted: 3 },
      'en-US',
    ),
    '2 failed rows of users.csv are in users-skipped.csv. 1 line that the log names is not in the file. users.csv has 3 blank lines, which the log may not count: check the rows.',
  );
});
