// A file with every common kind of mistake, each with the correct line and the way to fix it.
import type { RuleId } from '../../../src/csv/validate/rules.ts';
import type { ImportSchema } from '../../../src/csv/schema.ts';
import { columns, pool } from './pools.ts';

export interface Mistake {
  readonly kind: string;
  readonly rule: RuleId;
  /** The line with the mistake, with `‹` and `›` around it. */
  readonly line: string;
  /** The correct line; undefined if the line should be removed. */
  readonly fixed: string | undefined;
  /** Fixed without asking, without asking if an earlier row is equal, by the first quick fix, or by typing. */
  readonly how: 'safe' | 'equal' | 'choice' | 'hand';
}

/** Users have usernames, are verified by email or phone, and are imported with Argon2id hashes. */
export const mistakesPool: ImportSchema = pool({
  csvHeader: [...columns.slice(0, 6), 'address', 'nickname', ...columns.slice(6), 'password_hash'],
  autoVerified: ['email', 'phone_number'],
  aliasAttributes: [],
  hashAlgorithm: 'ARGON2ID',
});

export const mistakesHeader =
  '\ufeffcognito:username,"email",email_verified,Phone Number,phone_number_verified, name,address,' +
  'birthdate,updated_at,custom:age,custom:code,cognito:mfa_enabled,password_hash,sub';

const names = [
  'username',
  'email',
  'emailVerified',
  'phone',
  'phoneVerified',
  'name',
  'address',
  'birthdate',
  'updatedAt',
  'age',
  'code',
  'mfa',
  'hash',
  'sub',
] as const;

type Cells = Partial<Record<(typeof names)[number], string>>;

const good: Required<Cells> = {
  username: '',
  email: 'jane@example.com',
  emailVerified: 'true',
  phone: '+12345550199',
  phoneVerified: 'false',
  name: 'Jane Roe',
  address: '100 Main Street',
  birthdate: '02/13/1985',
  updatedAt: '1471453471',
  age: '42',
  code: 'abcd',
  mfa: 'false',
  hash: '$argon2id$v=19$m=19456\\,t=2\\,p=1$c29tZXNhbHQ$aGFzaA',
  sub: 'b1946ac9',
};

let users = 0;

function line(cells: Cells): string {
  return names.map((name) => cells[name] ?? good[name]).join(',');
}

/** A mistake in one cell and what the cell should be. */
function cell(
  kind: string,
  rule: RuleId,
  name: (typeof names)[number],
  bad: string,
  fixed: string,
  how: Mistake['how'] = 'safe',
  others: Cells = {},
): Mistake {
  const username = `user${++users}`;
  const marked = bad.includes('‹') ? bad : `‹${bad}›`;
  return {
    kind,
    rule,
    line: line({ username, ...others, [name]: marked }),
    fixed: line({ username, ...others, [name]: fixed }),
    how,
  };
}

export const mistakes: readonly Mistake[] = [
  cell('quotation marks', 'quoted-value', 'name', '"Jane Roe"', 'Jane Roe'),
  cell('quotation marks around a comma', 'quoted-value', 'name', '"Roe, Jane"', 'Roe\\, Jane'),
  cell('doubled quotation marks', 'quoted-value', 'name', '"Jane ""Jay"" Roe"', 'Jane "Jay" Roe'),
  cell(
    'an unescaped comma',
    'column-count',
    'address',
    '100 Main Street, Any Town',
    '100 Main Street\\, Any Town',
  ),
  cell('two unescaped commas', 'column-count', 'address', '1 A St, B Town, C', '1 A St\\, B Town\\, C'),
  cell('empty values at the end', 'column-count', 'sub', 'b1946ac9,‹,›', 'b1946ac9'),
  {
    kind: 'a value missing at the end',
    rule: 'column-count',
    line: line({ username: 'short', hash: `‹${good.hash}›` }).replace(',b1946ac9', ''),
    fixed: line({ username: 'short', sub: '' }),
    how: 'choice',
  },
  { kind: 'an empty line', rule: 'blank-line', line: '‹›', fixed: undefined, how: 'safe' },
  cell('white space', 'white-space', 'email', '  jane@example.com ', 'jane@example.com'),
  cell('yes for true', 'boolean-value', 'emailVerified', 'yes', 'true'),
  cell('1 for true', 'boolean-value', 'emailVerified', '1', 'true'),
  cell('0 for false', 'boolean-value', 'phoneVerified', '0', 'false'),
  cell('no for false', 'boolean-value', 'mfa', 'No', 'false'),
  cell("MFA against the pool's setting", 'mfa-mismatch', 'mfa', 'TRUE', ''),
  cell('an ISO date', 'birthdate-format', 'birthdate', '1985-02-01', '02/01/1985'),
  cell('an ISO date with a time', 'birthdate-format', 'birthdate', '1985-02-01T00:00:00Z', '02/01/1985'),
  cell('a date with dots', 'birthdate-format', 'birthdate', '1.2.1985', '02/01/1985'),
  cell('a date without zeros', 'birthdate-format', 'birthdate', '2/1/1985', '02/01/1985'),
  cell('a year of two digits', 'birthdate-format', 'birthdate', '2/1/85', '02/01/1985', 'choice'),
  cell('a date with a time', 'birthdate-format', 'birthdate', '2/1/1985 0:00', '02/01/1985'),
  cell('a month by name', 'birthdate-format', 'birthdate', '1 Feb 1985', '02/01/1985'),
  cell('an impossible date', 'birthdate-impossible', 'birthdate', '02/30/1985', '02/28/1985', 'hand'),
  cell('milliseconds', 'updated-at-milliseconds', 'updatedAt', '1471453471123', '1471453471'),
  cell('an ISO time', 'updated-at-format', 'updatedAt', '2016-08-17T17:04:31Z', '1471453471'),
  cell('seconds with a fraction', 'updated-at-format', 'updatedAt', '1471453471.5', '1471453471'),
  cell('a phone number with punctuation', 'phone-format', 'phone', '+1 (234) 555-0199', '+12345550199'),
  cell('a phone number with 00', 'phone-format', 'phone', '0012345550199', '+12345550199'),
  cell('a phone number as a link', 'phone-format', 'phone', 'tel:+1-234-555-0199', '+12345550199'),
  cell('a phone number with (0)', 'phone-format', 'phone', '+44 (0)20 7946 0958', '+442079460958'),
  cell(
    'a phone number without its plus sign',
    'phone-format',
    'phone',
    '12345550199',
    '+12345550199',
    'choice',
  ),
  cell(
    'a phone number that a spreadsheet rounded',
    'phone-digits-lost',
    'phone',
    '1.23E+10',
    '+12345550199',
    'hand',
  ),
  cell(
    'an email address with a name',
    'email-format',
    'email',
    'Jane <jane@example.com>',
    'jane@example.com',
  ),
  cell(
    'an email address with a space',
    'email-format',
    'email',
    'jane @example.com',
    'jane@example.com',
    'choice',
  ),
  cell('a value that is not an email address', 'email-format', 'email', 'jane', 'jane@example.com', 'hand'),
  cell(
    'unescaped commas in a hash',
    'unescaped-hash-comma',
    'hash',
    good.hash.replaceAll('\\', ''),
    good.hash,
  ),
  cell(
    'a hash of another kind',
    'hash-format',
    'hash',
    '5f4dcc3b5aa765d61d8327deb882cf99',
    good.hash,
    'hand',
  ),
  cell('a hash over the limit', 'hash-limit', 'hash', good.hash.replace('t=2', 't=3'), good.hash, 'hand'),
  {
    kind: 'a row twice',
    rule: 'duplicate-username',
    line: line({ username: '‹user1›' }),
    fixed: undefined,
    how: 'equal',
  },
  {
    kind: 'a username twice, in rows that differ',
    rule: 'duplicate-username',
    line: line({ username: '‹user1›', name: 'John Roe' }),
    fixed: undefined,
    how: 'choice',
  },
  {
    kind: 'a row twice but for the case of the username',
    rule: 'duplicate-username',
    line: line({ username: '‹USER2›' }),
    fixed: undefined,
    how: 'choice',
  },
  cell('no username', 'username-missing', 'username', '', 'joe@example.com', 'choice', {
    email: 'joe@example.com',
  }),
  cell('a username with a space', 'username-characters', 'username', 'jane roe', 'jane_roe', 'choice'),
  cell(
    'a username that is too long',
    'username-too-long',
    'username',
    'x'.repeat(129),
    'x'.repeat(128),
    'hand',
  ),
  cell('no verified attribute', 'no-verified-attribute', 'emailVerified', 'false', 'true', 'choice'),
  {
    kind: 'a missing phone number that is marked as verified',
    rule: 'verified-phone-missing',
    line: line({ username: 'nophone', phone: '‹›', phoneVerified: 'true' }),
    fixed: line({ username: 'nophone', phone: '', phoneVerified: 'false' }),
    how: 'choice',
  },
  cell(
    'a missing required attribute',
    'required-attribute-missing',
    'email',
    '',
    'jane@example.com',
    'hand',
    { emailVerified: 'false', phoneVerified: 'true' },
  ),
  cell('words for a number', 'not-a-number', 'age', 'forty', '40', 'hand'),
  cell('a number out of range', 'number-range', 'age', '17', '18', 'hand'),
  cell('a value that is too long', 'value-too-long', 'code', 'abcdefg', 'abcdef', 'hand'),
  cell('a value that is too short', 'value-too-short', 'code', 'ab', 'abc', 'hand'),
];

/** Removes the marks around the mistake. */
export function unmarked(line: string): string {
  return line.replace(/[‹›]/g, '');
}

/** The file with all mistakes: the first one is on line 2. */
export const mistakesFile = [mistakesHeader, ...mistakes.map(({ line }) => unmarked(line))]
  .map((line) => `${line}\n`)
  .join('');
