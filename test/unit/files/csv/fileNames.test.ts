// Free file names for a new file next to its source.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeName } from '../../../../src/files/csv/fileNames.ts';

const none = () => Promise.resolve(false);

test('the suffix goes before the extension, which becomes csv', async () => {
  assert.equal(await freeName('users.csv', 'fixed', none), 'users-fixed.csv');
  assert.equal(await freeName('users.2026.tsv', 'cognito', none), 'users.2026-cognito.csv');
  assert.equal(await freeName('users', 'fixed', none), 'users-fixed.csv');
  assert.equal(await freeName('.csv', 'fixed', none), '.csv-fixed.csv');
});

test('a taken name gets the next free number', async () => {
  const taken = new Set(['users-fixed.csv', 'users-fixed-2.csv']);
  assert.equal(
    await freeName('users.csv', 'fixed', (name) => Promise.resolve(taken.has(name))),
    'users-fixed-3.csv',
  );
});
