// The stock AWS CLI reading and changing users, with the service's errors and pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { skippedWithoutCli } from '../support/awsCli.ts';
import {
  named,
  names,
  start,
  timeOf,
  type User,
  type UserPage,
  useCliUsers,
  type CliUsers,
} from '../support/cliUsers.ts';

const skip = await skippedWithoutCli('the AWS CLI on users');

describe('the AWS CLI', { skip }, () => {
  let world: CliUsers;
  useCliUsers((opened) => (world = opened));

  test('reads an imported user: created, never modified, with a password to reset', async () => {
    world.importUsers(['ada']);
    const user = await world.read('ada');
    assert.deepEqual([user.UserStatus, user.Enabled], ['RESET_REQUIRED', true]);
    assert.equal(timeOf(user.UserCreateDate), start);
    assert.equal(user.UserLastModifiedDate, user.UserCreateDate);
    const found = (name: string) => user.UserAttributes?.find(({ Name }) => Name === name)?.Value;
    assert.equal(found('email'), 'ada@example.com');
    assert.match(found('sub') ?? '', /^[\da-f-]{36}$/);
    assert.match(
      await world.refused('admin-get-user', world.pool, named('bob')),
      /\(UserNotFoundException\).*User does not exist\./,
    );
  });

  test('lists users page by page while one is deleted between the pages', async () => {
    world.importUsers(['a1', 'a2', 'b1', 'b2', 'b3']);
    const page = (...more: string[]) =>
      world.run<UserPage>('list-users', world.pool, '--no-paginate', ...more);
    const first = await page('--limit=2');
    assert.deepEqual(names(first), ['a1', 'a2']);
    await world.done('admin-delete-user', world.pool, named('a2'));
    const rest = await page('--limit=60', `--pagination-token=${first.PaginationToken ?? ''}`);
    assert.deepEqual(names(rest), ['b1', 'b2', 'b3']);
    assert.equal(rest.PaginationToken, undefined);
    assert.deepEqual(names(await page('--limit=0')), ['a1', 'b1', 'b2', 'b3']);
    const all = await world.run<UserPage>('list-users', world.pool, '--page-size=1');
    assert.deepEqual(names(all), ['a1', 'b1', 'b2', 'b3']);
  });

  test('filters users by name, start, status, and whether they are enabled', async () => {
    world.importUsers(['ada', 'adb', 'bob']);
    await world.done('admin-disable-user', world.pool, named('bob'));
    world.emulator.control.userSignsIn(world.cli.pool, 'ada');
    const filtered = async (filter: string) =>
      names(await world.run<UserPage>('list-users', world.pool, `--filter=${filter}`));
    assert.deepEqual(await filtered('username ^= "ad"'), ['ada', 'adb']);
    assert.deepEqual(await filtered('email = "bob@example.com"'), ['bob']);
    assert.deepEqual(await filtered('cognito:user_status = "reset_required"'), ['adb', 'bob']);
    assert.deepEqual(await filtered('status = "Disabled"'), ['bob']);
    assert.deepEqual(await filtered('status = "disabled"'), []);
    assert.match(
      await world.refused('list-users', world.pool, '--filter=custom:plan = "x"'),
      /\(InvalidParameterException\)/,
    );
  });

  test('deletes, disables and enables users, which modifies them', async () => {
    world.importUsers(['ada', 'bob']);
    await world.done('admin-disable-user', world.pool, named('ada'));
    const disabled = await world.read('ada');
    assert.equal(disabled.Enabled, false);
    assert.equal(timeOf(disabled.UserLastModifiedDate), world.now);
    assert.equal(timeOf(disabled.UserCreateDate), start);
    await world.done('admin-enable-user', world.pool, named('ada'));
    assert.equal((await world.read('ada')).Enabled, true);
    await world.done('admin-delete-user', world.pool, named('ada'));
    for (const operation of ['admin-delete-user', 'admin-disable-user', 'admin-enable-user'])
      assert.match(await world.refused(operation, world.pool, named('ada')), /\(UserNotFoundException\)/);
    const ada = await world.run<{ User: User }>('admin-create-user', world.pool, named('ada'));
    assert.equal(ada.User.UserStatus, 'FORCE_CHANGE_PASSWORD');
    assert.match(
      await world.refused('admin-create-user', world.pool, named('ada')),
      /\(UsernameExistsException\).*User account already exists/,
    );
    await world.done(
      'admin-update-user-attributes',
      world.pool,
      named('bob'),
      '--user-attributes=Name=email,Value=b@x.io',
    );
    const bob = await world.read('bob');
    assert.equal(timeOf(bob.UserLastModifiedDate), world.now);
    assert.ok(bob.UserAttributes?.some(({ Name, Value }) => Name === 'email' && Value === 'b@x.io'));
  });

  test('reads who has signed in, where threat protection records it', async () => {
    const made = await world.run<{ UserPool: { Id: string } }>(
      'create-user-pool',
      '--pool-name=recorded',
      '--user-pool-tier=PLUS',
      '--user-pool-add-ons=AdvancedSecurityMode=AUDIT',
      '--auto-verified-attributes=email',
    );
    const off = await world.refused('admin-list-user-auth-events', world.pool, named('ada'));
    assert.match(off, /\(UserPoolAddOnNotEnabledException\)/);
    world.cli.pool = made.UserPool.Id;
    world.importUsers(['ada']);
    interface Events {
      readonly AuthEvents: readonly { readonly EventType: string; readonly EventResponse: string }[];
      readonly NextToken?: string;
    }
    const events = (...more: string[]) =>
      world.run<Events>('admin-list-user-auth-events', world.pool, named('ada'), ...more);
    assert.deepEqual((await events()).AuthEvents, []);
    for (const signIn of [1, 2, 3]) {
      world.now += signIn;
      world.emulator.control.userSignsIn(world.cli.pool, 'ada');
    }
    const all = await events();
    assert.deepEqual(
      all.AuthEvents.map(({ EventType, EventResponse }) => `${EventType} ${EventResponse}`),
      ['SignIn Pass', 'SignIn Pass', 'SignIn Pass'],
    );
    const first = await events('--no-paginate', '--max-results=2');
    assert.deepEqual([first.AuthEvents.length, typeof first.NextToken], [2, 'string']);
    assert.match(
      await world.refused('admin-list-user-auth-events', world.pool, named('nobody')),
      /\(UserNotFoundException\)/,
    );
  });

  test('finds a user by its sub', async () => {
    world.importUsers(['ada']);
    const { UserAttributes: attributes = [] } = await world.read('ada');
    const sub = attributes.find(({ Name }) => Name === 'sub')?.Value ?? '';
    assert.equal((await world.read(sub)).Username, 'ada');
    await world.done('admin-delete-user', world.pool, named(sub));
    assert.match(
      await world.refused('admin-get-user', world.pool, named('ada')),
      /\(UserNotFoundException\)/,
    );
  });

  test('is refused an e-mail over the daily limit', async () => {
    world.importUsers(['ada', 'bob']);
    world.emulator.control.configure({ emailsPerDay: 1 });
    await world.done('admin-reset-user-password', world.pool, named('ada'));
    const over = await world.refused('admin-reset-user-password', world.pool, named('bob'));
    assert.match(
      over,
      /\(LimitExceededException\).*Exceeded daily email limit for the operation or the account/,
    );
    world.now += 86_400_000;
    await world.done('admin-reset-user-password', world.pool, named('bob'));
    world.emulator.control.configure({ emailsPerDay: 50 });
  });

  test('resets passwords, except for users with a temporary one or without a verified contact', async () => {
    world.importUsers(['ada']);
    world.emulator.control.userSignsIn(world.cli.pool, 'ada');
    assert.equal((await world.read('ada')).UserStatus, 'CONFIRMED');
    world.now += 1_000;
    await world.done('admin-reset-user-password', world.pool, named('ada'));
    const reset = await world.read('ada');
    assert.equal(reset.UserStatus, 'RESET_REQUIRED');
    assert.equal(timeOf(reset.UserLastModifiedDate), world.now);
    await world.run('admin-create-user', world.pool, named('new'));
    assert.match(
      await world.refused('admin-reset-user-password', world.pool, named('new')),
      /\(NotAuthorizedException\).*User password cannot be reset in the current state\./,
    );
    const unverified = '--user-attributes=Name=email_verified,Value=false';
    await world.done('admin-update-user-attributes', world.pool, named('ada'), unverified);
    assert.match(
      await world.refused('admin-reset-user-password', world.pool, named('ada')),
      /\(InvalidParameterException\).*no registered\/verified email or phone_number/,
    );
  });
});
