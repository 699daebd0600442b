// What becomes of the answers of Create Import Job: an import, or a sentence that says why there is none. Never nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CsvTarget, ValidatedCsv } from '../../../../src/ui/csv/validate/validations.ts';
import type { ImportDraft } from '../../../../src/ui/imports/draft.ts';
import { toBatch, toRun, toStart } from '../../../../src/ui/imports/importPlan.ts';
import { validateText } from '../../../../src/csv/validate.ts';
import { profileConnection } from '../../../../src/domain/connections/connection.ts';
import { job } from '../../../support/cognitoInProcess.ts';
import { newRun, runConnection } from '../../../support/runWorld.ts';
import { pool } from '../../csv/pools.ts';

const schema = pool();
const target: CsvTarget = {
  pool: { connectionId: runConnection.id, userPoolId: 'us-east-1_A' },
  poolName: 'customers',
  schema,
};
const { summary } = validateText('cognito:username\njane\n', schema);
const checked = { ...target, summary, findings: [] } as unknown as ValidatedCsv;
const draft: ImportDraft = {
  path: '/data/users.csv',
  target,
  jobName: 'nightly',
  roleArn: 'arn',
  start: true,
};

test('an import is of the file as it was validated', () => {
  const run = toRun({ ...draft, checked: { ...checked, sha256: 'abc' } }, runConnection);
  assert.deepEqual(
    [run.csv, run.stage, run.start, run.jobName, run.userPoolId],
    [
      { path: '/data/users.csv', bytes: summary.bytes, rows: 1, sha256: 'abc' },
      'creating',
      true,
      'nightly',
      'us-east-1_A',
    ],
  );
  assert.equal(toBatch(draft, runConnection), undefined);
  assert.equal(toBatch({ ...draft, parts: [] }, runConnection)?.state, 'running');
});

test('a text that was not saved is told of', () => {
  assert.throws(() => toRun({ ...draft, checked }, runConnection), {
    message: 'users.csv has unsaved changes. Save it and create the import again.',
  });
});

test('a connection that has gone is told of', () => {
  const gone = { message: 'The connection was removed meanwhile. Add it and create the import again.' };
  assert.throws(() => toRun({ ...draft, checked: { ...checked, sha256: 'abc' } }, undefined), gone);
  assert.throws(() => toBatch({ ...draft, parts: [] }, undefined), gone);
});

test('a job is started through the connection that the user was asked about, whoever made it', () => {
  const dev = profileConnection('dev', 'us-east-1');
  const created = job('import-1', { status: 'Created' });
  const fresh = toStart(created, dev, 'customers', undefined);
  assert.deepEqual(
    [fresh.connection, fresh.stage, fresh.start, fresh.jobId],
    [dev, 'uploaded', true, 'import-1'],
  );
  const made = newRun({ stage: 'uploaded', jobId: 'import-1', start: false });
  const known = toStart(created, dev, 'customers', made);
  assert.deepEqual(known, { ...made, connection: dev, start: true });
});
