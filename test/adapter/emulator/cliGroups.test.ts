// The stock AWS CLI and groups, users who sign in with an address, quotas, and pools by Region.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { skippedWithoutCli } from '../support/awsCli.ts';
import {
  named,
  names,
  type GroupPage,
  type UserPage,
  useCliUsers,
  type CliUsers,
} from '../support/cliUsers.ts';

const skip = await skippedWithoutCli('the AWS CLI on groups');

describe('the AWS CLI', { skip }, () => {
  let world: CliUsers;
  useCliUsers((opened) => (world = opened));

  test('creates groups, adds users to them, and lists both page by page', async () => {
    world.importUsers(['ada', 'bob', 'cy']);
    const group = (name: string): string => `--group-name=${name}`;
    for (const name of ['admins', 'readers', 'writers'])
      await world.run('create-group', world.pool, group(name));
    assert.match(
      await world.refused('create-group', world.pool, group('admins')),
      /\(GroupExistsException\).*A group with the name already exists\./,
    );
    const groups = ({ Groups }: GroupPage) => Groups.map(({ GroupName }) => GroupName);
    const first = await world.run<GroupPage>('list-groups', world.pool, '--no-paginate', '--limit=2');
    assert.deepEqual(groups(first), ['admins', 'readers']);
    const token = `--next-token=${first.NextToken ?? ''}`;
    const rest = await world.run<GroupPage>('list-groups', world.pool, '--no-paginate', token);
    assert.deepEqual([groups(rest), rest.NextToken], [['writers'], undefined]);

    const add = (user: string, to: string): string[] => [
      'admin-add-user-to-group',
      world.pool,
      named(user),
      group(to),
    ];
    for (const user of ['ada', 'bob', 'cy']) await world.done(...add(user, 'readers'));
    await world.done(...add('ada', 'admins'));
    await world.done(...add('ada', 'admins'));
    assert.match(
      await world.refused(...add('ada', 'nobody')),
      /\(ResourceNotFoundException\).*Group not found\./,
    );
    assert.match(await world.refused(...add('nobody', 'admins')), /\(UserNotFoundException\)/);
    const groupsOf = ['admin-list-groups-for-user', world.pool, named('ada')];
    assert.deepEqual(groups(await world.run<GroupPage>(...groupsOf)), ['admins', 'readers']);
    const one = await world.run<GroupPage>(...groupsOf, '--no-paginate', '--limit=1');
    const after = `--next-token=${one.NextToken ?? ''}`;
    const next = await world.run<GroupPage>(...groupsOf, '--no-paginate', after);
    assert.deepEqual([groups(one), groups(next), next.NextToken], [['admins'], ['readers'], undefined]);
    const members = await world.run<UserPage>(
      'list-users-in-group',
      world.pool,
      group('readers'),
      '--no-paginate',
      '--limit=2',
    );
    assert.deepEqual(names(members), ['ada', 'bob']);
    const more = `--next-token=${members.NextToken ?? ''}`;
    const last = await world.run<UserPage>(
      'list-users-in-group',
      world.pool,
      group('readers'),
      '--no-paginate',
      more,
    );
    assert.deepEqual(names(last), ['cy']);
    await world.done('admin-delete-user', world.pool, named('cy'));
    assert.deepEqual(names(await world.run<UserPage>('list-users-in-group', world.pool, group('readers'))), [
      'ada',
      'bob',
    ]);
  });

  test('finds users by e-mail address in a pool where the service generates their usernames', async () => {
    world.cli.pool = world.emulator.control.createPool({
      name: 'e-mail',
      usernameAttributes: ['email'],
      caseSensitive: false,
    }).id;
    world.importUsers(['ada']);
    const user = await world.read('ADA@example.com');
    assert.match(user.Username, /^[\da-f-]{36}$/);
    assert.ok(user.UserAttributes?.some(({ Name, Value }) => Name === 'sub' && Value === user.Username));
    assert.match(
      await world.refused('admin-get-user', world.pool, named('ada')),
      /\(UserNotFoundException\)/,
    );
    assert.equal((await world.read(user.Username)).Username, user.Username);

    world.cli.pool = world.emulator.control.createPool({ name: 'alias', aliasAttributes: ['email'] }).id;
    world.importUsers(['bob']);
    assert.equal((await world.read('bob@example.com')).Username, 'bob');
  });

  test('is throttled over the quota of the operation’s category', async () => {
    world.importUsers(['ada']);
    world.emulator.control.configure({ enforceQuotas: true });
    world.emulator.calls.clear();
    try {
      // The clock stands still, so all calls fall into one second; a call that is throttled is tried again by the CLI.
      for (let call = 0; call < 25; call++)
        world.emulator.calls.record({ operation: 'AdminEnableUser', userPoolId: world.cli.pool });
      assert.match(
        await world.refused('admin-delete-user', world.pool, named('ada')),
        /\(TooManyRequestsException\).*Rate exceeded/,
      );
      await world.read('ada');
    } finally {
      world.emulator.control.configure({ enforceQuotas: false });
    }
  });

  test('sees only the pools of its Region', async () => {
    const created = await world.run<{ UserPool: { Id: string; Arn: string } }>(
      'create-user-pool',
      '--pool-name=here',
      '--region=eu-central-1',
    );
    const { Id, Arn } = created.UserPool;
    assert.match(Id, /^eu-central-1_/);
    assert.match(Arn, /^arn:aws:cognito-idp:eu-central-1:111122223333:userpool\/eu-central-1_/);
    const listed = async (region: string) => {
      const list = ['list-user-pools', '--max-results=60', `--region=${region}`];
      return (await world.run<{ UserPools: { Id: string }[] }>(...list)).UserPools.map((each) => each.Id);
    };
    assert.ok((await listed('eu-central-1')).includes(Id));
    assert.ok(!(await listed('us-east-1')).includes(Id));
    assert.match(
      await world.refused('describe-user-pool', `--user-pool-id=${Id}`, '--region=us-east-1'),
      /\(ResourceNotFoundException\).*User pool eu-central-1_\w+ does not exist\./,
    );
    const groups = await world.run<GroupPage>('list-groups', `--user-pool-id=${Id}`, '--region=eu-central-1');
    assert.deepEqual(groups.Groups, []);
  });
});
