// Moves a pool through the real SDK: exported with its groups and disabled users, imported into another pool, with equal contents.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { toImportSchema } from '../../../src/csv/schema.ts';
import { validateText } from '../../../src/csv/validate/validate.ts';
import { rules } from '../../../src/csv/validate/rules.ts';
import { applyAction, type ApplyRow } from '../../../src/domain/users/applyGroups.ts';
import { listPool } from '../../../src/domain/users/exportPool.ts';
import { writeApplyPlan } from '../../../src/files/csv/applyPlan.ts';
import { writeUserKeys } from '../../../src/files/csv/userKeys.ts';
import { LineWriter } from '../../../src/files/csv/textFile.ts';
import { ExportDraft, membersPath, usersPath } from '../../../src/files/exports/exportDraft.ts';
import { writeExport } from '../../../src/files/exports/writeExport.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { poolWorld } from '../support/poolWorld.ts';
import { failureOf, noAbort } from '../support/world.ts';

const { world, gateway, deny } = await poolWorld();
const { control } = world.emulator;
const temporary = temporaryFolder('move');
after(() => temporary.remove());

const spec = {
  caseSensitive: false,
  schema: [{ Name: 'plan', AttributeDataType: 'String' as const }],
  autoVerifiedAttributes: ['email', 'phone_number'] as const,
};

function filledPool(users: number) {
  const pool = control.createPool({ ...spec, name: 'old' });
  for (let user = 0; user < users; user++) {
    const added = pool.addUser({
      username: `user${user}`,
      sub: `00000000-0000-4000-8000-${String(user).padStart(12, '0')}`,
      columns: ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'name', 'custom:plan'],
      values: [
        `u${user}@example.com`,
        String(user % 3 !== 0),
        `+1234555${1000 + user}`,
        'true',
        `Roe, ${user}`,
        'gold',
      ],
      created: Date.UTC(2026, 0, 2),
      status: 'CONFIRMED',
    });
    added.enabled = user % 10 !== 0;
  }
  const all = [...pool.users()];
  for (const [name, every] of [
    ['admins', 50],
    ['staff', 2],
  ] as const)
    pool.groups.set(name, {
      ...{ name, description: undefined, precedence: undefined, roleArn: undefined, created: 0 },
      members: new Set(all.filter((_, index) => index % every === 0)),
    });
  return pool;
}

type Pool = ReturnType<typeof filledPool>;

/** Users by username, with everything that a move must keep. */
async function contentsOf(pool: Pool) {
  const draft = await listed(pool);
  const groups = new Map<string, string[]>();
  for (const [name, { members }] of pool.groups)
    for (const { username } of members) groups.set(username, [...(groups.get(username) ?? []), name].sort());
  const users: Record<string, unknown> = {};
  for await (const page of draft.draft.pages())
    for (const { username, enabled, attributes } of page) {
      const { sub: _sub, ...kept } = attributes;
      users[username] = { ...kept, enabled, groups: groups.get(username) ?? [] };
    }
  return users;
}

async function listed(pool: Pool) {
  const folder = mkdtempSync(join(temporary.path, 'list-'));
  const draft = await ExportDraft.open(folder);
  await listPool({
    users: gateway.users,
    userPoolId: pool.id,
    draft,
    clock: systemClock,
    signal: noAbort,
    onProgress: () => undefined,
    onStartAgain: () => assert.fail('The export started again.'),
  });
  await draft.close();
  return { folder, draft };
}

async function exported(pool: Pool) {
  const { folder } = await listed(pool);
  const schema = toImportSchema(
    await gateway.imports.describeUserPool(pool.id, noAbort),
    await gateway.imports.getCsvHeader(pool.id, noAbort),
  );
  const paths = {
    target: join(folder, 'u.csv'),
    after: join(folder, 'u.after.csv'),
    leftOut: join(folder, 'l.csv'),
  };
  const request = {
    users: usersPath(folder),
    members: membersPath(folder),
    schema,
    userPoolId: pool.id,
    ...paths,
  };
  return { folder, schema, ...paths, written: await writeExport(request) };
}

describe('a pool that is moved', () => {
  test('has the same users, attributes, groups and disabled users as before', async () => {
    const old = filledPool(150);
    const { folder, schema, target, after: kept, written } = await exported(old);
    assert.deepEqual([written.users, written.leftOut], [150, []]);
    const csv = readFileSync(target, 'utf8');
    const broken = validateText(csv, schema).summary.counts.filter(
      ({ rule }) => rules[rule].severity === 'error',
    );
    assert.deepEqual(broken, []);

    const young = control.createPool({ ...spec, name: 'new' });
    const job = control.startImport({ userPoolId: young.id, jobName: 'move', csv });
    control.finishJob(young.id, job.id);

    const keys = join(folder, 'keys');
    writeUserKeys({ path: target, rules: schema, target: keys });
    const found = new LineWriter(join(folder, 'found'));
    for (const line of readFileSync(keys, 'utf8').trim().split('\n')) {
      const row = JSON.parse(line) as { line: number; username: string };
      const user = await gateway.users.getUser(young.id, row.username, noAbort);
      found.write(JSON.stringify({ line: row.line, username: user?.username, sub: user?.attributes['sub'] }));
    }
    found.end();
    const plan = { keys, found: join(folder, 'found'), after: kept, target: join(folder, 'apply') };
    const { groups } = await writeApplyPlan(plan);
    for (const [group] of groups) await gateway.users.createGroup(young.id, group, noAbort);
    const act = applyAction(gateway.users, young.id);
    const tools = { begun: undefined, begin: () => Promise.resolve(), signal: noAbort };
    for (const line of readFileSync(plan.target, 'utf8').trim().split('\n'))
      assert.equal((await act(JSON.parse(line) as ApplyRow, tools)).outcome, 'done');
    assert.deepEqual(await contentsOf(young), await contentsOf(old));
  });

  test('is not exported without the permissions; the missing one is named', async () => {
    const pool = filledPool(20);
    for (const action of ['ListUsers', 'ListGroups', 'ListUsersInGroup']) {
      deny(`cognito-idp:${action}`);
      const { kind, message } = await failureOf(listed(pool));
      assert.deepEqual([kind, message.includes(`cognito-idp:${action}`)], ['denied', true]);
    }
    deny();
  });
});

test('groups come with their precedence, description and role, and their members page by page', async () => {
  const pool = filledPool(150);
  const group = pool.groups.get('staff');
  assert.ok(group);
  const roleArn = 'arn:aws:iam::111122223333:role/staff';
  pool.groups.set('staff', { ...group, description: 'Who works here', precedence: 3, roleArn });
  assert.deepEqual(await gateway.users.listGroups(pool.id, undefined, noAbort), {
    items: [{ name: 'admins' }, { name: 'staff', description: 'Who works here', precedence: 3, roleArn }],
  });
  const first = await gateway.users.usersInGroup(pool.id, 'staff', undefined, noAbort);
  assert.deepEqual([first.items.length, first.items[1]?.username], [60, 'user2']);
  const second = await gateway.users.usersInGroup(pool.id, 'staff', first.nextToken, noAbort);
  assert.deepEqual([second.items.length, second.nextToken], [15, undefined]);
  const none = await failureOf(gateway.users.usersInGroup(pool.id, 'nothing', undefined, noAbort));
  assert.equal(none.kind, 'notFound');
});
