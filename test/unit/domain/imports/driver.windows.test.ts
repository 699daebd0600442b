// Imports that are interrupted and resumed: a dying window, another window, new credentials, a full disk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ImportWorld, newImport } from '../../../support/worlds/importWorld.ts';

const expired = { kind: 'expired' as const, message: 'Sign in.' };
const lapse = 40_000;

test('after windows die at any steps, exactly one job exists and is started', async () => {
  const steps = fc.array(
    fc.constantFrom('CreateUserImportJob', 'PutObject', 'StartUserImportJob', 'DescribeUserImportJob'),
    {
      maxLength: 4,
    },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (deaths) => {
      const world = new ImportWorld();
      const { service, clock } = world;
      let window = await world.window();
      void window.driver.begin(newImport());
      for (const operation of deaths) {
        const { process } = window;
        service.afterEffect = (done) => done === operation && process.kill();
        await clock.advance(10_000);
        process.kill();
        service.afterEffect = undefined;
        window = await world.window();
        await clock.advance(lapse);
        for (const state of window.store.offers()) void window.driver.resume(state);
      }
      await clock.advance(10_000);
      assert.equal(world.stored()?.status, 'finished');
      assert.deepEqual([service.started().length, service.jobs.length], [1, 1]);
    }),
    { numRuns: 60 },
  );
});

test("another user's job is not adopted after a lost answer", async () => {
  const request = { jobName: 'nightly', cloudWatchLogsRoleArn: newImport().cloudWatchLogsRoleArn };
  for (const [what, foreign] of [
    ['created before', undefined],
    ['with another role', { ...request, cloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/other' }],
    ['with another algorithm', { ...request, passwordHashingAlgorithm: 'BCRYPT' }],
    ['of another import', request],
  ] as const) {
    const world = new ImportWorld();
    const { service, clock } = world;
    const first = await world.window();
    if (!foreign) service.create(request);
    service.onCall = (operation) => {
      if (operation === 'CreateUserImportJob') first.process.kill();
      return () => undefined;
    };
    // The dying window never sends the call.
    service.failNext.set('CreateUserImportJob', [expired]);
    void first.driver.begin(newImport());
    await clock.advance(1_000);
    service.onCall = undefined;
    const made = foreign && service.create(foreign);
    const window = await world.window();
    if (what === 'of another import' && made) {
      const part = { rows: 1, stage: 'uploaded' as const, jobId: made };
      await (await window.store.create(newImport({ id: 'other', parts: [part] }))).release();
    }
    await clock.advance(lapse);
    const offers = window.store.offers().filter(({ id }) => id === 'import');
    for (const state of offers) await window.driver.resume(state);
    assert.deepEqual(service.started().length, 1, what);
    assert.equal(service.jobs.length, 2, what);
  }
});

test('a window whose import failed does not repeat what another window has finished', async () => {
  const world = new ImportWorld();
  const [first, second] = [await world.window(), await world.window()];
  world.service.failNext.set('CreateUserImportJob', [expired]);
  const { state } = await first.driver.begin(newImport());
  await world.clock.advance(10_000);
  const [seen] = second.driver.resumable();
  assert.ok(seen);
  assert.equal((await second.driver.resume(seen)).state.status, 'finished');
  const { state: now, failure } = await first.driver.resume(state);
  assert.deepEqual([now.status, failure, world.service.jobs.length], ['finished', undefined, 1]);
  assert.equal((await first.driver.discard(state))?.state.status, 'finished');
});

test('an import that another window discarded is not resumed', async () => {
  const world = new ImportWorld();
  const [first, second] = [await world.window(), await world.window()];
  world.service.failNext.set('CreateUserImportJob', [expired]);
  const { state } = await first.driver.begin(newImport());
  await second.store.open();
  assert.equal(await second.driver.discard(state), undefined);
  const { failure } = await first.driver.resume(state);
  assert.match(failure?.message ?? '', /discarded in another window/);
  assert.equal(world.service.count('CreateUserImportJob'), 1);
});

test('an import that another window drives is neither resumed, discarded nor begun', async () => {
  const world = new ImportWorld();
  const [first, second] = [await world.window(), await world.window()];
  world.service.putBlocker();
  void first.driver.begin(newImport({ queued: true }));
  await world.clock.advance(10_000);
  for (const view of [
    await second.driver.resume(newImport()),
    await second.driver.discard(newImport()),
    await second.driver.begin(newImport({ jobName: 'overwritten' })),
  ])
    assert.match(view?.failure?.message ?? '', /Another window is working on this import/);
  assert.equal(world.stored()?.jobName, 'nightly');
});

test('an offer that the user closes is not repeated; if its window closes, another window makes the offer', async () => {
  const world = new ImportWorld();
  const [first, second] = [await world.window(), await world.window()];
  world.service.failNext.set('CreateUserImportJob', [expired, expired]);
  const { state } = await first.driver.begin(newImport());
  await world.clock.advance(lapse);
  assert.deepEqual([first.store.offers(), second.store.offers()], [[], []]);
  await first.driver.leave(state);
  await world.clock.advance(lapse);
  assert.deepEqual([first.store.offers(), second.store.offers()], [[], []]);
  await first.driver.resume(state);
  first.close();
  await world.clock.advance(lapse);
  assert.equal(second.store.offers().length, 1);
});

test('a full disk is a failure, not a rejection, and the import continues when there is space', async () => {
  const world = new ImportWorld();
  const { driver, store } = await world.window();
  world.disk.isFull = true;
  const refused = await driver.begin(newImport());
  assert.match(refused.failure?.message ?? '', /The disk is full/);
  assert.deepEqual([refused.isPaused, world.service.calls, store.all()], [undefined, [], []]);
  world.disk.isFull = false;
  world.service.afterEffect = (operation) => {
    if (operation === 'CreateUserImportJob') world.disk.isFull = true;
  };
  const { failure, state } = await driver.begin(newImport());
  assert.match(failure?.message ?? '', /The disk is full/);
  const again = await driver.resume(state);
  assert.deepEqual([again.failure?.code, again.isPaused], ['ENOSPC', true]);
  assert.equal((await driver.discard(state))?.failure?.code, 'ENOSPC');
  world.service.afterEffect = undefined;
  world.disk.isFull = false;
  assert.equal((await driver.resume(state)).state.status, 'finished');
  assert.equal(world.service.jobs.length, 1);
});

for (const operation of [
  'CreateUserImportJob',
  'DescribeUserImportJob',
  'PutObject',
  'StartUserImportJob',
] as const)
  test(`an import continues with the next gateway when new credentials interrupt ${operation}`, async () => {
    const world = new ImportWorld();
    const { service, clock } = world;
    service.afterEffect = (done) => {
      if (done !== operation) return;
      service.afterEffect = undefined;
      service.renew();
    };
    const begun = (await world.window()).driver.begin(newImport());
    await clock.advance(10_000);
    const { state, failure } = await begun;
    assert.deepEqual([state.status, failure, service.jobs.length], ['finished', undefined, 1]);
  });

test('an import fails after too many renewals', async () => {
  const world = new ImportWorld();
  world.service.afterEffect = () => world.service.renew();
  const begun = (await world.window()).driver.begin(newImport());
  await world.clock.advance(60_000);
  const { failure } = await begun;
  assert.deepEqual([failure?.kind, world.service.jobs.length], ['cancelled', 0]);
});

test('a call is not repeated after its connection was removed or the MFA code was declined', async () => {
  const removed = new ImportWorld();
  removed.isRenewed = false;
  removed.service.afterEffect = () => removed.service.renew();
  assert.equal((await (await removed.window()).driver.begin(newImport())).failure?.kind, 'cancelled');
  assert.deepEqual(removed.service.calls, ['ListUserImportJobs']);
  const world = new ImportWorld();
  const declined = { kind: 'cancelled' as const, message: 'An MFA code is needed.' };
  world.service.failNext.set('CreateUserImportJob', [{ ...declined, action: { type: 'retry' } }]);
  const { failure } = await (await world.window()).driver.begin(newImport());
  assert.deepEqual(
    [failure?.message, world.service.count('CreateUserImportJob')],
    ['An MFA code is needed.', 1],
  );
});
