// What is offered for a column: how much it is needed, its rule, the columns that are missing, and values.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { headerOf } from '../../../../src/csv/editor/cellAt.ts';
import { missingColumns, needOf, ruleOf, valuesOf } from '../../../../src/csv/editor/columnHelp.ts';
import { toColumn } from '../../../../src/csv/validate/header.ts';
import { columns, pool } from '../pools.ts';

const schema = pool();

describe('a column', () => {
  it('is needed by every user, one of several, or not', () => {
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

  it('has values to choose from where there are few', () => {
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

  it('are those that the header lacks, whatever it has, and that of the cursor', () => {
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

  it('begin with what every user needs', () => {
    assert.deepEqual(missing('name,').slice(0, 3), ['cognito:username', 'email', 'email_verified']);
    assert.deepEqual(missing('').length, columns.length);
  });
});
