// The answers of Create Import Job become an import, or an error with a message.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CsvTarget, ValidatedCsv } from '../../../../src/ui/csv/validate/validations.ts';
import type { ImportDraft } from '../../../../src/ui/imports/draft.ts';
import { newImport, newStart, startKnown } from '../../../../src/ui/imports/newImport.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import { profileConnection } from '../../../../src/domain/connections/connection.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { importConnection, newImport as anImport } from '../../../support/worlds/importWorld.ts';
import { pool } from '../../csv/pools.ts';

const schema = pool();
const target: CsvTarget = {
  pool: { connectionId: importConnection.id, userPoolId: 'us-east-1_A' },
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

test('an import has the file in its validated state', () => {
  const made = newImport({ ...draft, checked: { ...checked, sha256: 'abc' } }, importConnection);
  const source = { path: '/data/users.csv', bytes: summary.bytes, rows: 1, sha256: 'abc' };
  assert.deepEqual(made.parts, [{ source, csv: source, rows: 1, stage: 'creating' }]);
  assert.deepEqual(
    [made.status, made.start, made.queued, made.jobName, made.userPoolId],
    ['running', true, false, 'nightly', 'us-east-1_A'],
  );
});

test("several parts are always started and queued, one part by the user's choice", () => {
  const [part] = anImport().parts;
  assert.ok(part);
  const several = newImport({ ...draft, start: false, parts: [part, part] }, importConnection);
  assert.deepEqual([several.start, several.queued, several.parts.length], [true, true, 2]);
  const one = newImport({ ...draft, start: false, parts: [part] }, importConnection);
  assert.deepEqual([one.start, one.queued], [false, false]);
});

test('after a trial the rest waits for a decision', () => {
  const [part] = anImport().parts;
  assert.ok(part);
  const tried = newImport({ ...draft, trialRows: 10, parts: [part, part] }, importConnection);
  assert.deepEqual([tried.trial, tried.start, tried.queued], ['undecided', true, true]);
  assert.equal(newImport({ ...draft, parts: [part, part] }, importConnection).trial, undefined);
});

test('unsaved changes are an error with a message', () => {
  assert.throws(() => newImport({ ...draft, checked }, importConnection), {
    message: 'users.csv has unsaved changes. Save it and create the import again.',
  });
});

test('a removed connection is an error with a message', () => {
  assert.throws(() => newImport({ ...draft, checked: { ...checked, sha256: 'abc' } }, undefined), {
    message: 'The connection was removed. Add it and create the import again.',
  });
});

test('a job is started through the chosen connection, without an upload', () => {
  const dev = profileConnection('dev', 'us-east-1');
  const created = job('import-1', { status: 'Created' });
  const fresh = newStart(created, dev, 'customers', undefined);
  assert.deepEqual(
    [fresh.connection, fresh.start, fresh.parts],
    [dev, true, [{ rows: 0, stage: 'uploaded', jobId: 'import-1' }]],
  );
  const [part] = anImport().parts;
  assert.ok(part);
  const failed = anImport({ start: false, parts: [{ ...part, stage: 'created', jobId: 'import-1' }] });
  const known = startKnown(failed, dev);
  assert.deepEqual(known, {
    ...failed,
    connection: dev,
    start: true,
    parts: [{ ...part, stage: 'uploaded', jobId: 'import-1' }],
  });
});
