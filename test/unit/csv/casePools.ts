// The pools of the file cases: the default schema, automatic email verification, MFA off, and what a case adds.
import type { ImportSchema } from '../../../src/csv/schema.ts';

/** In the order of GetCSVHeader (API reference). */
const header = [
  ...[
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
  ],
  ...['website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale', 'phone_number'],
  ...['phone_number_verified', 'address', 'updated_at', 'cognito:mfa_enabled', 'cognito:username'],
];

const booleans = ['email_verified', 'phone_number_verified'];

export function defaultPool(
  overrides: Partial<ImportSchema> = {},
  extraColumns: readonly string[] = [],
): ImportSchema {
  const csvHeader = [...header.slice(0, -2), ...extraColumns, ...header.slice(-2)];
  return {
    csvHeader,
    attributes: csvHeader
      .filter((name) => !name.startsWith('cognito:'))
      .map((name) => ({
        name,
        type: booleans.includes(name) ? 'Boolean' : name === 'updated_at' ? 'Number' : 'String',
        required: false,
      })),
    autoVerified: ['email'],
    usernameAttributes: [],
    aliasAttributes: [],
    mfa: 'OFF',
    caseSensitive: false,
    ...overrides,
  };
}
