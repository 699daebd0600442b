// The pool of a rehearsal has the settings of the real pool, and recognizes duplicate users like a full emulated pool.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { poolSpec, RehearsalPool } from '../../../../src/emulator/rehearsal/rehearsalPool.ts';
import { UserPool, type UserPoolSpec } from '../../../../src/emulator/cognito/userPool.ts';
import { importSchemaOf } from '../../../support/cognito/importSchemaOf.ts';

/** The rehearsal pool for a pool's description as the service returns it. */
function rehearsalOf(pool: UserPool): RehearsalPool {
  return new RehearsalPool('us-east-1_rehearsal', poolSpec(pool.name, importSchemaOf(pool)), 0);
}

test('it has the attributes, bounds, header and settings of the described pool', () => {
  const real = new UserPool(
    'us-east-1_real',
    {
      name: 'club',
      schema: [
        { Name: 'name', Required: true },
        {
          Name: 'plan',
          AttributeDataType: 'String',
          StringAttributeConstraints: { MinLength: '2', MaxLength: '5' },
        },
        { Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '18' } },
        { Name: 'since', AttributeDataType: 'DateTime' },
        { Name: 'secret', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
      ],
      autoVerifiedAttributes: ['phone_number'],
      mfaConfiguration: 'ON',
      passwordHashes: true,
      csvHeader: ['custom:plan', 'cognito:username', 'password_hash'],
    },
    0,
  );
  const rehearsal = rehearsalOf(real);
  // Only these members affect an import.
  const read = (pool: UserPool) =>
    pool.schema.map(({ Name, AttributeDataType, Required, ...rest }) => ({
      Name,
      AttributeDataType,
      Required,
      bounds: [
        rest.StringAttributeConstraints?.MinLength,
        rest.StringAttributeConstraints?.MaxLength,
        rest.NumberAttributeConstraints?.MinValue,
        rest.NumberAttributeConstraints?.MaxValue,
      ],
    }));
  assert.deepEqual(read(rehearsal), read(real));
  assert.deepEqual(rehearsal.csvHeader, real.csvHeader);
  assert.deepEqual(rehearsal.autoVerifiedAttributes, ['phone_number']);
  assert.equal(rehearsal.mfaConfiguration, 'ON');
});

test('it finds the same users as a full pool, however they sign in', () => {
  const names = fc.constantFrom('ada', 'ADA', 'bob', 'a@b.c', 'A@b.c', '+15550100');
  const contacts = fc.subarray(['email', 'phone_number']);
  const spec = fc.oneof(
    fc.record({ usernameAttributes: contacts, caseSensitive: fc.boolean() }),
    fc.record({ aliasAttributes: contacts, caseSensitive: fc.boolean() }),
  );
  const columns = ['cognito:username', 'email', 'email_verified', 'phone_number', 'phone_number_verified'];
  const user = fc.record({
    username: names,
    values: fc.tuple(names, names, fc.constantFrom('true', 'FALSE', ''), names, fc.constantFrom('TRUE', '')),
  });
  fc.assert(
    fc.property(spec, fc.array(user), names, (settings, users, wanted) => {
      const given: UserPoolSpec = { name: 'club', ...settings };
      const real = new UserPool('us-east-1_real', given, 0);
      const rehearsal = rehearsalOf(real);
      for (const [index, { username, values }] of users.entries()) {
        const row = {
          username,
          sub: `sub-${index}`,
          columns,
          values,
          created: 0,
          status: 'CONFIRMED',
        } as const;
        real.importUser(row);
        rehearsal.importUser(row);
      }
      assert.equal(rehearsal.hasUser(wanted), real.hasUser(wanted));
    }),
  );
});
