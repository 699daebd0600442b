// The calls that make an import, through the real SDK against the emulator: the pool's settings, and the job.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { poolWorld } from '../support/poolWorld.ts';
import { failsWith, noAbort } from '../support/world.ts';

const roleArn = 'arn:aws:iam::111122223333:role/service-role/Cognito-UserImport-Role';
const { world, poolId, gateway, deny } = await poolWorld();
describe('a pool', () => {
  test('has the settings that determine what it can import, and who can sign in there and how', async () => {
    const pool = world.emulator.control.createPool({
      name: 'strict',
      autoVerifiedAttributes: ['email', 'phone_number'],
      aliasAttributes: ['email'],
      mfaConfiguration: 'OPTIONAL',
      caseSensitive: false,
      schema: [
        { Name: 'email', AttributeDataType: 'String', Required: true },
        { Name: 'level', AttributeDataType: 'Number', NumberAttributeConstraints: { MaxValue: '9' } },
      ],
    });
    const { SchemaAttributes = [], ...rest } = await gateway.imports.describeUserPool(pool.id, noAbort);
    assert.deepEqual(rest, {
      Name: 'strict',
      AutoVerifiedAttributes: ['email', 'phone_number'],
      EstimatedNumberOfUsers: 0,
      AliasAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      UsernameConfiguration: { CaseSensitive: false },
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: 'verified_email', Priority: 1 },
          { Name: 'verified_phone_number', Priority: 2 },
        ],
      },
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      FirstAuthFactors: ['PASSWORD'],
      PasswordPolicy: {
        MinimumLength: 8,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        RequireUppercase: true,
        TemporaryPasswordValidityDays: 7,
      },
      SelfSignUp: true,
      Triggers: [],
      UserPoolTier: 'ESSENTIALS',
    });
    const attribute = (name: string) => SchemaAttributes.find(({ Name }) => Name === name);
    assert.equal(SchemaAttributes.length, 22);
    assert.equal(attribute('email')?.Required, true);
    assert.deepEqual(attribute('birthdate')?.StringAttributeConstraints, {
      MinLength: '10',
      MaxLength: '10',
    });
    assert.equal(attribute('custom:level')?.NumberAttributeConstraints?.MaxValue, '9');
    assert.equal(attribute('email_verified')?.AttributeDataType, 'Boolean');
  });

  test('has its columns, with password_hash only if it can import hashes', async () => {
    const hashes = world.emulator.control.createPool({ name: 'hashes', passwordHashes: true });
    const [plain, able] = await Promise.all([
      gateway.imports.getCsvHeader(poolId, noAbort),
      gateway.imports.getCsvHeader(hashes.id, noAbort),
    ]);
    assert.deepEqual(plain.slice(-2), ['cognito:mfa_enabled', 'cognito:username']);
    assert.deepEqual(able, [...plain, 'password_hash']);
  });

  test('that was deleted has neither settings nor columns', async () => {
    const nowhere = 'us-east-1_Nowhere00';
    const retry = { type: 'retry' } as const;
    await failsWith(gateway.imports.describeUserPool(nowhere, noAbort), 'notFound', /does not exist/, retry);
    await failsWith(gateway.imports.getCsvHeader(nowhere, noAbort), 'notFound', /does not exist/, retry);
  });
});

describe('a job', () => {
  const job = (change: object = {}) => ({
    jobName: 'nightly',
    userPoolId: poolId,
    cloudWatchLogsRoleArn: roleArn,
    ...change,
  });

  test('is created with its role, its algorithm and an upload URL', async () => {
    const hashes = world.emulator.control.createPool({ name: 'hashes', passwordHashes: true });
    const created = await gateway.imports.createUserImportJob(
      job({ userPoolId: hashes.id, passwordHashingAlgorithm: 'ARGON2ID' }),
      noAbort,
    );
    assert.deepEqual(
      [created.status, created.jobName, created.cloudWatchLogsRoleArn, created.passwordHashingAlgorithm],
      ['Created', 'nightly', roleArn, 'ARGON2ID'],
    );
    assert.ok((created.preSignedUrl?.expiresAt ?? 0) > Date.now());
  });

  test('has no algorithm if none was chosen', async () => {
    const created = await gateway.imports.createUserImportJob(job(), noAbort);
    assert.ok(!('passwordHashingAlgorithm' in created));
  });

  test('whose role may not be passed to Cognito fails with the name of the permission', async () => {
    deny('iam:PassRole');
    const detail = await failsWith(
      gateway.imports.createUserImportJob(job(), noAbort),
      'denied',
      /give the log role "Cognito-UserImport-Role" to Amazon Cognito: iam:PassRole on that role is missing/,
      { type: 'copyIamPolicy' },
    );
    assert.match(detail, /not authorized to perform: iam:PassRole on resource: arn:aws:iam::/);
  });

  test('above the limit of a pool fails as a quota, not as too many requests', async () => {
    const { control } = world.emulator;
    const { id: userPoolId } = control.createPool({ name: 'full' });
    for (let n = 1; n <= 1_000; n++) control.createJob({ userPoolId, jobName: `job ${n}` });
    const work = gateway.imports.createUserImportJob(job({ userPoolId }), noAbort);
    await failsWith(work, 'conflict', /quota of the AWS account/, { type: 'retry' });
  });

  test('is not started without its CSV, in a pool that verifies nothing, or beside another job', async () => {
    const retry = { type: 'retry' } as const;
    const start = (userPoolId: string, jobId: string) =>
      gateway.imports.startUserImportJob(userPoolId, jobId, noAbort);
    const { jobId } = await gateway.imports.createUserImportJob(job(), noAbort);
    const detail = await failsWith(start(poolId, jobId), 'conflict', /No CSV file has been uploaded/, retry);
    assert.match(detail, new RegExp(`No csv file was uploaded for ${jobId}`));
    const unverified = world.emulator.control.createPool({ name: 'none', autoVerifiedAttributes: [] });
    const idle = world.emulator.control.createJob({ userPoolId: unverified.id, jobName: 'idle' });
    await failsWith(start(unverified.id, idle.id), 'conflict', /verifies neither e-mail/, retry);
    const csv = 'cognito:username,email,email_verified\na,a@example.com,true\n';
    world.emulator.control.configure({ usersPerSecond: 0 });
    const running = world.emulator.control.startImport({ userPoolId: poolId, jobName: 'running', csv });
    await failsWith(start(poolId, jobId), 'conflict', /Another import job is running/, retry);
    world.emulator.control.finishJob(poolId, running.id);
  });
});
