// Ways to break one cell of a valid file.
import type { RuleId } from '../../../src/csv/validate/rules.ts';
import { change, writeRow, type breakColumns, type Breakage, type Row } from './breakable.ts';

type Name = (typeof breakColumns)[number];

function cell(
  rule: RuleId,
  name: Name,
  bad: (value: string) => string,
  isFixed = false,
  prepared?: string,
): Breakage {
  const prepare = (rows: readonly Row[], at: number) =>
    rows.map((row, index) => (index === at && prepared !== undefined ? { ...row, [name]: prepared } : row));
  return {
    rule,
    kind: `${name} ${bad('…')}`,
    prepare,
    make: (rows, at) =>
      change(rows, at, (_, row) => {
        const text = bad(row[name]);
        return [writeRow({ ...row, [name]: text.includes('‹') ? text : `‹${text}›` })];
      }),
    isFixed,
  };
}

const misread = (text: string) => Buffer.from(text).toString('latin1');
const hex = (text: string) => Buffer.from(text).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');

export const cellBreakages: readonly Breakage[] = [
  cell('quoted-value', 'name', (value) => `"${value}"`, true),
  cell('white-space', 'name', (value) => ` ${value} `, true),
  cell('control-character', 'name', (value) => `${value}\0`, true),
  cell('control-character', 'email', (value) => `\u0007${value}`, true),
  cell('invisible-in-text', 'name', (value) => `${value}\u200b`, true),
  cell('invisible-in-text', 'name', (value) => value.replace(' ', '\u00a0'), true),
  cell('invisible-character', 'email', (value) => `${value}\u00a0`, true),
  cell('invisible-character', 'cognito:username', (value) => `\ufeff${value}`, true),
  cell('invisible-character', 'email_verified', (value) => `${value}\u200b`, true),
  cell('mojibake', 'name', misread, true),
  cell('null-word', 'name', () => 'undefined', true, ''),
  cell('null-word', 'cognito:username', () => 'null'),
  cell('backslash', 'name', (value) => `${value}‹\\›x`),
  cell('username-characters', 'cognito:username', (value) => `${value} x`),
  cell('username-missing', 'cognito:username', () => ''),
  cell('username-too-long', 'cognito:username', () => 'x'.repeat(129)),
  cell('username-like-alias', 'cognito:username', (value) => `${value}@example.com`),
  cell('boolean-value', 'email_verified', () => 'WAHR', true),
  cell('boolean-value', 'phone_number_verified', () => 'ЛОЖЬ', true),
  cell('boolean-value', 'cognito:mfa_enabled', () => '0', true),
  cell('boolean-value', 'email_verified', () => 'perhaps'),
  cell('mfa-mismatch', 'cognito:mfa_enabled', () => 'true', true, ''),
  cell('birthdate-format', 'birthdate', (value) => value.replace(/(..)\/(..)\/(....)/, '$3-$1-$2'), true),
  cell('birthdate-format', 'birthdate', (value) => value.replace(/(..)\/(..)\/(....)/, '$2.$1.$3'), true),
  cell('birthdate-format', 'birthdate', () => '1/2/1985', true, '01/02/1985'),
  cell('birthdate-format', 'birthdate', () => '1/2/85'),
  cell('birthdate-impossible', 'birthdate', () => '02/30/1985'),
  cell('updated-at-milliseconds', 'updated_at', (value) => `${value}000`, true),
  cell('updated-at-format', 'updated_at', (value) => `${value}.5`, true),
  cell('email-format', 'email', (value) => `Jane <${value}>`, true),
  cell('email-format', 'email', () => 'jane'),
  cell('phone-format', 'phone_number', (value) => value.replace(/^\+(...)/, '00$1-'), true),
  cell('phone-digits-lost', 'phone_number', () => '1.23E+10'),
  cell('value-too-long', 'custom:code', () => 'abcdefg'),
  cell('value-too-short', 'custom:code', () => 'a'),
  cell('not-a-number', 'custom:age', () => 'forty'),
  cell('number-range', 'custom:age', () => '17'),
  cell('hash-blank', 'password_hash', () => ''),
  cell('hash-format', 'password_hash', () => '5f4dcc3b5aa765d61d8327deb882cf99'),
  cell('hash-limit', 'password_hash', (value) => value.replace('$10$', '$13$')),
  cell('hash-encoded', 'password_hash', hex, true),
  cell('hash-encoded', 'password_hash', base64, true),
  cell('required-attribute-missing', 'email', () => ''),
  cell('no-verified-attribute', 'email_verified', () => 'false'),
  cell('mfa-blank', 'cognito:mfa_enabled', () => ''),
];
