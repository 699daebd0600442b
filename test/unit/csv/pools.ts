// The pool, header and row that the CSV tests share, and a way to mark where a finding is expected.
import type { ImportSchema } from '../../../src/csv/schema.ts';

export const columns = [
  'cognito:username',
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'name',
  'birthdate',
  'updated_at',
  'custom:age',
  'custom:code',
  'cognito:mfa_enabled',
] as const;

export const header = columns.join(',');

/** A pool whose users have usernames, verified by email, without MFA. */
export function pool(overrides: Partial<ImportSchema> = {}): ImportSchema {
  const text = { type: 'String', required: false, minLength: 0, maxLength: 2048 } as const;
  return {
    csvHeader: columns,
    attributes: [
      { ...text, name: 'sub', required: true, minLength: 1 },
      { ...text, name: 'email', required: true },
      { name: 'email_verified', type: 'Boolean', required: false },
      { ...text, name: 'phone_number' },
      { name: 'phone_number_verified', type: 'Boolean', required: false },
      { ...text, name: 'name' },
      { ...text, name: 'birthdate', minLength: 10, maxLength: 10 },
      { name: 'updated_at', type: 'Number', required: false, minValue: 0 },
      { name: 'custom:age', type: 'Number', required: false, minValue: 18, maxValue: 120 },
      { ...text, name: 'custom:code', minLength: 3, maxLength: 6 },
    ],
    autoVerified: ['email'],
    usernameAttributes: [],
    aliasAttributes: [],
    mfa: 'OFF',
    caseSensitive: false,
    ...overrides,
  };
}

const goodRow: Readonly<Record<(typeof columns)[number], string>> = {
  'cognito:username': 'jane',
  email: 'jane@example.com',
  email_verified: 'true',
  phone_number: '+12345550199',
  phone_number_verified: 'false',
  name: 'Jane Roe',
  birthdate: '02/01/1985',
  updated_at: '1471453471',
  'custom:age': '42',
  'custom:code': 'abcd',
  'cognito:mfa_enabled': 'false',
};

/** A valid row with the given raw cells in place of its own. */
export function row(cells: Partial<Record<(typeof columns)[number], string>> = {}): string {
  return columns.map((name) => cells[name] ?? goodRow[name]).join(',');
}

/** A file of the shared header and these rows. */
export function file(...rows: readonly string[]): string {
  return [header, ...rows].map((line) => `${line}\n`).join('');
}

export interface Marked {
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Removes `‹` and `›` from a text and returns the range between them. */
export function marked(text: string): Marked {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.includes('‹'));
  const line = lines[index] ?? '';
  const start = line.indexOf('‹');
  return { text: text.replace('‹', '').replace('›', ''), line: index + 1, start, end: line.indexOf('›') - 1 };
}
