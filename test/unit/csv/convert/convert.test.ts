// Converts other CSVs to import CSVs: finds the header and matches column names.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suggestColumn, whyNotImportable } from '../../../../src/csv/convert/columns.ts';
import { findHeaderRecord, proposeMapping } from '../../../../src/csv/convert/convert.ts';
import { columns, pool } from '../pools.ts';

describe('suggestColumn', () => {
  const all = [...columns, 'given_name', 'family_name', 'custom:tenant'];
  const cases: readonly (readonly [string, string | undefined, boolean?])[] = [
    ['E-Mail', 'email', true],
    ['Email Verified', 'email_verified', true],
    ['First Name', 'given_name', true],
    ['surname', 'family_name', true],
    ['USER NAME', 'cognito:username', true],
    ['tenant', 'custom:tenant', true],
    ['Mobile', 'phone_number', true],
    ['DOB', 'birthdate', true],
    ['emial', 'email', false],
    ['birthdat', 'birthdate', false],
    ['shoe size', undefined],
    ['', undefined],
    ['constructor', undefined],
  ];
  for (const [name, column, sure] of cases) {
    it(`maps ${JSON.stringify(name)} to ${String(column)}`, () => {
      assert.deepEqual(suggestColumn(name, all), column === undefined ? undefined : { column, sure });
    });
  }

  it('suggests only free columns', () => {
    assert.equal(suggestColumn('mail', ['name']), undefined);
  });
});

describe('whyNotImportable', () => {
  it('has a reason for each column that exports have and imports cannot set', () => {
    for (const name of ['sub', 'Password', 'enabled', 'cognito:user_status', 'Groups', 'UserCreateDate']) {
      assert.equal(typeof whyNotImportable(name), name === 'UserCreateDate' ? 'undefined' : 'string', name);
    }
    assert.equal(whyNotImportable('email'), undefined);
    assert.equal(whyNotImportable('toString'), undefined);
  });
});

describe('proposeMapping', () => {
  it('assigns each column once, preferring exact names to similar ones', () => {
    const mapping = proposeMapping(['mail', 'email', 'emial', 'User', 'Colour'], pool());
    assert.deepEqual(mapping, [
      { source: 'mail', target: undefined, sure: true },
      { source: 'email', target: 'email', sure: true },
      { source: 'emial', target: undefined, sure: true },
      { source: 'User', target: 'cognito:username', sure: true },
      { source: 'Colour', target: undefined, sure: true },
    ]);
  });

  it('marks guesses as unsure', () => {
    assert.deepEqual(proposeMapping(['emial'], pool()), [{ source: 'emial', target: 'email', sure: false }]);
  });
});

describe('findHeaderRecord', () => {
  const cases: readonly (readonly [widths: readonly number[], titles: number])[] = [
    [[2, 4, 4, 4], 1],
    [[1, 1, 4, 4], 2],
    [[1, 1, 4, 3], 0],
    [[1, 1, 1], 0],
    [[1, 2, 4, 4], 2],
    [[2, 2, 4, 4], 2],
    [[2, 2, 3, 2], 0],
    [[2, 3, 2, 2], 0],
    [[4, 4, 5, 5, 4, 4], 0],
    [[4, 4, 4], 0],
    [[4, 3, 3], 0],
    [[2, 4], 0],
    [[], 0],
  ];
  for (const [widths, titles] of cases)
    it(`finds ${titles} title lines in records of ${widths.join(', ')} fields`, () =>
      assert.equal(findHeaderRecord(widths) ?? 0, titles));
});
