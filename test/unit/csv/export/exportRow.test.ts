// Whatever users a pool holds: their exported rows validate without an error, import, and report every lost value.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RowExporter, type ExportedRow, type LeftOut } from '../../../../src/csv/export/exportRow.ts';
import { splitRecord, writeRecord } from '../../../../src/csv/read/dialect.ts';
import { rules } from '../../../../src/csv/validate/rules.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import type { PoolUser } from '../../../../src/domain/gateway/userGateway.ts';
import { openImport } from '../../../../src/emulator/cognito/importFile.ts';
import { UserPool, type UserPoolSpec } from '../../../../src/emulator/cognito/userPool.ts';
import { importSchemaOf } from '../../../support/cognito/importSchemaOf.ts';

type Attributes = Readonly<Record<string, string>>;

function userOf(username: string, attributes: Attributes = {}, status = 'CONFIRMED'): PoolUser {
  return { username, created: 0, modified: 0, enabled: true, status, attributes };
}

const poolOf = (spec: Partial<UserPoolSpec> = {}): UserPool =>
  new UserPool('us-east-1_A', { name: 'A', autoVerifiedAttributes: ['email'], ...spec }, 0);

function exported(pool: UserPool, users: readonly PoolUser[]) {
  const exporter = new RowExporter(importSchemaOf(pool));
  const rows: ExportedRow[] = [];
  const leftOut: LeftOut[] = [];
  for (const user of users) {
    const row = exporter.take(user);
    if (typeof row === 'string') leftOut.push(row);
    else rows.push(row);
  }
  const text = [writeRecord(pool.csvHeader), ...rows.map(({ line }) => line)]
    .map((line) => `${line}\n`)
    .join('');
  return { rows, leftOut, text };
}

function errorsIn(text: string, pool: UserPool): readonly string[] {
  return validateText(text, importSchemaOf(pool)).summary.counts.flatMap(({ rule }) =>
    rules[rule].severity === 'error' ? [rule] : [],
  );
}

const verified = { email: 'ada@example.com', email_verified: 'true' };

describe('an exported user', () => {
  it('has its attributes in the form that an import takes', () => {
    const pool = poolOf({ schema: [{ Name: 'plan', AttributeDataType: 'String' }] });
    const attributes = {
      ...verified,
      sub: 'a-sub',
      name: 'Roe, Ada',
      birthdate: '1985-02-01',
      updated_at: '1471453471000',
      'custom:plan': 'gold\nand more',
      identities: '[]',
    };
    const { rows, leftOut } = exported(pool, [userOf('ada', attributes)]);
    assert.deepEqual(leftOut, []);
    const cells = splitRecord(rows[0]?.line ?? '').map(({ value }) => value);
    const cell = (name: string): string | undefined => cells[pool.csvHeader.indexOf(name)];
    assert.equal(cell('name'), 'Roe, Ada');
    assert.equal(cell('birthdate'), '02/01/1985');
    assert.equal(cell('updated_at'), '1471453471');
    assert.equal(cell('custom:plan'), 'gold and more');
    assert.equal(cell('cognito:mfa_enabled'), 'FALSE');
    assert.deepEqual(Object.fromEntries(rows[0]?.rest ?? []), {
      birthdate: '1985-02-01',
      updated_at: '1471453471000',
      'custom:plan': 'gold\nand more',
      identities: '[]',
    });
  });

  it('has as username the address or number with which users sign in to the pool', () => {
    const pool = poolOf({
      usernameAttributes: ['email', 'phone_number'],
      autoVerifiedAttributes: ['email', 'phone_number'],
    });
    const phone = { phone_number: '+12345550199', phone_number_verified: 'true' };
    const { rows } = exported(pool, [userOf('5b4f', verified), userOf('77aa', phone)]);
    assert.deepEqual(
      rows.map(({ username }) => username),
      ['ada@example.com', '+12345550199'],
    );
  });

  it('keeps a value that the dialect cannot express for after the import', () => {
    const { rows } = exported(poolOf(), [userOf('ada', { ...verified, name: '"Ada"' })]);
    assert.deepEqual(Object.fromEntries(rows[0]?.rest ?? []), { name: '"Ada"' });
  });
});

describe('an export leaves out', () => {
  for (const [who, user, reason] of [
    [
      'users without a verified address',
      userOf('ada', { email: 'ada@example.com' }),
      'no-verified-attribute',
    ],
    ['users of an identity provider', userOf('Google_1', verified, 'EXTERNAL_PROVIDER'), 'external'],
    [
      'users without an attribute that the pool requires',
      userOf('ada', verified),
      'required-attribute-missing',
    ],
  ] as const)
    it(who, () => {
      const pool = poolOf(
        reason.startsWith('required') ? { schema: [{ Name: 'name', Required: true }] } : {},
      );
      assert.deepEqual(exported(pool, [user]), {
        rows: [],
        leftOut: [reason],
        text: `${pool.csvHeader.join(',')}\n`,
      });
    });

  it('users who share a sign-in alias with an earlier user', () => {
    const pool = poolOf({ aliasAttributes: ['email'] });
    assert.deepEqual(exported(pool, [userOf('ada', verified), userOf('bob', verified)]).leftOut, [
      'duplicate-alias',
    ]);
  });
});

const nasty = fc.oneof(
  fc.constantFrom(
    '"',
    '""',
    '"quoted"',
    '\\',
    'a\\',
    'a\\,b',
    ',',
    ' , ',
    'null',
    'Ã¼',
    '\u0000',
    'a\u0085b',
    '\u200b',
    '\u00a0',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ maxLength: 2_048, minLength: 1_900 }),
  fc.constantFrom(
    '1985-02-01',
    '31/12/1985',
    '02/30/1985',
    '1471453471',
    '1471453471000',
    '-1',
    '17',
    '1e9',
    'TRUE',
    'yes',
  ),
);
const address = fc.oneof(
  fc.constantFrom('ada@example.com', 'Ada@example.com', 'b,o@example.com', 'no address', ''),
  fc.emailAddress(),
  nasty,
);
const phone = fc.oneof(fc.constantFrom('+12345550199', '+4915112345678', '0151', ''), nasty);
const flag = fc.constantFrom('true', 'false', '');
const name = fc.oneof(
  fc.constantFrom('ada', 'Ada', '"ada"', 'ada\\', 'ada,', 'ada@example.com', '+12345550199'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => text.replaceAll(/[^\p{L}\p{M}\p{S}\p{N}\p{P}]/gu, 'x')),
);
const attributes = fc.record(
  {
    ...{ email: address, email_verified: flag, phone_number: phone, phone_number_verified: flag },
    ...{
      name: nasty,
      birthdate: nasty,
      updated_at: nasty,
      address: nasty,
      'custom:age': nasty,
      'custom:code': nasty,
    },
    ...{ 'custom:vip': nasty, identities: nasty, 'dev:custom:note': nasty },
  },
  { requiredKeys: [] },
);
const contact = fc.constantFrom('email' as const, 'phone_number' as const);
const specs = fc.record({
  autoVerifiedAttributes: fc.uniqueArray(contact, { minLength: 1 }),
  usernameAttributes: fc.uniqueArray(contact),
  aliasAttributes: fc.uniqueArray(fc.constantFrom('email', 'phone_number', 'preferred_username')),
  mfaConfiguration: fc.constantFrom('OFF' as const, 'ON' as const, 'OPTIONAL' as const),
  caseSensitive: fc.boolean(),
  passwordHashes: fc.boolean(),
  required: fc.boolean(),
});

it('an export validates without an error and imports, whatever the pool holds', () => {
  const list = fc.array(fc.tuple(name, attributes), { maxLength: 12 });
  fc.assert(
    fc.property(specs, list, ({ required, ...spec }, users) => {
      const schema = [
        ...(required ? [{ Name: 'name', Required: true }] : []),
        { Name: 'age', AttributeDataType: 'Number' as const, NumberAttributeConstraints: { MinValue: '18' } },
        { Name: 'code', StringAttributeConstraints: { MinLength: '3', MaxLength: '6' } },
        { Name: 'vip', AttributeDataType: 'Boolean' as const },
      ];
      const pool = poolOf({ ...spec, schema });
      const given = users.map(([username, values]) => userOf(username, values));
      const { rows, leftOut, text } = exported(pool, given);
      assert.equal(rows.length + leftOut.length, users.length);
      if (rows.length === 0) return;
      assert.deepEqual(errorsIn(text, pool), []);
      const reading = openImport(Buffer.from(text), poolOf({ ...spec, schema }), undefined);
      if (typeof reading === 'string') assert.fail(reading);
      for (let row = 0; reading.hasNext(); row++) {
        const outcome = reading.next(0, () => `sub ${row}`);
        // Generated users may share a name, address or number, which a pool does not allow.
        const { usernameAttributes, aliasAttributes } = spec;
        const isTaken = outcome === 'SKIPPED' && usernameAttributes.length + aliasAttributes.length > 0;
        assert.ok(outcome === 'SUCCEEDED' || isTaken, `${outcome}: ${rows[row]?.line}`);
      }
    }),
    { numRuns: 400 },
  );
});
