// Texts about users who must still reset, and the plan of sending codes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobRef } from '../../../../src/domain/jobs/job.ts';
import { resetNouns, resetWords, type ResetPlan } from '../../../../src/ui/users/followUp/resetWords.ts';
import { mustResetWords } from '../../../../src/ui/users/mustResetWords.ts';
import {
  countMustReset,
  keepUsersStatus,
  usersStatus,
  type UsersStatus,
} from '../../../../src/ui/users/usersStatus.ts';
import { MemoryMemento } from '../../../support/vscode/memento.ts';

const status: UsersStatus = {
  at: 1,
  imported: 1_305,
  statuses: { CONFIRMED: 100, FORCE_CHANGE_PASSWORD: 2, RESET_REQUIRED: 1_200 },
};

test('the summary counts users who must still reset by status, other users, and missing users', () => {
  assert.equal(
    mustResetWords.summary('nightly', status, 'en-US'),
    '1,202 of the 1,302 users of nightly must still reset the password: 1,200 RESET_REQUIRED, 2 FORCE_CHANGE_PASSWORD. The others: 100 CONFIRMED. 3 imported users are gone or were created anew.',
  );
  assert.equal(
    mustResetWords.summary('nightly', { ...status, imported: 5, statuses: { CONFIRMED: 5 } }, 'en-US'),
    'None of the 5 users of nightly must still reset the password (5 CONFIRMED).',
  );
  assert.equal(
    mustResetWords.summary('nightly', { ...status, imported: 2, statuses: {} }, 'en-US'),
    'None of the 0 users of nightly must still reset the password. 2 imported users are gone or were created anew.',
  );
});

test('the last counts of the most recent 200 jobs are kept', async () => {
  const state = new MemoryMemento();
  const ref = (jobId: string): JobRef => ({ connectionId: 'profile x', userPoolId: 'us-east-1_A', jobId });
  assert.equal(usersStatus(state, ref('import-1')), undefined);
  for (let job = 0; job < 201; job++)
    await keepUsersStatus(state, ref(`import-${job}`), { ...status, at: job });
  assert.equal(usersStatus(state, ref('import-0')), undefined);
  const kept = usersStatus(state, ref('import-200'));
  assert.deepEqual(kept, { ...status, at: 200 });
  assert.equal(countMustReset(kept), 1_202);
  await state.update('usersStatus', { broken: 1 });
  assert.equal(usersStatus(state, ref('broken')), undefined);
});

const plan: ResetPlan = {
  users: 120,
  imported: 130,
  kept: new Map([
    ['noContact', 1],
    ['resetNot', 9],
  ]),
  sent: { email: 118, phone_number: 2 },
  ownEmail: true,
  seconds: 8.4,
};

test('the plan has costs and limits of the codes, and the users who get none', () => {
  const text = resetWords.plan(plan, 'en-US');
  assert.match(
    text,
    /^120 of the 130 users .* takes about 8 s where no limit stops it: 118 e-mails, 2 text messages\./,
  );
  assert.match(
    text,
    /Cognito’s own e-mail: 50 a day for all user pools of the account, so this takes 3 days\./,
  );
  assert.match(text, /SMS spending limit/);
  assert.match(text, /monthly active user \(MAU\), which is billed/);
  assert.match(text, /Left alone:\n• 9: the user need not reset the password\n• 1: the user has no verified/);
  const ses = resetWords.plan(
    { ...plan, kept: new Map(), sent: { email: 7, phone_number: 0 }, ownEmail: false },
    'en-US',
  );
  assert.match(ses, /Amazon SES: the sending quota/);
  assert.doesNotMatch(ses, /SMS|50 a day|Left alone/);
  const few = resetWords.plan({ ...plan, sent: { email: 3, phone_number: 0 } }, 'en-US');
  assert.match(few, /50 a day for all user pools of the account\. When/);
});

test('if no user gets a code, the text says why', () => {
  assert.equal(
    resetWords.nothing('nightly', new Map([['resetNot', 1_000]]), 'en-US'),
    'No user of nightly is sent a code: the user need not reset the password (1,000).',
  );
  assert.match(resetWords.adminOnly('club'), /^club lets only administrators reset passwords/);
  assert.equal(
    resetNouns.finished('nightly', 1, 2, 'en-US'),
    '1 user of nightly was sent a code to reset the password, 2 left alone.',
  );
});
