// The plan of a conversion: which users are imported, which keep their password, and what is lost and why.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partsOf } from '../../../../src/sources/plan/plan.ts';
import type { SourceEntry } from '../../../../src/sources/user.ts';
import { pool } from '../../csv/pools.ts';
import { addsUp, hashPool, like, planAll, user } from './planWorld.ts';

const rowOf = (entry: SourceEntry, schema = hashPool): Readonly<Record<string, string>> => {
  const { users } = planAll([entry], schema);
  return Object.fromEntries(schema.csvHeader.map((name, index) => [name, users[0]?.row[index] ?? '']));
};

describe('a plan', () => {
  it('counts users who keep their password by algorithm, and users who must reset it by reason', () => {
    const { plan, users } = planAll([
      like(1, {}, { hash: 'BCRYPT a' }),
      like(2, {}, { hash: 'BCRYPT b' }),
      like(3, {}, { hash: 'SCRYPT c' }),
      like(4, {}, { hash: 'over-limit cost' }),
      like(5),
    ]);
    assert.deepEqual(plan.kept, [
      { algorithm: 'BCRYPT', count: 2, converted: 0 },
      { algorithm: 'SCRYPT', count: 1, converted: 1 },
    ]);
    assert.deepEqual(plan.reset, [
      { reason: 'over-limit', detail: 'cost', count: 1 },
      { reason: 'none', count: 1 },
    ]);
    assert.deepEqual(
      users.map(({ row }) => row.at(-1)),
      ['BCRYPTa', 'BCRYPTb', 'SCRYPTc', '', ''],
    );
    assert.deepEqual(partsOf(plan), [
      { algorithm: 'BCRYPT', users: 2 },
      { algorithm: 'SCRYPT', users: 1 },
      { users: 2 },
    ]);
    addsUp(plan);
  });

  it('leaves out importable hashes if the user chooses so', () => {
    const entries = [
      like(1, {}, { hash: 'BCRYPT a' }),
      like(2, {}, { hash: 'SCRYPT b' }),
      like(3, {}, { hash: 'over-limit cost' }),
      like(4),
    ];
    const { plan, users } = planAll(entries, hashPool, (first) => ({ ...first, leavesHashesOut: true }));
    assert.deepEqual(plan.kept, []);
    assert.deepEqual(plan.reset, [
      { reason: 'choice', count: 2 },
      { reason: 'over-limit', detail: 'cost', count: 1 },
      { reason: 'none', count: 1 },
    ]);
    assert.deepEqual(
      users.map(({ row }) => row.at(-1)),
      ['', '', '', ''],
    );
    assert.deepEqual(partsOf(plan), [{ users: 4 }]);
    addsUp(plan);
  });

  it('has one part for one algorithm, which may include users without a hash', () => {
    const { plan } = planAll([like(1, {}, { hash: 'BCRYPT a' }), like(2)]);
    assert.deepEqual(partsOf(plan), [{ algorithm: 'BCRYPT', users: 2 }]);
    assert.deepEqual(partsOf(planAll([like(1)]).plan), [{ users: 1 }]);
    assert.deepEqual(partsOf(planAll([]).plan), []);
  });

  it('has no hashes for a pool without the hash column', () => {
    const { plan } = planAll([like(1, {}, { hash: 'BCRYPT a' }), like(2)], pool());
    assert.deepEqual(plan.kept, []);
    assert.deepEqual(plan.reset, [
      { reason: 'pool', count: 1 },
      { reason: 'none', count: 1 },
    ]);
  });

  it('has reason and place of each record that is not a user or that Cognito refuses', () => {
    const { plan } = planAll([
      like(1),
      { place: 2, refused: 'service-account' },
      like(3, { email_verified: 'false' }),
      like(4, { username: 'U1' }),
      like(5, { email: '' }),
    ]);
    assert.deepEqual(
      plan.lost.map(({ reason, places }) => [reason, places]),
      [
        ['service-account', [2]],
        ['no-verified-attribute', [3]],
        ['duplicate-username', [4]],
        ['required-attribute-missing', [5]],
      ],
    );
    assert.equal(plan.lost.at(-1)?.detail, 'The user pool requires “email”.');
    addsUp(plan);
  });

  it('imports a user without values that the pool refuses, and keeps them for after the import', () => {
    const entry = like(1, { phone_number: 'ask Bob', phone_number_verified: 'true', 'custom:age': '7' });
    const { plan, users, asides } = planAll([entry]);
    assert.equal(plan.imported, 1);
    assert.deepEqual(
      plan.emptied.map(({ target, reason }) => [target, reason]),
      [
        ['phone_number', 'phone-format'],
        ['custom:age', 'number-range'],
      ],
    );
    assert.deepEqual(
      [...(asides[0] ?? [])],
      [
        ['phone_number', 'ask Bob'],
        ['custom:age', '7'],
      ],
    );
    assert.deepEqual(plan.aside, ['phone_number', 'custom:age']);
    assert.ok(!users[0]?.row.includes('ask Bob'));
    const strict = planAll([entry], hashPool, (first) => ({ ...first, emptyBadValues: false }));
    assert.equal(strict.plan.imported, 0);
  });

  it('leaves out users by its filters', () => {
    const entries = [
      like(1),
      like(2, {}, { aside: { disabled: 'true' } }),
      like(3, { email_verified: 'false' }),
    ];
    const { plan } = planAll(entries, pool({ autoVerified: ['phone_number'] }), (first) => ({
      ...first,
      filters: { verifiedOnly: true, notBlocked: true },
    }));
    assert.deepEqual(plan.filtered, { unverified: 1, blocked: 1 });
    assert.equal(planAll(entries).plan.blocked, 1);
    addsUp(plan);
  });

  it('keeps values without a column for after the import, except secrets and values that the user leaves out', () => {
    const aside = { source_id: '7', groups: '["a"]', totp_secret: 'x', shelf: '3', row: '4' };
    const { plan, asides } = planAll([like(1, { nickname: 'Annie' }, { aside })], hashPool, (first) => ({
      ...first,
      leftOut: ['row'],
    }));
    assert.deepEqual(plan.aside, ['source_id', 'groups', 'shelf', 'nickname']);
    assert.equal(asides[0]?.get('nickname'), 'Annie');
    assert.deepEqual(Object.fromEntries(plan.keys.map(({ key, rest }) => [key, rest])), {
      username: 'imported',
      email: 'imported',
      email_verified: 'imported',
      nickname: 'kept',
      source_id: 'kept',
      groups: 'kept',
      totp_secret: 'secret',
      shelf: 'kept',
      row: 'left',
    });
  });

  it('counts the phone numbers that a country would complete', () => {
    const entries = [like(1, { phone_number: '0301234567' }), like(2, { phone_number: '+49301234567' })];
    assert.equal(planAll(entries).plan.phonesWithoutCountry, 1);
    const { plan, users } = planAll(entries, hashPool, (first) => ({ ...first, country: 'DE' }));
    assert.equal(plan.phonesWithoutCountry, 0);
    assert.deepEqual(
      users.map(({ row }) => row[3]),
      ['+49301234567', '+49301234567'],
    );
  });

  it('does not import birthdates until their order is decided', () => {
    const { plan, users, asides } = planAll(
      [like(1, { birthdate: '3/4/1985' })],
      hashPool,
      undefined,
      'open',
    );
    assert.equal(plan.dates?.either, 1);
    assert.equal(users[0]?.row[6], '');
    assert.equal(asides[0]?.get('birthdate'), '3/4/1985');
  });

  it('writes values in the form that Cognito accepts', () => {
    const row = rowOf(
      like(1, {
        email_verified: 'ja',
        name: 'Ann\r\n\u200bRoe, Dr.',
        birthdate: '1985-04-03',
        updated_at: '1471453471123',
        mfa_enabled: 'true',
      }),
    );
    assert.equal(row['email_verified'], 'true');
    assert.equal(row['name'], 'Ann Roe, Dr.');
    assert.equal(row['birthdate'], '04/03/1985');
    assert.equal(row['updated_at'], '1471453471');
    assert.equal(row['cognito:mfa_enabled'], '', 'the pool has MFA off');
  });
});

describe('the username', () => {
  const from = (schema = hashPool, values: Readonly<Record<string, string>>, aside = {}) =>
    rowOf(user(1, { email_verified: 'true', ...values }, { aside }), schema)['cognito:username'];

  it('is the email address if the pool uses it as username', () => {
    const schema = pool({ usernameAttributes: ['email'] });
    assert.equal(from(schema, { username: 'ann', email: 'ann@example.com' }), 'ann@example.com');
  });

  it("is the source's username, else the e-mail address (if it is not an alias), else the id", () => {
    assert.equal(from(hashPool, { username: 'ann', email: 'ann@example.com' }), 'ann');
    assert.equal(from(hashPool, { email: 'ann@example.com' }, { source_id: '7' }), 'ann@example.com');
    const aliased = pool({ aliasAttributes: ['email'] });
    assert.equal(from(aliased, { email: 'ann@example.com' }, { source_id: '7' }), '7');
  });
});
