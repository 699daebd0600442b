// Plans in every state that their page can show, made from small files by the product's own code.
import { join } from 'node:path';
import { planSource } from '../../../src/files/sources/planSource.ts';
import { detect, type Source } from '../../../src/files/sources/source.ts';
import type { Candidate } from '../../../src/sources/read/detect.ts';
import type { PlanSnapshot, PlanToPage } from '../../../src/protocol/plan.ts';
import { planFileNames } from '../../../src/ui/csv/plan/planFiles.ts';
import { planSnapshot } from '../../../src/ui/csv/plan/planSnapshot.ts';
import { withFilter, type PlanState } from '../../../src/ui/csv/plan/planState.ts';
import { root } from '../../support/paths.ts';
import { columns, pool } from '../../unit/csv/pools.ts';
import { hostile } from './pageStates.ts';

const schema = pool({ csvHeader: [...columns, 'nickname', 'password_hash'] });

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';
const django = 'pbkdf2_sha256$260000$salt$8Ua2G1HvUvlwpDy4V4D7DtLCzRyi4Ytm6cFYYpXj6sY=';

/** Users of an invented application in JSON, with every kind of finding that a plan reports. */
function users(): readonly object[] {
  const good = (index: number) => ({
    id: `u-${index}`,
    username: `user${index}`,
    email: `user${index}@example.com`,
    email_verified: true,
    profile: { firstName: 'Ann', shelf: index },
    password_hash: index % 3 === 0 ? bcrypt : index % 3 === 1 ? django : undefined,
  });
  return [
    ...Array.from({ length: 1_280 }, (_, index) => good(index)),
    { ...good(2_000), email_verified: false },
    { ...good(2_001), username: 'user1' },
    { ...good(2_002), phone_number: '030 1234567', birthdate: '3/4/85' },
    { ...good(2_003), phone_number: 'ask Bob', birthdate: '5/6/1985', blocked: true },
    { ...good(2_004), password_hash: '$P$B12345678901234567890123456789.' },
  ];
}

async function planState(records: readonly object[]): Promise<PlanState> {
  const source = { text: JSON.stringify(records) };
  return stateOf(source, detect(source).at(-1));
}

async function stateOf(source: Source, candidate: Candidate | undefined): Promise<PlanState> {
  if (!candidate) throw new Error('No format was found.');
  const choice = { format: candidate.format, shape: candidate.shape };
  const input = { source, choice, columns: [], now: 0 };
  const planned = await planSource({ ...input, schema });
  return { input, schema, planned, decisions: planned.decisions, firstColumns: candidate.columns };
}

function message(state: PlanState, change: Partial<PlanSnapshot> = {}): PlanToPage {
  const setting = {
    fileName: 'members.json',
    formatName: 'Other',
    poolName: 'customers-eu',
    place: [
      { label: 'Account', value: '123456789012' },
      { label: 'Region', value: 'eu-central-1' },
      { label: 'Profile', value: 'prod-admin' },
    ],
    fileNames: state.planned ? planFileNames('members-cognito.csv', state.planned.plan) : [],
    busy: false,
    locale: 'en',
  };
  return { type: 'plan', snapshot: { ...planSnapshot(state, setting), ...change } };
}

/** By name; undefined is the page before the host's first message. */
export async function planStates(): Promise<Readonly<Record<string, PlanToPage | undefined>>> {
  const full = await planState(users());
  const simple = await planState(
    users()
      .slice(0, 40)
      .map((user) => ({ ...user, profile: undefined })),
  );
  const filtered = withFilter(withFilter(full, 'verifiedOnly', true), 'emptyBadValues', false);
  const rails = { path: join(root, 'test/cases/sources/devise-users.csv') };
  const evil = { [hostile]: hostile, username: 'a', email: 'a@b.c', email_verified: true };
  return {
    reading: undefined,
    halfRead: { type: 'reading', share: 0.41, percent: '41%' },
    full: message(full),
    simple: message(simple),
    filtered: message(filtered),
    busy: message(full, { busy: true, canWrite: false }),
    busyHalfRead: { type: 'reading', share: 0.41, percent: '41%' },
    failed: message(full, { failure: 'members.json: the file no longer exists.', canWrite: false }),
    one: message(await planState(users().slice(0, 1))),
    dates: message(
      await planState(
        users()
          .slice(0, 4)
          .map((user) => ({ ...user, birthdate: '02/01/1985' })),
      ),
    ),
    devise: message(await stateOf(rails, detect(rails)[0])),
    nobody: message(await planState([{ email: 'a@b.c' }])),
    hostile: message(await planState([evil, evil]), {
      title: hostile,
      warnings: [hostile],
      failure: hostile,
    }),
  };
}
