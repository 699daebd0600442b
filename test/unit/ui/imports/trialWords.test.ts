// Texts about trial imports and existing users: before the import, while the rest waits, and with the job.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPart, type ImportState } from '../../../../src/domain/imports/import.ts';
import type { KnownStatus } from '../../../../src/domain/jobs/job.ts';
import {
  activityWords,
  failedPartQuestion,
  interruptedWords,
  subject,
  unfinishedWords,
} from '../../../../src/ui/imports/importWords.ts';
import { mayTry, trialRows } from '../../../../src/ui/imports/scope/askTrial.ts';
import { scopeWords } from '../../../../src/ui/imports/scope/scopeWords.ts';
import { trialNotes } from '../../../../src/ui/imports/scope/trialNote.ts';
import { trialWords } from '../../../../src/ui/imports/scope/trialWords.ts';
import { importConnection, trialImport } from '../../../support/worlds/importWorld.ts';

const hours = 3_600_000;

function ended(status: KnownStatus = 'Succeeded', change: Partial<ImportState> = {}): ImportState {
  const result = { status, importedUsers: 8, skippedUsers: 1, failedUsers: 1 };
  return withPart(trialImport(change), 0, { result, stage: 'started', jobId: 'import-0' });
}

test('a trial has fewer rows than the file, and accepts numbers as people type them', () => {
  const typed = ['1', '9', '10', '0', '-1', '2.5', 'ten', '', '1,000', '1 000', "1'000"];
  assert.deepEqual(
    typed.map((text) => trialRows(text, 10)),
    [1, 9, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined],
  );
  assert.deepEqual(
    ['1,000', '1 000', "1'000", '1.000', '10,00', '1000000000'].map((text) => trialRows(text, 5_000)),
    [1_000, 1_000, 1_000, 1_000, undefined, undefined],
  );
  assert.deepEqual([10, 11].map(mayTry), [false, true]);
});

test('the question has counters, reasons and the waiting rows, and later also the age of the trial', () => {
  const reasons = [
    { reason: 'a is missing.', count: 1_200 },
    { reason: 'b', count: 2 },
    { reason: 'c', count: 1 },
    { reason: 'd', count: 1 },
  ];
  assert.equal(
    trialWords.question('users.csv', ended(), reasons, undefined, 'en-US'),
    'The trial of users.csv into customers has ended: 8 imported · 1 skipped · 1 failed. Failed: a is missing (1,200) · b (2) · c (1). The other 10 rows wait for your decision.',
  );
  assert.equal(
    trialWords.question('users.csv', ended('Stopped'), [], '3 hours ago', 'en-US'),
    'The trial of users.csv into customers ended 3 hours ago (Stopped): 8 imported · 1 skipped · 1 failed. The other 10 rows wait for your decision.',
  );
});

test('activities, interruptions and failures name the trial or the rest', () => {
  const creating = { kind: 'creating' } as const;
  const splitting = { kind: 'splitting', share: 0 } as const;
  const accepted = ended('Failed', { trial: 'accepted' });
  assert.deepEqual(
    [
      activityWords(trialImport(), splitting, 0, 'en'),
      activityWords(trialImport(), { ...creating, part: 1 }, 0, 'en'),
      activityWords(accepted, splitting, 0, 'en'),
      activityWords(accepted, { ...creating, part: 2 }, 0, 'en'),
    ],
    [
      'writing the rows of the trial',
      'the trial · creating the job',
      'writing the rest',
      'the rest · creating the job',
    ],
  );
  assert.deepEqual(
    [subject(trialImport()), subject(accepted)],
    ['users.csv, the trial', 'users.csv, the rest'],
  );
  assert.equal(trialWords.part(3, 4), 'part 2 of 3 of the rest');
  assert.match(interruptedWords(trialImport(), hours, 'en'), /was interrupted 1 hour ago at the trial\.$/);
  assert.deepEqual(failedPartQuestion(accepted, 'en'), {
    message: 'The trial of users.csv failed: 8 imported · 1 skipped · 1 failed.',
    goOn: 'Continue',
  });
});

test('the list of unfinished imports distinguishes waiting from interrupted imports', () => {
  assert.equal(
    unfinishedWords([ended(), trialImport()], 24 * hours, 'en'),
    '2 unfinished imports: users.csv into customers (trial ended 1 day ago, 10 rows wait), users.csv into customers (1 day ago)',
  );
});

test("the trial's job has a note while the rest waits", () => {
  const { userPoolId } = trialImport();
  const ref = { connectionId: importConnection.id, userPoolId, jobId: 'import-0' };
  const noteOf = (state: ImportState): string | undefined => {
    const onChange = () => ({ dispose: () => undefined });
    return trialNotes({ all: () => [state], onChange }).of(ref, 'en');
  };
  assert.equal(
    noteOf(ended()),
    'This was a trial: the other 10 rows wait for your decision. Resume Import… asks for it.',
  );
  for (const decided of [
    ended('Succeeded', { trial: 'accepted' }),
    ended('Succeeded', { status: 'finished' }),
  ])
    assert.equal(noteOf(decided), undefined);
});

test('the last question has the number of existing users', () => {
  const say = (existing: number): string => scopeWords.existing({ rows: 1_204, existing }, 'en-US');
  assert.deepEqual([0, 1, 200, 1_204].map(say), [
    'none exists yet',
    '1 exists already and would be skipped',
    '200 exist already and would be skipped',
    'all exist already and would be skipped',
  ]);
});
