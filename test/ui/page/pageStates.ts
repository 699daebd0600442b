// Jobs in every state that the panel can show, at one fixed time, for the page's tests and for visual checks.
import type { PanelSnapshot, CounterSample, ToPage } from '../../../src/protocol/panel.ts';
import { afterStates } from './pageAfter.ts';
import { results, resultStates } from './pageResults.ts';

/** The time at which every state is shown: 14:03:11 on a Sunday in Berlin. */
export const now = Date.UTC(2026, 10, 22, 13, 3, 11);
const minute = 60_000;

/** Counter samples at equal intervals from `start` to `end` that grow up to the given counts. */
function course(start: number, end: number, readings: number, counts: readonly number[]): CounterSample[] {
  return Array.from({ length: readings }, (_, index) => {
    const share = readings === 1 ? 1 : index / (readings - 1);
    const bent = share * (0.9 + 0.1 * Math.sin(share * 9)) + 0.1 * share * (1 - Math.sin(9));
    const [imported = 0, skipped = 0, failed = 0] = counts.map((count) =>
      Math.round(count * Math.min(1, bent)),
    );
    return [Math.round(start + (end - start) * share), imported, skipped, failed];
  });
}

const running: PanelSnapshot = {
  jobName: 'nightly-import',
  status: 'InProgress',
  tone: 'running',
  explanation: 'Amazon Cognito is importing the users of the CSV file, one by one.',
  importedUsers: 11_204,
  skippedUsers: 1_310,
  failedUsers: 642,
  creationDate: now - 26 * minute,
  startDate: now - 7 * minute,
  nextSteps: [],
  place: [
    { label: 'User pool', value: 'customers-eu' },
    { label: 'Profile', value: 'prod-admin' },
    { label: 'Region', value: 'eu-central-1' },
    { label: 'Account', value: '123456789012' },
  ],
  fields: [
    { name: 'JobName', value: 'nightly-import', copyable: true },
    { name: 'JobId', value: 'import-qQ0DCt2fRh', copyable: true },
    { name: 'UserPoolId', value: 'eu-central-1_Gk3Fq8LmP', copyable: true },
    { name: 'CreationDate', value: '2026-11-22T12:37:11.000Z', copyable: true },
    { name: 'StartDate', value: '2026-11-22T12:56:11.000Z', copyable: true },
    { name: 'Status', value: 'InProgress', copyable: true },
    {
      name: 'CloudWatchLogsRoleArn',
      value: 'arn:aws:iam::123456789012:role/service-role/Cognito-UserImport-Role',
      copyable: true,
    },
    { name: 'ImportedUsers', value: '11204', copyable: true },
    { name: 'SkippedUsers', value: '1310', copyable: true },
    { name: 'FailedUsers', value: '642', copyable: true },
  ],
  upload: { state: 'expired', expiresAt: now - 11 * minute },
  samples: course(now - 7 * minute, now, 85, [11_204, 1_310, 642]),
  canStop: true,
  canStart: false,
  now,
  refreshing: false,
  locale: 'en',
};

/** The running job with changes, and without the members in `unset`. */
export function snapshot(
  changes: Partial<PanelSnapshot> = {},
  unset: readonly (keyof PanelSnapshot)[] = [],
): PanelSnapshot {
  const kept = Object.entries(running).filter(([name]) => !unset.includes(name as keyof PanelSnapshot));
  const whole = { ...(Object.fromEntries(kept) as unknown as PanelSnapshot), ...changes };
  const fields = whole.fields.map((field) =>
    field.name === 'Status' ? { ...field, value: whole.status } : field,
  );
  return { ...whole, fields };
}

const none = { importedUsers: 0, skippedUsers: 0, failedUsers: 0, samples: [] };
const over = { canStop: false, completionDate: now - 2 * minute };

function ended<T>(all: Readonly<Record<string, T>>, changes: (shown: T) => Partial<PanelSnapshot>) {
  const each = Object.entries(all).map(([name, shown]) => [name, snapshot({ ...over, ...changes(shown) })]);
  return Object.fromEntries(each) as Record<string, PanelSnapshot>;
}

const created = snapshot(
  {
    ...none,
    status: 'Created',
    tone: 'waiting',
    explanation: 'The job exists but has not been started. It expires 24 to 48 hours after it was created.',
    nextSteps: ['Upload the CSV file with the upload command, then start the job.'],
    upload: { state: 'valid', expiresAt: now + 12.5 * minute },
    canStop: false,
    canStart: true,
  },
  ['startDate'],
);

const snapshots: Readonly<Record<string, PanelSnapshot>> = {
  created,
  createdUrlExpired: { ...created, upload: { state: 'expired', expiresAt: now - minute } },
  pending: snapshot({
    ...none,
    status: 'Pending',
    tone: 'waiting',
    explanation: 'The job has been started and waits for Amazon Cognito to begin importing.',
    startDate: now - 8_000,
  }),
  running: snapshot(),
  runningFirstReading: snapshot({ samples: course(now, now, 1, [11_204, 1_310, 642]) }, ['startDate']),
  runningTwoReadings: snapshot(
    {
      samples: [
        [now - 5_000, 11_050, 1_301, 640],
        [now, 11_204, 1_310, 642],
      ],
    },
    ['startDate'],
  ),
  runningLong: snapshot({
    importedUsers: 431_204,
    skippedUsers: 12_310,
    failedUsers: 642,
    totalRows: 500_000,
    startDate: now - 3.7 * 60 * minute,
    samples: course(now - 3.7 * 60 * minute, now, 300, [431_204, 12_310, 642]),
  }),
  refreshing: snapshot({ refreshing: true }),
  stale: snapshot({
    stale: { since: now - 3 * minute, reason: 'Amazon Cognito cannot be reached: connection refused.' },
  }),
  stopping: snapshot({
    status: 'Stopping',
    tone: 'stopping',
    explanation: 'Stopping. Cognito finishes the rows in progress first.',
    canStop: false,
  }),
  stopped: snapshot({
    ...over,
    status: 'Stopped',
    tone: 'neutral',
    explanation: 'The job was stopped. Users imported before that remain; the job cannot be started again.',
    completionMessage: 'The Import Job was stopped by the developer.',
    nextSteps: [
      'To import the rest, create a new job: rows that are already users will be skipped.',
      '642 rows failed: the reasons are below. Export Failed Rows… writes them to a CSV to fix, Retry Failed Rows… imports it.',
    ],
    samples: course(now - 7 * minute, now - 2 * minute, 61, [11_204, 1_310, 642]),
  }),
  ...ended(resultStates, (shown) => ({ results: shown })),
  ...ended(afterStates(now), (after) => ({ status: 'Succeeded', tone: 'good', after })),
  failed: snapshot({
    ...over,
    status: 'Failed',
    tone: 'bad',
    explanation:
      'The job failed. Failed does not mean that nothing was imported: the users counted below are in the pool.',
    completionMessage: 'Too many users have failed or been skipped during the import.',
    nextSteps: [
      '642 rows failed: the reasons are below. Export Failed Rows… writes them to a CSV to fix, Retry Failed Rows… imports it.',
      '1,310 rows were skipped because the user already exists. Existing users are never changed by an import.',
    ],
    samples: course(now - 7 * minute, now - 2 * minute, 12, [11_204, 1_310, 642]),
  }),
  succeededNeverSeenRunning: snapshot({
    ...over,
    status: 'Succeeded',
    tone: 'good',
    explanation: 'The job is complete, but not every row became a user.',
    completionMessage: 'Import Job Completed Successfully.',
    samples: course(now - 7 * minute, now - 2 * minute, 2, [11_204, 1_310, 642]),
  }),
  expired: snapshot(
    {
      ...none,
      canStop: false,
      status: 'Expired',
      tone: 'neutral',
      explanation: 'The job was not started in time. Its data was deleted and it cannot be started any more.',
      nextSteps: ['Create a new import job and start it within 24 hours.'],
      creationDate: now - 3 * 24 * 60 * minute,
    },
    ['startDate'],
  ),
  sparse: snapshot(
    { ...none, status: 'Rehearsing', tone: 'neutral', explanation: 'A status this version does not know.' },
    ['creationDate', 'startDate'],
  ),
};

/** Text that must be shown unchanged: markup, templates, quotes, both directions, and a long part without a place to break. */
export const hostile =
  '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>${window.hacked=1}{{1}} `"\'&amp; ' +
  'אבג \u202e<b>evod</b> \u0645\u0631\u062d\u0628\u0627 ' +
  '🧑‍🚀'.repeat(40) +
  'x'.repeat(200);

const hostileSnapshot = snapshot({
  jobName: hostile,
  status: hostile,
  explanation: hostile,
  completionMessage: hostile,
  nextSteps: [hostile, '🎉'.repeat(128)],
  place: [{ label: hostile, value: hostile }],
  fields: [{ name: hostile, value: hostile, copyable: true }],
  stale: { since: now, reason: hostile },
  results: {
    ...results,
    note: hostile,
    groups: [{ outcome: 'failed', reason: hostile, count: 1, lines: [2] }],
    csv: hostile,
    csvNote: hostile,
  },
  after: {
    actions: [
      {
        type: 'applyGroups',
        icon: 'person',
        label: 'Apply Groups and Disabled State…',
        purpose: hostile,
      },
    ],
    missing: { text: hostile, remedy: { type: 'locateCsv', icon: 'search', label: 'Locate CSV…' } },
  },
  locale: 'no such locale',
});

/** The host's message for each state, by name; `loading` is before the first message. */
export const states: Readonly<Record<string, ToPage | undefined>> = {
  loading: undefined,
  unavailable: {
    type: 'unavailable',
    jobName: 'nightly-import',
    reason: 'The security token included in the request is expired. Sign in again with “aws sso login”.',
    canRetry: true,
  },
  resting: { type: 'resting', jobName: 'nightly-import' },
  gone: {
    type: 'unavailable',
    jobName: 'nightly-import',
    reason: 'The connection was removed.',
    canRetry: false,
  },
  ...Object.fromEntries(
    Object.entries({ ...snapshots, hostile: hostileSnapshot }).map(([name, shown]) => [
      name,
      { type: 'snapshot', snapshot: shown } as const,
    ]),
  ),
};
