// The comparison of two pools: blocking differences first, each with a remedy, and commands that are quoted for a shell.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { profileConnection } from '../../../../src/domain/connections/connection.ts';
import type { UserPoolDescription } from '../../../../src/domain/gateway/importGateway.ts';
import type { PoolGroup } from '../../../../src/domain/gateway/userGateway.ts';
import { effectOf, poolDifferences } from '../../../../src/domain/users/poolDifferences.ts';
import { poolReport, type ComparedPool } from '../../../../src/ui/users/pools/poolReport.ts';

function pool(description: UserPoolDescription = {}, groups: readonly PoolGroup[] = []): ComparedPool {
  const name = description.Name ?? 'old';
  return {
    ref: { connectionId: 'c', userPoolId: `us-east-1_${name}` },
    name,
    connection: profileConnection('my work', 'us-east-1'),
    place: 'my work · us-east-1',
    accountId: '111122223333',
    description: { AutoVerifiedAttributes: ['email'], ...description },
    groups,
  };
}

const ids = (from: UserPoolDescription, to: UserPoolDescription): readonly string[] =>
  poolDifferences(pool(from), pool(to)).map((each) => `${effectOf(each)} ${each.id}`);

const text = (Name: string, more: object = {}) => ({
  Name,
  AttributeDataType: 'String',
  Mutable: true,
  ...more,
});

describe('two pools', () => {
  it('that are the same do not differ', () => {
    const description = {
      SchemaAttributes: [text('email', { Required: true }), text('custom:plan')],
      UsernameAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      Triggers: ['PreSignUp'],
    };
    assert.deepEqual(ids(description, description), []);
  });

  for (const [what, from, to, expected] of [
    ['the new pool verifies nothing', {}, { AutoVerifiedAttributes: [] }, 'stops noAutoVerified'],
    [
      'the new pool verifies less',
      { AutoVerifiedAttributes: ['email', 'phone_number'] },
      {},
      'stops otherAutoVerified',
    ],
    ['usernames are addresses', {}, { UsernameAttributes: ['email'] }, 'stops usernameForm'],
    [
      'users cannot recover their account',
      {},
      { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only' }] } },
      'stops adminRecovery',
    ],
    ['an alias is missing', { AliasAttributes: ['email'] }, {}, 'loses aliasGone'],
    ['case no longer matters', {}, { UsernameConfiguration: { CaseSensitive: false } }, 'loses caseFolds'],
    ['case matters', { UsernameConfiguration: { CaseSensitive: false } }, {}, 'changes caseMatters'],
    ['MFA is off', { MfaConfiguration: 'OPTIONAL' }, { MfaConfiguration: 'OFF' }, 'loses mfaGone'],
    ['MFA is on', {}, { MfaConfiguration: 'ON' }, 'changes mfaNow'],
    ['a trigger is not set', { Triggers: ['PreSignUp'] }, {}, 'loses triggerMissing'],
    ['the tier is lower', { UserPoolTier: 'PLUS' }, { UserPoolTier: 'LITE' }, 'changes tierLower'],
    ['an attribute is missing', { SchemaAttributes: [text('custom:a')] }, {}, 'loses attributeMissing'],
    [
      'an attribute has another type',
      { SchemaAttributes: [text('custom:a')] },
      { SchemaAttributes: [text('custom:a', { AttributeDataType: 'Number' })] },
      'loses typeDiffers',
    ],
    [
      'values may be too long',
      { SchemaAttributes: [text('custom:a')] },
      { SchemaAttributes: [text('custom:a', { StringAttributeConstraints: { MaxLength: '20' } })] },
      'loses narrower',
    ],
    [
      'an attribute cannot be changed',
      { SchemaAttributes: [text('custom:a')] },
      { SchemaAttributes: [text('custom:a', { Mutable: false })] },
      'changes immutableNow',
    ],
    [
      'an attribute is required',
      { SchemaAttributes: [text('name')] },
      { SchemaAttributes: [text('name', { Required: true })] },
      'stops requiredNow',
    ],
  ] as const)
    it(`differ if ${what}`, () => assert.deepEqual(ids(from, to), [expected]));

  it('do not differ if the new pool accepts more', () => {
    const short = text('custom:a', { StringAttributeConstraints: { MinLength: '2', MaxLength: '20' } });
    const from = { SchemaAttributes: [short], UserPoolTier: 'LITE' };
    assert.deepEqual(ids(from, { SchemaAttributes: [text('custom:a')], UserPoolTier: 'PLUS' }), []);
  });
});

describe('the document', () => {
  const from = pool({ SchemaAttributes: [text("custom:it's", { Required: false })] }, [
    { name: 'a `group`', precedence: 1, roleArn: 'arn:aws:iam::111122223333:role/a' },
  ]);

  it('has blocking differences before losses, and ends with unavoidable losses', () => {
    const report = poolReport(from, pool({ Name: 'new', AutoVerifiedAttributes: [] }), 'en');
    const headings = report.split('\n').filter((line) => line.startsWith('#'));
    assert.deepEqual(headings, [
      '# Moving users from old to new',
      '## Stops the move',
      '## Would be lost',
      '## Commands that add what is missing',
      '## Lost in any case',
      '## Next',
    ]);
  });

  it('has commands for the new pool, quoted for a shell', () => {
    const report = poolReport(from, pool({ Name: 'new' }), 'en');
    const where = "--profile 'my work' --region us-east-1";
    const attribute = `[{"Name":"it'\\''s","AttributeDataType":"String","Mutable":true}]`;
    assert.ok(
      report.includes(
        `aws cognito-idp add-custom-attributes --user-pool-id us-east-1_new --custom-attributes '${attribute}' ${where}`,
      ),
      report,
    );
    assert.ok(
      report.includes(
        `aws cognito-idp create-group --user-pool-id us-east-1_new --group-name 'a \`group\`' --precedence 1 --role-arn 'arn:aws:iam::111122223333:role/a' ${where}`,
      ),
      report,
    );
  });

  it('omits the role of a group if the new pool is in another account', () => {
    const report = poolReport(from, { ...pool({ Name: 'new' }), accountId: '999988887777' }, 'en');
    assert.ok(report.includes('create-group') && !report.includes('--role-arn'));
  });

  it('says if nothing blocks the move', () => {
    assert.match(poolReport(pool(), pool({ Name: 'new' }), 'en'), /Nothing stands in the way/);
  });
});
