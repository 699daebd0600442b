// Help for a column: whether users need it, its rule, its values, and missing columns.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { headerOf } from '../../../../src/csv/editor/cellAt.ts';
import { missingColumns, needOf, ruleOf, valuesOf } from '../../../../src/csv/editor/columnHelp.ts';
import { toColumn } from '../../../../src/csv/validate/header.ts';
import { columns, pool } from '../pools.ts';

const schema = pool();

describe('a column', () => {
  it('is required, optional, or one of several of which each user needs one', () => {
    const needs = (of = schema) => columns.map((name) => needOf(name, of)[0]).join('');
    assert.equal(needs(), 'rrroooooooo');
    assert.equal(needs(pool({ autoVerified: ['email', 'phone_number'] })), 'rrcccoooooo');
    assert.equal(needs(pool({ autoVerified: [] })), 'rrooooooooo');
  });

  it('has the rule for its values', () => {
    const found = columns.map((name) => ruleOf(toColumn(name, schema), schema));
    assert.deepEqual(found, [
      'username-characters',
      'email-format',
      'no-verified-attribute',
      'phone-format',
      'no-verified-attribute',
      'value-too-long',
      'birthdate-format',
      'updated-at-format',
      'number-range',
      'value-too-long',
      'mfa-mismatch',
    ]);
    const byEmail = pool({ usernameAttributes: ['email'] });
    assert.equal(ruleOf(toColumn('cognito:username', byEmail), byEmail), 'username-not-alias');
    const flag = pool({ attributes: [{ name: 'custom:is_verified', type: 'Boolean', required: false }] });
    assert.equal(ruleOf(toColumn('custom:is_verified', flag), flag), 'boolean-value');
  });

  it('offers values if there are only a few', () => {
    const values = (name: string, of = schema) => valuesOf(toColumn(name, of), of);
    assert.deepEqual(values('email_verified'), ['TRUE', 'FALSE']);
    assert.deepEqual(values('cognito:mfa_enabled'), ['FALSE']);
    assert.deepEqual(values('cognito:mfa_enabled', pool({ mfa: 'ON' })), ['TRUE']);
    assert.deepEqual(values('cognito:mfa_enabled', pool({ mfa: 'OPTIONAL' })), ['TRUE', 'FALSE']);
    assert.deepEqual(values('name'), []);
  });
});

describe('missing columns', () => {
  const missing = (line: string, character = line.length) =>
    missingColumns(line, character, headerOf({ count: 1, at: () => line }, schema), schema);

  it('are all columns that the header lacks, and the one at the cursor', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...columns], { minLength: 1 }), fc.nat(), (present, at) => {
        const line = present.join(',');
        const index = at % present.length;
        const character = present.slice(0, index).join(',').length + (index === 0 ? 0 : 1);
        const rest = present.filter((_, place) => place !== index);
        const offered = missing(line, character);
        assert.deepEqual([...offered].sort(), columns.filter((name) => !rest.includes(name)).sort());
      }),
    );
  });

  it('begin with the required ones', () => {
    assert.deepEqual(missing('name,').slice(0, 3), ['cognito:username', 'email', 'email_verified']);
    assert.deepEqual(missing('').length, columns.length);
  });
});
