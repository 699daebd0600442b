// Users with hashes from another system sign in after the import: hashes are recognised, converted, imported and verified.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  type ExplicitAuthFlowsType,
} from '@aws-sdk/client-cognito-identity-provider';
import { writeRecord } from '../../../src/csv/read/dialect.ts';
import { hashAlgorithms } from '../../../src/csv/schema.ts';
import { judgeHash } from '../../../src/sources/hashes/recognise.ts';
import { vectors } from '../../unit/sources/hashes/vectors.ts';
import { emulatorWorld, named, type EmulatorWorld } from '../support/emulatorWorld.ts';

let world: EmulatorWorld;
let poolId: string;

before(async () => {
  world = await emulatorWorld({ usersPerSecond: 10_000 });
  poolId = world.emulator.control.createPool({ name: 'moved', passwordHashes: true }).id;
});
after(() => world.close());

/** Imports users at once, each with its own address. */
function importUsers(users: readonly (readonly [name: string, hash: string])[], algorithm?: string): void {
  const { control } = world.emulator;
  const rows = users.map(([name, hash]) => writeRecord([name, `${name}@example.com`, 'TRUE', hash]));
  const job = control.startImport({
    userPoolId: poolId,
    jobName: algorithm ?? 'no hashes',
    csv: ['cognito:username,email,email_verified,password_hash', ...rows, ''].join('\n'),
    passwordHashingAlgorithm: algorithm,
  });
  assert.equal(control.finishJob(poolId, job.id).results.imported, users.length);
}

async function newClient(
  more: {
    readonly flows?: ExplicitAuthFlowsType[];
    readonly hides?: boolean;
  } = {},
): Promise<string> {
  const { UserPoolClient: client } = await world.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: 'app',
      ExplicitAuthFlows: more.flows ?? ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      ...(more.hides === true ? { PreventUserExistenceErrors: 'ENABLED' as const } : {}),
    }),
  );
  return client?.ClientId ?? '';
}

function signIn(ClientId: string, USERNAME: string, PASSWORD: string) {
  return world.cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
}

describe('a user with a converted hash', () => {
  const users = vectors.map((vector, index) => ({
    ...vector,
    name: `user${index}`,
    verdict: judgeHash(vector.hash),
  }));
  let client: string;

  before(async () => {
    client = await newClient();
    for (const algorithm of hashAlgorithms)
      importUsers(
        users.flatMap(({ name, verdict }) =>
          verdict.kind === 'usable' && verdict.algorithm === algorithm ? [[name, verdict.hash] as const] : [],
        ),
        algorithm,
      );
  });

  for (const { system, name, password } of users) {
    test(`of ${system} signs in with the right password only`, async () => {
      const { AuthenticationResult: tokens } = await signIn(client, name, password);
      const payload = Buffer.from(tokens?.IdToken?.split('.')[1] ?? '', 'base64url').toString();
      assert.equal((JSON.parse(payload) as { email: string }).email, `${name}@example.com`);
      assert.equal(tokens?.TokenType, 'Bearer');
      await assert.rejects(
        signIn(client, name, `${password}!`),
        named('NotAuthorizedException', /^Incorrect username or password\.$/),
      );
    });
  }

  test('also signs in through the app’s server', async () => {
    const [{ name, password } = { name: '', password: '' }] = users;
    const request = {
      UserPoolId: poolId,
      ClientId: client,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: password },
    } as const;
    const { AuthenticationResult: tokens } = await world.cognito.send(new AdminInitiateAuthCommand(request));
    assert.equal(tokens?.ExpiresIn, 3_600);
  });
});

describe('a sign-in', () => {
  before(() => importUsers([['resets', '']]));

  test('without a hash requires a new password, which a client that hides users does not reveal', async () => {
    const [open, hiding] = await Promise.all([newClient(), newClient({ hides: true })]);
    await assert.rejects(
      signIn(open, 'resets', 'any'),
      named('PasswordResetRequiredException', /^Password reset required for the user$/),
    );
    await assert.rejects(
      signIn(open, 'nobody', 'any'),
      named('UserNotFoundException', /^User does not exist\.$/),
    );
    for (const user of ['resets', 'nobody'])
      await assert.rejects(
        signIn(hiding, user, 'any'),
        named('NotAuthorizedException', /^Incorrect username or password\.$/),
      );
  });

  test('of a disabled user is refused', async () => {
    const client = await newClient();
    importUsers([['off', '']]);
    await world.cognito.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: 'off' }));
    await assert.rejects(
      signIn(client, 'off', 'any'),
      named('NotAuthorizedException', /^User is disabled\.$/),
    );
  });

  test('by a flow that the client does not allow is refused', async () => {
    const client = await newClient({ flows: ['ALLOW_USER_SRP_AUTH'] });
    await assert.rejects(
      signIn(client, 'resets', 'any'),
      named('InvalidParameterException', /^USER_PASSWORD_AUTH flow not enabled for this client$/),
    );
    await assert.rejects(
      signIn('abc', 'resets', 'any'),
      named('ResourceNotFoundException', /^User pool client abc does not exist\.$/),
    );
  });
});
