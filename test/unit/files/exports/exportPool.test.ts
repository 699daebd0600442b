// Lists a pool for an export: every user and membership once, below half of the quota, even if the window is killed at any page.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { toImportSchema } from '../../../../src/csv/schema.ts';
import { failureOf } from '../../../../src/domain/connections/failure.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import { RateLimiter } from '../../../../src/domain/gateway/rateLimiter.ts';
import { cheaperGroupWay, listPool, type ExportProgress } from '../../../../src/domain/users/exportPool.ts';
import { ExportDraft, membersPath, usersPath } from '../../../../src/files/exports/exportDraft.ts';
import { writeExport } from '../../../../src/files/exports/writeExport.ts';
import { CognitoInProcess } from '../../../support/cognito/cognitoInProcess.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const poolId = 'us-east-1_A';
const folder = temporaryFolder('exports');
after(() => folder.remove());

class ExportWorld {
  readonly clock = new VirtualClock();
  readonly service = new CognitoInProcess(this.clock);
  readonly folder = mkdtempSync(join(folder.path, 'export-'));
  readonly progress: ExportProgress[] = [];
  startedAgain = 0;
  stop = new AbortController();

  constructor(users: number, groups: Readonly<Record<string, readonly number[]>> = {}) {
    this.service.latency = () => [20, 0];
    this.service.addPool(poolId, 'A');
    const pool = this.service.emulated.pool(poolId);
    for (let user = 0; user < users; user++)
      pool.addUser({
        username: `user${user}`,
        sub: this.service.emulated.newSub(),
        columns: ['email', 'email_verified'],
        values: [`user${user}@example.com`, 'true'],
        created: 0,
        status: 'CONFIRMED',
      });
    for (const [name, members] of Object.entries(groups)) {
      const inGroup = members.map((user) => pool.user(`user${user}`)).filter((user) => user !== undefined);
      const group = { name, description: undefined, precedence: undefined, roleArn: undefined, created: 0 };
      pool.groups.set(name, { ...group, members: new Set(inGroup) });
    }
  }

  /** Lists the pages that are not listed yet. */
  async list(): Promise<void> {
    const draft = await ExportDraft.open(this.folder);
    this.stop = new AbortController();
    const listing = listPool({
      users: this.service.connect(new RateLimiter(this.clock), 'rows').users,
      userPoolId: poolId,
      draft,
      clock: this.clock,
      signal: this.stop.signal,
      onProgress: (progress) => this.progress.push(progress),
      onStartAgain: () => this.startedAgain++,
    });
    const ends: unknown[] = [];
    void listing.then(
      () => ends.push('done'),
      () => ends.push('failed'),
    );
    while (ends.length === 0) await this.clock.advance(100);
    await draft.close();
    await listing;
  }

  async write() {
    const target = join(this.folder, 'users.csv');
    const written = await writeExport({
      users: usersPath(this.folder),
      members: membersPath(this.folder),
      schema: toImportSchema({ AutoVerifiedAttributes: ['email'] }, [
        'email',
        'email_verified',
        'cognito:username',
      ]),
      userPoolId: poolId,
      target,
      after: join(this.folder, 'users.after.csv'),
      leftOut: join(this.folder, 'users.left-out.csv'),
    });
    return {
      written,
      csv: readFileSync(target, 'utf8'),
      after: readFileSync(join(this.folder, 'users.after.csv'), 'utf8'),
    };
  }
}

const groupsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => [
        line.split(',')[0] ?? '',
        /"\[.*\]"/.exec(line)?.[0].replaceAll('""', '"').slice(1, -1) ?? '',
      ]),
  );

describe('an export', () => {
  it('lists every user and the members of every group, below half of the quota', async () => {
    const world = new ExportWorld(200, {
      admins: [0, 199],
      staff: Array.from({ length: 61 }, (_, user) => user),
    });
    await world.list();
    assert.equal(world.service.count('ListUsers'), 4);
    assert.equal(world.service.count('ListUsersInGroup'), 3);
    assert.equal(world.service.count('AdminListGroupsForUser'), 0);
    assert.ok(world.service.log.busiestSecond('UserList') <= categoryQuota.UserList / 2);
    const { written, csv, after: kept } = await world.write();
    assert.equal(csv.trim().split('\n').length, 201);
    assert.equal(written.inGroups, 62);
    const groups = groupsOf(kept);
    assert.equal(groups['user0'], '["admins","staff"]');
    assert.equal(groups['user199'], '["admins"]');
    assert.equal(groups['user100'], '');
  });

  it('reads groups by user if there are more groups than users', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, group) => [`g${group}`, [group % 3]]));
    const world = new ExportWorld(3, many);
    await world.list();
    assert.equal(world.service.count('ListUsersInGroup'), 0);
    const { after: kept } = await world.write();
    assert.equal((JSON.parse(groupsOf(kept)['user1'] ?? '[]') as string[]).length, 23);
    assert.equal(cheaperGroupWay(3, 70), 'byUser');
    assert.equal(cheaperGroupWay(100_000, 10_000), 'byGroup');
  });

  it('starts again if the service no longer accepts its token, and reports that', async () => {
    const world = new ExportWorld(130);
    world.service.afterEffect = () => {
      if (world.service.count('ListUsers') === 2) world.stop.abort();
    };
    assert.equal((await failed(world.list())).kind, 'cancelled');
    world.service.afterEffect = undefined;
    world.service.emulated.clock.advance(2 * 3_600_000);
    await world.list();
    assert.equal(world.startedAgain, 1);
    const { csv } = await world.write();
    assert.equal(csv.trim().split('\n').length, 131);
  });

  it('fails if the first token of a run is refused', async () => {
    const world = new ExportWorld(130);
    world.service.afterEffect = (operation) => {
      if (operation === 'ListUsers') world.service.emulated.configure({ pageTokenMs: -1 });
    };
    assert.equal((await failed(world.list())).code, 'InvalidParameterException');
    assert.equal(world.startedAgain, 0);
  });
});

it('an export lists nothing twice and loses nothing, wherever it is killed', async () => {
  const groups = { a: [0, 1, 2], b: Array.from({ length: 70 }, (_, user) => user), c: [129] };
  const whole = new ExportWorld(130, groups);
  await whole.list();
  const calls = whole.service.calls.length;
  const expected = await whole.write();
  const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: calls }), fc.boolean()), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(cuts, async (kills) => {
      const world = new ExportWorld(130, groups);
      for (const [after_, isTorn] of kills) {
        let made = 0;
        world.service.afterEffect = () => {
          if (++made === after_) world.stop.abort();
        };
        await world.list().catch(() => undefined);
        // The incomplete line of a killed window.
        if (isTorn)
          for (const path of [usersPath(world.folder), membersPath(world.folder)])
            appendFileSync(path, '{"us');
      }
      world.service.afterEffect = undefined;
      await world.list();
      const written = await world.write();
      assert.deepEqual(written, expected);
      // The call during the kill is repeated, and each run lists the groups.
      assert.ok(world.service.count('ListUsers') <= 3 + kills.length);
      assert.ok(world.service.count('ListUsersInGroup') <= 4 + kills.length);
    }),
    { numRuns: 30 },
  );
});

it('an export that fails leaves no partial file', async () => {
  const world = new ExportWorld(3);
  await world.list();
  writeFileSync(usersPath(world.folder), '{"users":[{"username":"ada"');
  const target = join(world.folder, 'users.csv');
  writeFileSync(target, 'mine');
  await assert.rejects(world.write());
  assert.equal(readFileSync(target, 'utf8'), 'mine');
  assert.deepEqual(
    readdirSync(world.folder).filter((name) => name.includes('partial')),
    [],
  );
});

async function failed(work: Promise<unknown>) {
  return work.then(
    () => assert.fail('It succeeded.'),
    (error: unknown) => failureOf(error),
  );
}
