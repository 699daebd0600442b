// The pool that the CSV bench validates against: the default schema and one custom attribute.
import type { ImportSchema } from '../../src/csv/schema.ts';

/** In the order of GetCSVHeader. */
export const benchHeader = [
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
  ...[
    'phone_number_verified',
    'address',
    'updated_at',
    'custom:tenant',
    'cognito:mfa_enabled',
    'cognito:username',
  ],
];

export const benchSchema: ImportSchema = {
  csvHeader: benchHeader,
  attributes: benchHeader.map((name) => ({
    name,
    type: name.endsWith('_verified') ? 'Boolean' : name === 'updated_at' ? 'Number' : 'String',
    required: name === 'email',
    maxLength: 2048,
  })),
  autoVerified: ['email'],
  usernameAttributes: [],
  aliasAttributes: ['email'],
  mfa: 'OPTIONAL',
  caseSensitive: false,
};
