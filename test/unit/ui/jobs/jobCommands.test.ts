// Job commands: which job each command uses, and its message if there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands as ids } from '../../../../src/ui/shell/ids.ts';
import { commandWorld, type CommandWorld } from '../../../support/worlds/commandWorld.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, pool, ref } from '../../../support/worlds/jobsWorld.ts';

const open = () =>
  commandWorld(({ service }) => {
    service.jobs = [job('import-1'), job('import-2', { status: 'Succeeded' })];
  });

/** Runs a command, and advances the clock for its calls through the rate limiter. */
async function run(
  world: CommandWorld,
  id: keyof CommandWorld['commands'],
  argument?: unknown,
): Promise<void> {
  const done = Promise.resolve(world.commands[id](argument));
  await world.clock.advance(1_000);
  await done;
}

test('Delete on an ended job says why it cannot be stopped, without a question or a search', async () => {
  const world = await open();
  const calls = world.service.calls.length;
  await run(world, ids.stopJob, world.nodes.job(ref('import-2')));
  assert.deepEqual(
    [...world.told],
    [
      'The import job “name of import-2” is Succeeded. Only jobs that are Pending or InProgress can be stopped.',
    ],
  );
  assert.deepEqual(
    world.service.calls.slice(calls).filter((call) => call !== 'ListUserImportJobs'),
    [],
  );
  assert.deepEqual(world.offered, []);
});

test('Delete without a selected job says what to select', async () => {
  const world = await open();
  await run(world, ids.stopJob, world.nodes.pool(pool));
  await run(world, ids.stopJob, world.nodes.connection(connection.id));
  await run(world, ids.stopJob, null);
  assert.deepEqual([...world.told], Array(3).fill('Select an import job in the Cognito view first.'));
});

test('Stop on a running job asks for confirmation and stops it', async () => {
  const world = await open();
  world.answer = 'Stop Import Job';
  await run(world, ids.stopJob, world.nodes.job(ref('import-1')));
  assert.deepEqual([...world.told], ['Stop import job “name of import-1”?']);
  assert.equal(world.service.count('StopUserImportJob'), 1);
  assert.equal(world.jobs.store.job(ref('import-1'))?.status, 'Stopping');
  assert.deepEqual(world.logged, []);
});

test('from the palette, a command offers the known targets, or says what is missing', async () => {
  const world = await open();
  await run(world, ids.followJob);
  assert.deepEqual(world.offered, [['name of import-1']]);
  assert.equal(world.jobs.follower.isFollowed(ref('import-1')), true);
  await run(world, ids.followJob);
  await run(world, ids.copyUploadCommand);
  await run(world, ids.unfollowJob);
  await run(world, ids.unfollowJob);
  await run(world, ids.copyPoolArn);
  await run(world, ids.openInConsole);
  await run(world, ids.copyCliCommand);
  assert.deepEqual(world.offered, [
    ['name of import-1'],
    ['name of import-1'],
    ['customers'],
    ['customers'],
    ['name of import-1', 'name of import-2'],
  ]);
  assert.equal(world.told.length, 3);
  assert.match(world.told[0] ?? '', /^There is no import job to follow/);
  assert.match(world.told[1] ?? '', /^No import job waits for a CSV/);
  assert.equal(world.told[2], 'No import job is followed.');
  assert.match(world.copied[0] ?? '', /^arn:aws:cognito-idp:us-east-1:111122223333:userpool\/us-east-1_A$/);
});

test('without known jobs or pools, each command says so', async () => {
  const world = await commandWorld(({ service, jobs }) => {
    service.removePool(pool.userPoolId);
    jobs.removeConnection(connection.id);
  });
  for (const id of [ids.showJob, ids.copyCliCommand, ids.copyLink]) await run(world, id);
  assert.deepEqual(
    [...world.told],
    Array(3).fill('No import jobs are known yet. Open a user pool in the Cognito view.'),
  );
  for (const id of [ids.copyPoolArn, ids.openInConsole, ids.copyId]) await run(world, id);
  assert.equal(world.told.at(-1), 'No user pools are known yet. Open a connection in the Cognito view.');
  await run(world, ids.showFollowedJobs);
  assert.equal(world.told.at(-1), 'No import job is followed.');
});

test('a row with an unsuitable job or of the wrong kind is refused without a question', async () => {
  const world = await open();
  await run(world, ids.copyUploadCommand, world.nodes.job(ref('import-1')));
  await run(world, ids.followJob, world.nodes.job(ref('import-2')));
  await run(world, ids.unfollowJob, world.nodes.job(ref('import-1')));
  await run(world, ids.copyId, world.nodes.connection(connection.id));
  await run(world, ids.followJob, world.nodes.job(ref('import-unknown')));
  assert.deepEqual(
    [...world.told],
    [
      'The import job “name of import-1” is InProgress and can no longer accept a CSV. Only jobs that are Created can.',
      'The import job “name of import-2” has ended (Succeeded).',
      'The import job “name of import-1” is not followed.',
      'Select a user pool or an import job in the Cognito view first.',
      'This import job has not been loaded yet. Refresh its user pool and try again.',
    ],
  );
  assert.deepEqual([world.offered, world.copied], [[], []]);
});
