// Undoes an import through the real SDK, over HTTP, while others change the pool: users changed by others are not deleted.
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { failureOf as failureIn } from '../../../src/domain/connections/failure.ts';
import { runRows } from '../../../src/domain/rows/rowRunner.ts';
import { runOf } from '../../../src/domain/users/importRun.ts';
import {
  recordsSignIns,
  undoAction,
  whyKept,
  type UndoCalls,
  type UndoRow,
} from '../../../src/domain/users/undo.ts';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { RowWindow, storedPass, type StoredPass } from '../../support/worlds/memoryPass.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { poolWorld } from '../support/poolWorld.ts';
import { noAbort } from '../support/world.ts';

const { world, gateway } = await poolWorld();
const { control } = world.emulator;
let pool: UserPool;
let jobId: string;

const csv = (names: readonly string[]): string =>
  ['cognito:username,email,email_verified', ...names.map((name) => `${name},${name}@example.com,TRUE`)].join(
    '\n',
  );
const names = ['ada', 'bob', 'cy', 'dee'];

function importUsers(jobName: string, users: readonly string[]): string {
  const { id } = control.startImport({ userPoolId: pool.id, jobName, csv: csv(users) });
  control.finishJob(pool.id, id);
  control.advance(60_000);
  return id;
}

beforeEach(() => {
  control.configure({ findsBySub: true });
  const settings = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } };
  pool = control.createPool({ name: 'crew', settings });
  jobId = importUsers('crew', names);
});

async function plan(): Promise<StoredPass<UndoRow>> {
  const run = await runOfJob();
  const { items } = await gateway.users.listUsers(pool.id, undefined, noAbort);
  const rows = items.flatMap((user, index) => {
    const { username, created, attributes } = user;
    return whyKept(user, run) ? [] : { line: index + 2, username, sub: attributes['sub'] ?? '', created };
  });
  return storedPass(rows);
}

async function runOfJob() {
  const run = runOf(await gateway.describeUserImportJob(pool.id, jobId, noAbort));
  assert.ok(run);
  return run;
}

/** @param users may change the pool between two calls. */
async function drive(
  stored: StoredPass<UndoRow>,
  window = new RowWindow(),
  users: UndoCalls = gateway.users,
): Promise<void> {
  const description = await gateway.imports.describeUserPool(pool.id, noAbort);
  assert.ok(recordsSignIns(description));
  const action = undoAction(users, pool.id, await runOfJob(), true);
  await runRows(window.open(stored), action, { clock: systemClock, lease: window, signal: window.signal });
}

function deletingBy(deleteUser: UndoCalls['deleteUser']): UndoCalls {
  const { users } = gateway;
  return {
    getUser: (...of) => users.getUser(...of),
    authEvents: (...of) => users.authEvents(...of),
    deleteUser,
  };
}

const left = (): readonly string[] => [...pool.users()].map(({ username }) => username);

function recreate(name: string, change: { readonly created?: number } = {}): void {
  const user = pool.user(name);
  assert.ok(user);
  pool.deleteUser(user);
  pool.addUser({ ...user, sub: `another ${name}`, ...change });
}

const changesByOthers: readonly (readonly [what: string, act: () => void, isThere: boolean])[] = [
  ['signed in', () => control.userSignsIn(pool.id, 'bob'), true],
  [
    'signed in, which only the history shows',
    () => {
      const user = pool.user('bob');
      control.userSignsIn(pool.id, 'bob');
      if (user) Object.assign(user, { status: 'RESET_REQUIRED', modified: user.created });
    },
    true,
  ],
  [
    'changed',
    () => {
      const user = pool.user('bob');
      if (user) user.modified += 60_000;
    },
    true,
  ],
  [
    'deleted by somebody else',
    () => {
      const user = pool.user('bob');
      if (user) pool.deleteUser(user);
    },
    false,
  ],
  ['created anew', () => recreate('bob', { created: (pool.user('bob')?.created ?? 0) + 3_600_000 }), true],
  [
    'created anew by another job',
    () => {
      const user = pool.user('bob');
      if (user) pool.deleteUser(user);
      importUsers('another', ['bob']);
    },
    true,
  ],
];

describe('an undo does not delete a user who was', () => {
  for (const [what, act, isThere] of changesByOthers) {
    const expected = isThere ? ['bob'] : [];
    test(`${what}, before the plan`, async () => {
      act();
      await drive(await plan());
      assert.deepEqual(left(), expected);
    });

    test(`${what}, between the plan and its deletion`, async () => {
      const stored = await plan();
      act();
      await drive(stored);
      assert.deepEqual(left(), expected);
      assert.equal(stored.outcomes[1]?.outcome, 'kept');
    });
  }

  test('created anew between the last read and the deletion', async () => {
    const stored = await plan();
    const users = deletingBy((id, name, signal) => {
      if (name === pool.user('cy')?.sub) recreate('cy');
      return gateway.users.deleteUser(id, name, signal);
    });
    await drive(stored, new RowWindow(), users);
    assert.deepEqual(left(), ['cy']);
    assert.equal(pool.user('cy')?.sub, 'another cy');
  });
});

test('an undo that loses answers and whose windows are killed deletes each user once', async () => {
  const stored = await plan();
  world.emulator.calls.clear();
  let windows = 0;
  for (; stored.outcomes.length < names.length && windows < 20; windows++) {
    const window = new RowWindow();
    const users = deletingBy(async (...of) => {
      const deleted = await gateway.users.deleteUser(...of);
      window.kill();
      return deleted;
    });
    await drive(stored, window, users).catch((error: unknown) =>
      assert.equal(failureIn(error).kind, 'cancelled'),
    );
  }
  assert.ok(windows > names.length);
  assert.deepEqual(left(), []);
  assert.ok(stored.outcomes.every(({ outcome }) => outcome === 'done'));
  assert.equal(world.emulator.calls.count('AdminDeleteUser'), names.length);
});
