// The description of a job's row, and its label for screen readers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  profileConnection,
  sandboxConnection,
  type Connection,
} from '../../../../src/domain/connections/connection.ts';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import type { ImportJob } from '../../../../src/domain/jobs/job.ts';
import type { ConnectionView } from '../../../../src/domain/jobs/views.ts';
import { Nodes } from '../../../../src/ui/tree/nodes.ts';
import type { JobRowState } from '../../../../src/ui/tree/rows.ts';
import { installFakeVscode } from '../../../support/vscode/fakeVscode.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { ref } from '../../../support/worlds/jobsWorld.ts';

installFakeVscode();
const { connectionRow, jobRow } = await import('../../../../src/ui/tree/rows.ts');

const quiet: JobRowState = {
  stopping: false,
  followed: false,
  stale: false,
  rows: undefined,
  timeLeft: undefined,
};

function rowOf(change: Partial<ImportJob>, state: Partial<JobRowState> = {}) {
  const row = jobRow(new Nodes().job(ref('import-1')), job('import-1', change), { ...quiet, ...state }, 'en');
  return [row.description, row.accessibilityInformation?.label.replace('Import job name of import-1, ', '')];
}

test('the description omits what the icon shows, and the label has everything', () => {
  const counts = { importedUsers: 238, failedUsers: 2 };
  assert.deepEqual(rowOf(counts), ['238 imported · 2 failed', 'InProgress · 238 imported · 2 failed']);
  // Failures come first, because the side bar's default width cuts the end.
  assert.deepEqual(rowOf({ ...counts, status: 'Succeeded' }), [
    '2 failed · 238 imported',
    'Succeeded · 238 imported · 2 failed',
  ]);
  assert.deepEqual(rowOf({ ...counts, skippedUsers: 62, status: 'Succeeded' }), [
    '2 failed · 62 skipped · 238 imported',
    'Succeeded · 238 imported · 62 skipped · 2 failed',
  ]);
  assert.deepEqual(rowOf({ ...counts, status: 'Failed' }), [
    '2 failed · 238 imported',
    'Failed · 238 imported · 2 failed',
  ]);
  assert.deepEqual(rowOf(counts, { rows: 585, timeLeft: 170_000 }), [
    '41% · 238 imported · 2 failed · about 3 min left',
    'InProgress · 41% · about 3 min left · 238 imported · 2 failed',
  ]);
  assert.deepEqual(rowOf({ ...counts, status: 'Succeeded' }, { rows: 585 })[0], '2 failed · 238 imported');
});

test('the description has the status if there are no counters or the icon does not show it', () => {
  const descriptionOf = (change: Partial<ImportJob>, state = {}) => {
    const [description, label] = rowOf(change, state);
    assert.equal(label, description);
    return description;
  };
  const { startDate: _, ...created } = job('import-1', { status: 'Created' });
  const row = jobRow(new Nodes().job(ref('import-1')), created, quiet, 'en');
  assert.equal(row.description, 'Created');
  assert.equal(descriptionOf({ status: 'Pending' }), 'Pending · 0 imported');
  assert.equal(descriptionOf({ status: 'Stopped', importedUsers: 7 }), 'Stopped · 7 imported');
  assert.equal(descriptionOf({ importedUsers: 7 }, { stopping: true }), 'Stopping · 7 imported');
  assert.equal(
    descriptionOf({ importedUsers: 7 }, { stale: true }),
    'InProgress · 7 imported · not up to date',
  );
  assert.equal(descriptionOf({ status: 'Paused' }), 'Paused · 0 imported');
});

function connectionRowOf(connection: Connection, where: string, failure?: Failure) {
  const view: ConnectionView = { connection, phase: 'ready', ...(failure && { failure }) };
  return connectionRow(new Nodes().connection(connection.id), view, false, where);
}

test('in a remote window, the row of a connection says on which machine its profile is read', () => {
  const profile = profileConnection('dev', 'us-east-1');
  const row = connectionRowOf(profile, ' in WSL');
  assert.equal(row.tooltip, 'dev · us-east-1\n\nAWS files are read in WSL.');
  assert.equal(row.accessibilityInformation?.label, 'Connection dev, us-east-1. AWS files are read in WSL.');
  const failure: Failure = { kind: 'expired', message: 'The login has ended.' };
  assert.equal(
    connectionRowOf(profile, ' in WSL', failure).tooltip,
    'The login has ended.\n\nAWS files are read in WSL.',
  );
  const local = connectionRowOf(profile, '');
  assert.deepEqual(
    [local.tooltip, local.accessibilityInformation?.label],
    ['dev · us-east-1', 'Connection dev, us-east-1'],
  );
  assert.equal(connectionRowOf(sandboxConnection, ' in WSL').tooltip, 'Sandbox · us-east-1');
});
