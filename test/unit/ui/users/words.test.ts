// Texts about comparing, undoing and other follow-ups, and the count of existing rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWords, durationWords, type Compared } from '../../../../src/ui/users/compareWords.ts';
import { Existing } from '../../../../src/ui/users/existing.ts';
import { reportMarkdown, type ImportReport } from '../../../../src/ui/users/report/reportText.ts';
import { subMapWords } from '../../../../src/ui/users/reportWords.ts';
import { followUpWords, resultText } from '../../../../src/ui/users/followUp/followUpWords.ts';
import { groupWords, type GroupPlan } from '../../../../src/ui/users/followUp/groupWords.ts';
import { undoNouns, undoWords, type UndoPlan } from '../../../../src/ui/users/followUp/undoWords.ts';

const compared: Compared = {
  name: 'users.csv',
  poolName: 'club',
  rows: 1_200,
  existing: 0,
  aliasTaken: 0,
  nameless: 0,
};

test('the summary of a comparison has one sentence per fact', () => {
  const say = (change: Partial<Compared>): string =>
    compareWords.summary({ ...compared, ...change }, 'en-US');
  assert.equal(say({}), 'None of the 1,200 users of users.csv exists in club.');
  assert.equal(
    say({ existing: 1 }),
    'Of the 1,200 users of users.csv, 1 exists in club and would be skipped. 1,199 are new.',
  );
  assert.equal(
    say({ existing: 1_200 }),
    'Every user of users.csv exists in club: an import would skip all 1,200 rows.',
  );
  assert.match(
    say({ aliasTaken: 2 }),
    / 2 new users have an address, number or name that somebody else signs in with\.$/,
  );
  assert.match(say({ nameless: 1 }), / 1 row does not say who it is\.$/);
});

test('durations are in seconds below 90 s, and in minutes above', () => {
  assert.deepEqual([0.2, 41.4, 89, 90, 7_200].map(durationWords), [
    'about 1 s',
    'about 41 s',
    'about 89 s',
    'about 2 min',
    'about 120 min',
  ]);
});

const plan: UndoPlan = {
  users: 2,
  imported: 5,
  kept: new Map([
    ['gone', 1],
    ['changed', 2],
  ]),
  unlogged: 3,
  signIns: 'unknown',
  seconds: 3,
};

test('the plan of an undo has the deleted users, the kept users with reasons, and what is unknown', () => {
  const text = undoWords.plan(plan, 'en-US');
  assert.match(text, /^2 of the 5 users that this job imported will be deleted, which takes about 3 s\./);
  assert.match(
    text,
    /Users that stay:\n• 2: the user was changed since\n• 1: there is no such user any more\n/,
  );
  assert.match(text, /3 users that the log of the job does not name stay too\./);
  assert.match(text, /The service does not tell whether somebody has signed in since/);
  const certain = undoWords.plan({ ...plan, kept: new Map(), unlogged: 0, signIns: 'seen' }, 'en-US');
  assert.doesNotMatch(certain, /Users that stay:|says nothing|does not tell/);
});

test('the report names lines instead of users, and escapes names', () => {
  const text = resultText(
    {
      job: { jobName: 'a|b\n# c', jobId: 'import-1', userPoolId: 'us-east-1_A' },
      poolName: 'club',
      accountId: '111122223333',
      region: 'us-east-1',
      at: new Date(0),
      nouns: undoNouns,
      done: 7,
      planned: new Map([['gone', 1]]),
      others: [{ reason: 'it | broke', count: 3, lines: [2, 9] }],
    },
    'en-US',
  );
  assert.match(text, /^# Undo Import: a\\\|b # c\n/);
  assert.match(text, /\| there is no such user any more \| 1 \|/);
  assert.match(text, /\| it \\\| broke \| 3 \| 2, 9, … \|/);
  assert.doesNotMatch(text, /Nobody was left alone/);
});

test('a row counts as one existing user, even if other users have its address', () => {
  const existing = new Existing();
  const user = (username: string, created: number) => ({
    username,
    created,
    modified: created,
    enabled: true,
    status: 'CONFIRMED',
    attributes: {},
  });
  existing.add({ line: 5, by: 'alias', user: user('x', 5) });
  existing.add({ line: 3, by: 'alias', user: user('y', 3) });
  existing.add({ line: 3, by: 'name', user: user('z', 4) });
  existing.add({ line: 3, by: 'alias', user: user('w', 6) });
  existing.add({ line: 9, by: 'name', user: user('v', 9) });
  assert.deepEqual([existing.count, existing.aliasTaken], [2, 1]);
  assert.ok(existing.has(3) && !existing.has(5));
  assert.deepEqual(
    existing.first(2).map(({ line, by, since }) => `${line} ${by} ${since}`),
    ['3 name 4', '5 alias 5'],
  );
});

test('the import report has the job, its rows and follow-ups, and no values of rows', () => {
  const report: ImportReport = {
    savedAt: '2026-01-01T00:00:00.000Z',
    savedBy: 'arn:aws:iam::111122223333:user/me',
    importedBy: 'arn:aws:iam::111122223333:user/ann',
    source: 'service',
    cellValues: 'none',
    place: { userPool: 'club', account: '111122223333', region: 'us-east-1', profile: 'dev' },
    job: { JobName: 'nightly|x', ImportedUsers: '2' },
    csv: { name: 'users.csv', bytes: 10, sha256: 'abc', isProven: false, part: { firstLine: 7, rows: 3 } },
    numbering: { isCertain: true, text: 'The numbers are lines.' },
    loggedRows: 32,
    reasons: [
      {
        outcome: 'FAILED',
        reason: 'No e-mail.',
        count: 30,
        lines: Array.from({ length: 30 }, (_, n) => n + 2),
      },
      { outcome: 'SUCCEEDED', reason: 'The import succeeded.', count: 2, lines: [] },
    ],
    followUps: [
      {
        kind: 'undo',
        begunAt: '2026-01-02',
        rows: 2,
        isFinished: false,
        outcomes: { done: 1, kept: 0, failed: 0 },
      },
    ],
  };
  const text = reportMarkdown(report, 'en-US');
  assert.match(text, /^# Import nightly\\\|x\n/);
  assert.match(
    text,
    /^- Imported by: .*user\/ann\n- Report saved: .* by .*user\/me\n- Values of rows: none$/m,
  );
  assert.match(text, /SHA-256 abc \(located by hand\)\n- Part of it: 3 rows from line 7\n/);
  assert.match(text, /\| FAILED \| No e-mail\. \| 30 \| 2, 3, .*21, … \|/);
  assert.match(text, /\| Undo Import \| 2026-01-02 \| no \| 1 \| 0 \| 0 \|/);
  assert.doesNotMatch(reportMarkdown({ ...report, followUps: [] }, 'en-US'), /Done afterwards/);
  assert.match(
    reportMarkdown({ ...report, cellValues: 'usernames' }, 'en-US'),
    /^- Values of rows: usernames, in the file that ends in \.rows\.ndjson$/m,
  );
});

test('a report from the history says so and why, and names what is unknown', () => {
  const report: ImportReport = {
    savedAt: '2026-01-01T00:00:00.000Z',
    source: 'history',
    why: 'The user pool does not exist any more.',
    cellValues: 'none',
    place: { userPool: 'club', account: '111122223333', region: 'us-east-1', profile: 'dev' },
    job: { JobName: 'nightly' },
    loggedRows: 0,
    reasons: [],
    followUps: [],
  };
  const text = reportMarkdown(report, 'en-US');
  assert.match(
    text,
    /^- Imported by: not known on this machine\n- Report saved: 2026-01-01T00:00:00\.000Z\n/m,
  );
  assert.match(
    text,
    /as it was last seen\. AWS did not give it now: The user pool does not exist any more\.\n/,
  );
  assert.match(text, /The reasons are not known: the log of the job was not read while it was there\./);
});

test('the message about a sub map counts users who are left out, with reasons', () => {
  const done = { name: 'users-subs.csv', users: 1_000, withSourceId: 0, missing: 0, others: 0, odd: 0 };
  assert.equal(subMapWords.done(done, 'en-US'), 'The subs of 1,000 users are in users-subs.csv.');
  assert.match(
    subMapWords.done({ ...done, withSourceId: 7, missing: 1, others: 2, odd: 1 }, 'en-US'),
    /7 have the id of the source beside it\. 1 imported user does not exist any more\. 2 users are left out: .* 1 user has a sub that is no UUID\.$/,
  );
});

test('the texts about an interrupted pass have its progress, and explain continuing', () => {
  const progress = { finished: 20, total: 1_020 };
  assert.equal(
    followUpWords.resumeDetail(undoNouns, progress, 'en-US'),
    '20 of 1,020 users have been looked at; those who were deleted stay deleted. Each of the 1,000 others is looked at again right before it is deleted. Deleted users cannot be brought back.',
  );
  assert.equal(
    followUpWords.paused(undoNouns, 'nightly', progress, 'en-US'),
    'The undo of nightly is paused: 20 of 1,020 users have been looked at.',
  );
  assert.equal(
    followUpWords.rests(undoNouns, 'AWS does not answer.', progress, 'en-US'),
    'AWS does not answer. 20 of 1,020 users have been looked at. To go on later, run Undo Import… again.',
  );
});

test('the plan of groups has new groups and disabled users, and escapes names', () => {
  const groups: GroupPlan = {
    name: 'users.after.csv',
    rows: 3,
    groups: Array.from(
      { length: 12 },
      (_, index) => [index === 0 ? 'a](b' : `g${index}`, index + 1] as const,
    ),
    missing: ['g1', 'g2'],
    disabled: 1,
    unreadable: 2,
    kept: new Map([['gone', 4]]),
    seconds: 7,
  };
  const text = groupWords.plan(groups, 'en-US');
  assert.match(
    text,
    /^From users\.after\.csv, to 3 users of this job\. It takes about 7 s\.\n\n78 memberships of 12 groups:\n/,
  );
  assert.match(text, /• a\]\u200b\(b: 1 user\n• g1: 2 users \(will be created\)\n/);
  assert.match(text, /• … and 2 more groups\n\n2 groups do not exist and will be created, without a role\./);
  assert.match(
    text,
    /1 user will be disabled .*\n\nThe groups of 2 rows cannot be read .*\n\nLeft alone:\n• 4: there is no such user/,
  );
});
