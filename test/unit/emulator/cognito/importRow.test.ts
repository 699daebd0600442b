// The importer's results for rows and files: a case for each rule that fails a row, and for each that fails the job.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openImport } from '../../../../src/emulator/cognito/importFile.ts';
import type { Outcome } from '../../../../src/emulator/cognito/jobResults.ts';
import { UserPool, type UserPoolSpec } from '../../../../src/emulator/cognito/userPool.ts';

const spec: UserPoolSpec = {
  name: 'customers',
  autoVerifiedAttributes: ['email', 'phone_number'],
  passwordHashes: true,
  schema: [
    { Name: 'given_name', Required: true },
    {
      Name: 'points',
      AttributeDataType: 'Number',
      NumberAttributeConstraints: { MinValue: '0', MaxValue: '100' },
    },
    {
      Name: 'plan',
      AttributeDataType: 'String',
      StringAttributeConstraints: { MinLength: '3', MaxLength: '6' },
    },
  ],
};

const good = {
  'cognito:username': 'ada',
  given_name: 'Ada',
  email: 'ada@example.com',
  email_verified: 'TRUE',
  phone_number: '+4930123456',
  phone_number_verified: 'false',
  birthdate: '02/29/2000',
  updated_at: '1471453471',
  'cognito:mfa_enabled': '',
  'custom:points': '7',
  'custom:plan': 'gold',
  password_hash: '',
};
type Row = Partial<Record<keyof typeof good, string>>;

interface Given extends Partial<UserPoolSpec> {
  readonly algorithm?: string;
}

/** Outcomes of the rows, or the completion message of a job that fails as a whole. */
function importOf(
  file: string | Buffer,
  { algorithm, ...more }: Given = {},
): { outcomes: Outcome[]; pool: UserPool } | string {
  const pool = new UserPool('us-east-1_AAAAAAAAA', { ...spec, ...more }, 0);
  const opened = openImport(Buffer.from(file), pool, algorithm);
  if (typeof opened === 'string') return opened;
  const outcomes: Outcome[] = [];
  while (opened.hasNext()) outcomes.push(opened.next(0, () => 'sub'));
  return { outcomes, pool };
}

function fileOf(...rows: Row[]): string {
  const lines = rows.map((row) => Object.values({ ...good, ...row }).join(','));
  return [Object.keys(good).join(','), ...lines].join('\n');
}

function outcomeOf(row: Row, given: Given = {}): Outcome | undefined {
  const imported = importOf(fileOf(row), given);
  assert.ok(typeof imported !== 'string');
  return imported.outcomes[0];
}

const bcrypt = `$2b$10$${'a'.repeat(53)}`;
const argon = (m: number): string => `$argon2id$v=19$m=${m}\\,t=2\\,p=1$c2FsdA$aGFzaA`;
const cases: readonly (readonly [Outcome, Row, Given?])[] = [
  ['SUCCEEDED', {}],
  ['SUCCEEDED', { email: '  ada@example.com\t' }],
  ['SUCCEEDED', { email: '', email_verified: '', phone_number_verified: 'True' }],
  ['SUCCEEDED', { given_name: 'Doe\\, Jane', birthdate: '', updated_at: '' }],
  ['username-missing', { 'cognito:username': ' ' }],
  ['username-characters', { 'cognito:username': 'ada lovelace' }],
  ['username-too-long', { 'cognito:username': 'a'.repeat(129) }],
  ['no-verified-attribute', { email_verified: 'FALSE' }],
  [
    'no-verified-attribute',
    { email_verified: '', phone_number_verified: 'true' },
    { autoVerifiedAttributes: ['email'] },
  ],
  ['verified-email-missing', { email: '' }],
  ['verified-phone-missing', { phone_number: '', phone_number_verified: 'true' }],
  ['required-attribute-missing', { given_name: '' }],
  ['boolean-value', { phone_number_verified: 'yes' }],
  ['boolean-value', { 'cognito:mfa_enabled': '1' }],
  ['mfa-mismatch', { 'cognito:mfa_enabled': 'true' }],
  ['mfa-mismatch', { 'cognito:mfa_enabled': 'FALSE' }, { mfaConfiguration: 'ON' }],
  ['SUCCEEDED', { 'cognito:mfa_enabled': 'true' }, { mfaConfiguration: 'OPTIONAL' }],
  ['birthdate-format', { birthdate: '2000-02-29' }],
  ['birthdate-impossible', { birthdate: '02/29/1900' }],
  ['updated-at-format', { updated_at: 'yesterday' }],
  ['updated-at-milliseconds', { updated_at: '1471453471000' }],
  ['email-format', { email: 'ada' }],
  ['phone-format', { phone_number: '(555) 010-0199' }],
  ['value-too-long', { given_name: 'x'.repeat(2049) }],
  ['value-too-long', { 'custom:plan': 'platinum' }],
  ['value-too-short', { 'custom:plan': 'x' }],
  ['not-a-number', { 'custom:points': 'seven' }],
  ['number-range', { 'custom:points': '101' }],
  ['column-count', { given_name: 'Doe, Jane' }],
  ['quoted-value', { given_name: '"Ada"' }],
  ['row-too-long', { given_name: 'x'.repeat(16_000) }],
  ['SUCCEEDED', { password_hash: 'anything' }],
  ['SUCCEEDED', { password_hash: bcrypt }, { algorithm: 'BCRYPT' }],
  ['SUCCEEDED', { password_hash: argon(19_456) }, { algorithm: 'ARGON2ID' }],
  ['hash-limit', { password_hash: argon(65_536) }, { algorithm: 'ARGON2ID' }],
  ['hash-limit', { password_hash: bcrypt.replace('10', '14') }, { algorithm: 'BCRYPT' }],
  ['hash-format', { password_hash: bcrypt }, { algorithm: 'SCRYPT' }],
  ['column-count', { password_hash: argon(1).replaceAll('\\', '') }, { algorithm: 'ARGON2ID' }],
];

describe('a row', () => {
  for (const [outcome, row, given] of cases) {
    const what = Object.entries({ ...row, ...given }).map(
      ([name, value]) => `${name}=${JSON.stringify(value).slice(0, 40)}`,
    );
    test(`${outcome}: ${what.join(' ')}`, () => assert.equal(outcomeOf(row, given), outcome));
  }

  test('of an existing user is skipped, according to the pool’s case sensitivity', () => {
    const file = fileOf({}, { 'cognito:username': 'ADA' }, {});
    const outcomes = (caseSensitive: boolean): unknown => {
      const imported = importOf(file, { caseSensitive });
      return typeof imported === 'string' ? imported : imported.outcomes;
    };
    assert.deepEqual(outcomes(true), ['SUCCEEDED', 'SUCCEEDED', 'SKIPPED']);
    assert.deepEqual(outcomes(false), ['SUCCEEDED', 'SKIPPED', 'SKIPPED']);
  });

  test('becomes a user who must reset the password, unless it has a hash', () => {
    const imported = importOf(fileOf({ password_hash: bcrypt }, { 'cognito:username': 'bob' }), {
      algorithm: 'BCRYPT',
    });
    assert.ok(typeof imported !== 'string');
    assert.equal(imported.pool.user('ada')?.status, 'CONFIRMED');
    assert.equal(imported.pool.user('bob')?.status, 'RESET_REQUIRED');
  });
});

describe('a file', () => {
  const row = fileOf({}).split('\n')[1] ?? '';
  const header = Object.keys(good).join(',');
  const unusable: readonly (readonly [string, string | Buffer, RegExp, Given?])[] = [
    ['with a byte order mark', `\ufeff${fileOf({})}`, /parsed/],
    ['that is not UTF-8', Buffer.from([...Buffer.from(fileOf({})), 0xff]), /parsed/],
    ['that is empty', '', /header/],
    ['with an unknown column', `${header},shoe_size\n${row},42`, /unexpected headers/],
    ['with quoted column names', `"${header.replaceAll(',', '","')}"\n${row}`, /unexpected headers/],
    ['with a column for the sub', `${header},sub\n${row},1`, /unexpected headers/],
    ['with a column twice', `${header},email\n${row},a@b.c`, /duplicate/],
    ['without usernames', 'email,email_verified,given_name\na@b.c,true,A', /missing a required/],
    [
      'without an attribute that the pool requires',
      'cognito:username,email,email_verified\na,a@b.c,true',
      /missing a required/,
    ],
    ['without any verified contact', 'cognito:username,given_name,email\na,A,a@b.c', /missing a required/],
    [
      'without the hash column although the job has an algorithm',
      'cognito:username,given_name,email,email_verified\na,A,a@b.c,true',
      /password_hash/,
      { algorithm: 'BCRYPT' },
    ],
    ['with more than half a million users', `${header}\n${'x\n'.repeat(500_001)}`, /too many/],
  ];
  for (const [what, file, message, given] of unusable) {
    test(`${what} fails the job`, () => {
      const completionMessage = importOf(file, given);
      assert.ok(typeof completionMessage === 'string');
      assert.match(completionMessage, message);
      assert.ok(completionMessage.length <= 128);
    });
  }

  test('may have its columns in any order, CRLF, blank lines, and omit optional columns', () => {
    const imported = importOf(
      'email_verified,email,cognito:username,given_name\r\n\r\ntrue,a@b.c,ada,Ada\r\n  \r\ntrue,b@b.c,bob,Bob\r\n',
    );
    assert.ok(typeof imported !== 'string');
    assert.deepEqual(imported.outcomes, ['SUCCEEDED', 'SUCCEEDED']);
    assert.equal(imported.pool.userCount, 2);
  });
});
