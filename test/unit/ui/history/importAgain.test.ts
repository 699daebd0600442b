// Import Again… asks only for settings that are no longer valid, and says which ones.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import type { CsvArgument } from '../../../../src/ui/csv/csvArgument.ts';
import { installFakeVscode } from '../../../support/vscode/fakeVscode.ts';
import { testFolder } from '../../../support/testFolder.ts';
import { pool, world, type World } from '../../../support/worlds/jobsWorld.ts';

const fake = installFakeVscode();
const { importAgain } = await import('../../../../src/ui/history/importAgain.ts');

type Again = Parameters<typeof importAgain>[1];

const folder = testFolder('again');
const path = join(folder, 'users.csv');
const other = join(folder, 'other.csv');
const text = 'cognito:username\nada\n';
const csv = { path, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };

const messages: string[] = [];
let created: CsvArgument[] = [];
let answer: string | undefined;

beforeEach(() => {
  writeFileSync(path, text);
  messages.length = 0;
  created = [];
  answer = undefined;
  const tell = (message: string) => {
    messages.push(message);
    return Promise.resolve(answer);
  };
  Object.assign(fake.window, {
    showInformationMessage: tell,
    showWarningMessage: tell,
    showOpenDialog: () => Promise.resolve([{ path: other, fsPath: other }]),
    withProgress: (_: unknown, work: () => unknown) => work(),
  });
  fake.commands['executeCommand'] = (_: string, argument: CsvArgument) => {
    created.push(argument);
    return Promise.resolve();
  };
});

/** The role that exists in the test's service. */
const roleArn = 'arn:aws:iam::111122223333:role/log';

/** @returns what Create Import Job… was called with. */
async function again(base: World, change: Partial<Again>): Promise<CsvArgument | undefined> {
  const { jobs, clock } = base;
  const log = { error: (error: unknown) => assert.fail(String(error)) };
  const of = { pool, poolName: 'customers', csv, ...change };
  let isDone = false;
  const done = importAgain({ jobs, log }, of).finally(() => (isDone = true));
  const settled = (): boolean => isDone;
  while (!settled()) {
    await clock.advance(100);
    await new Promise(setImmediate);
  }
  await done;
  return created[0];
}

test('valid settings are not asked for again', async () => {
  const base = world();
  const asked = await again(base, { roleArn, algorithm: 'BCRYPT' });
  assert.deepEqual(asked?.pool, pool);
  assert.equal(asked.uri?.fsPath, path);
  assert.deepEqual(asked.like, { algorithm: 'BCRYPT', roleArn });
  const plain = await again(base, { roleArn });
  assert.ok(plain);
  assert.deepEqual(created[1]?.like, { algorithm: 'none', roleArn });
  assert.deepEqual(messages, []);
});

test('a missing role and an unknown algorithm are asked for', async () => {
  const asked = await again(world(), { roleArn: 'arn:aws:iam::111122223333:role/gone', algorithm: 'MD5' });
  assert.deepEqual(asked?.like, {});
  assert.deepEqual(messages, ['The role gone no longer exists. Select another one.']);
});

test('a missing user pool, or one whose connection was removed, is asked for together with the role', async () => {
  const gone = { connectionId: pool.connectionId, userPoolId: 'us-east-1_Gone' };
  const asked = await again(world(), { pool: gone, poolName: 'old', roleArn: 'arn:role' });
  assert.deepEqual([asked?.pool, asked?.like], [undefined, { algorithm: 'none' }]);
  await again(world(), { pool: { ...pool, connectionId: 'profile/other/us-east-1' }, poolName: 'other' });
  assert.equal(created[1]?.pool, undefined);
  assert.deepEqual(messages, [
    'old cannot be used any more: select a user pool.',
    'other cannot be used any more: select a user pool.',
  ]);
});

test('a missing or unknown file is asked for', async () => {
  const { csv: _, ...unknown } = { csv };
  assert.equal(
    (await again(world(), { csv: { ...csv, path: join(folder, 'gone.csv') } }))?.uri?.fsPath,
    other,
  );
  const base = world();
  const of = { pool, poolName: 'customers', ...unknown };
  const done = importAgain({ jobs: base.jobs, log: { error: () => assert.fail() } }, of);
  await base.clock.advance(1_000);
  await done;
  assert.equal(created[1]?.uri?.fsPath, other);
  assert.match(messages[0] ?? '', /^gone\.csv was moved or deleted/);
  assert.match(messages[1] ?? '', /^It is not known on this machine which CSV/);
});

test('a file that has changed is imported only after a confirmation', async () => {
  writeFileSync(path, `${text}bob\n`);
  assert.equal(await again(world(), {}), undefined);
  answer = 'Import It as It Is Now';
  assert.equal((await again(world(), {}))?.uri?.fsPath, path);
  answer = 'Select Another CSV…';
  await again(world(), {});
  assert.equal(created[1]?.uri?.fsPath, other);
  assert.equal(messages[0], 'users.csv has changed since this import.');
});

test('for a part of a file, the message says that the whole file is imported', async () => {
  assert.ok(await again(world(), { part: { firstLine: 2, rows: 500_000 } }));
  assert.match(messages[0] ?? '', /^The job imported 500,000 rows of users\.csv, as a part of it\./);
});
