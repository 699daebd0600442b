// Checks an import CSV whose user pool is unknown, by the columns that every pool has.
import { splitRecord } from '../read/dialect.ts';
import type { ImportSchema, SchemaAttribute } from '../schema.ts';

/** GetCSVHeader's columns of a pool without custom attributes, in its order (Developer Guide, Importing users from a CSV file). */
const standardColumns = [
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile'],
  ...['picture', 'website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale'],
  ...['phone_number', 'phone_number_verified', 'address', 'updated_at'],
];
const lastColumns = ['cognito:mfa_enabled', 'cognito:username', 'password_hash'];

/**
 * A schema with the custom attributes named by the header, and without requirements. It cannot answer what depends
 * on the pool: sign-in rules, verification, MFA and bounds.
 */
export function standardPool(header: string): ImportSchema {
  const names = splitRecord(header).map(({ value }) => value.trim().replaceAll('"', ''));
  const custom = [...new Set(names.filter((name) => name.startsWith('custom:')))];
  return {
    csvHeader: [...standardColumns, ...custom, ...lastColumns],
    attributes: [...standardColumns, ...custom].map(toAttribute),
    autoVerified: ['email', 'phone_number'],
    usernameAttributes: [],
    aliasAttributes: [],
    mfa: 'OPTIONAL',
    caseSensitive: true,
  };
}

function toAttribute(name: string): SchemaAttribute {
  const isFlag = name === 'email_verified' || name === 'phone_number_verified';
  const type = isFlag ? 'Boolean' : name === 'updated_at' ? 'Number' : 'String';
  return { name, type, required: false };
}
