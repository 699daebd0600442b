// Password hashes in a separate file, in a real window: they are joined to the users, who then sign in.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { attributesOf } from '../../../src/emulator/cognito/users.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, chooseOnFile, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { Keyboard } from '../support/keyboard.ts';
import { PlanPage } from '../support/features/planPage.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('plan-hashes');
after(() => folder.remove());

const at = (name: string): string => join(folder.path, name);

test('Auth0: users are joined to the file with their hashes, and one of them signs in', async () => {
  const id = (index: number): string => `60425dc43519d90068f8297${index}`;
  const profiles = [1, 2].map((index) => ({
    user_id: `auth0|${id(index)}`,
    email: `user${index}@example.com`,
    email_verified: true,
    name: `User ${index}`,
    birthdate: '02/01/1985',
    identities: [{ provider: 'auth0', user_id: id(index), connection: 'Users', isSocial: false }],
  }));
  const passwordHash = '$2a$04$Z6hUTEEeoJXN5/AmSm/4.eTV92J0UWbXAnpQrNptHY7lCCR6CGvT2';
  const hashes = [
    { _id: { $oid: id(1) }, email: 'USER1@example.com', passwordHash, tenant: 'demo', connection: 'Users' },
  ];
  const lines = (records: readonly object[]): string =>
    records.map((record) => `${JSON.stringify(record)}\n`).join('');
  writeFileSync(at('profiles.ndjson'), lines(profiles));
  writeFileSync(at('hashes.ndjson'), lines(hashes));
  const pool = ui().emulator.control.createPool({ name: 'pool-auth0', passwordHashes: true });
  ui().emulator.control.configure({ usersPerSecond: 1_000, pendingMs: 0 });
  ui().emulator.control.roles.ensureConsoleRole();
  const window = await ui().openWindow({ folder: folder.path });
  await chooseOnFile(window, 'profiles.ndjson', 'Convert to Cognito CSV…');
  await pickPool(window, pool.name);
  await window.quickInput.pick('Select the File with the Hashes…');
  await new Keyboard(window.page).answer('Select the File with the Password Hashes', at('hashes.ndjson'));
  const page = await PlanPage.of(window, 'profiles.ndjson into pool-auth0');
  await page.figures(2, 2, 1, 1, 0);
  await page.press('Create Import Job…');
  assert.match((await window.dialog.text()).message, /^Not everything about the birthdates is decided/);
  await window.dialog.cancel();
  await page.choose(
    'Are the birthdates written with the day first or with the month first?',
    '3/4/1985 is 3 April 1985',
  );
  await page.figures(2, 2, 1, 1, 0);
  await page.press('Create Import Job…');
  await answerImport(window, { jobName: 'from-auth0' });
  await eventually(
    'both users are imported',
    () => Promise.resolve([...pool.users()].length),
    (count) => count === 2,
  );
  assert.deepEqual(
    [...pool.users()].map((user) => attributesOf(user).find(({ Name }) => Name === 'birthdate')?.Value),
    ['01/02/1985', '01/02/1985'],
  );
  assert.equal(await signIn(pool.id, 'user1@example.com', 'maple-1'), 'signed in');
  assert.equal(await signIn(pool.id, 'user1@example.com', 'maple-2'), 'NotAuthorizedException');
});

/** Signs in through a new app client. Resolves with the outcome or the name of the error. */
async function signIn(poolId: string, USERNAME: string, PASSWORD: string): Promise<string> {
  const client = new CognitoIdentityProviderClient({
    endpoint: ui().emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  });
  try {
    const app = await client.send(
      new CreateUserPoolClientCommand({
        UserPoolId: poolId,
        ClientName: 'app',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      }),
    );
    const { AuthenticationResult } = await client.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: app.UserPoolClient?.ClientId ?? '',
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
    return AuthenticationResult?.AccessToken === undefined ? 'no token' : 'signed in';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  } finally {
    client.destroy();
  }
}
