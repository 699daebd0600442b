// The sentences about columns and values in an import CSV.
import { needOf } from '../../../csv/editor/columnHelp.ts';
import { hashAlgorithms, type Contact, type ImportSchema } from '../../../csv/schema.ts';
import type { Column } from '../../../csv/validate/header.ts';
import { limits } from '../../../csv/validate/rules.ts';
import { hashLimits, readHash, type HashCost } from '../../../csv/values/hashes.ts';

export const helpWords = {
  documentation: 'AWS documentation',
  pool: 'User pool:',
  unknownPool: 'What the user pool itself requires is shown once the file has been validated:',
  validate: 'Validate Import CSV…',
};

/** How much a column is needed: `required`. Without a known pool, only what every pool requires. */
export function needWords(column: string, schema: ImportSchema, isPoolKnown: boolean): string {
  if (column === 'cognito:username') return 'required';
  if (!isPoolKnown) return 'may be required by the user pool';
  switch (needOf(column, schema)) {
    case 'required':
      return 'required';
    case 'choice':
      return 'email address or phone number required';
    case 'optional':
      return 'optional';
  }
}

/** What a value of the column looks like. */
export function columnWords(
  column: Column,
  schema: ImportSchema,
  isPoolKnown: boolean,
  locale: string,
): string {
  switch (column.kind) {
    case 'username':
      return usernameWords(schema);
    case 'email':
      return 'An email address. It must be there where email_verified is TRUE.';
    case 'phone':
      return (
        'A plus sign, the country code and digits, such as +12345550199. ' +
        'It must be there where phone_number_verified is TRUE.'
      );
    case 'boolean':
      return booleanWords(column.name, schema, isPoolKnown);
    case 'birthdate':
      return 'A date written mm/dd/yyyy, such as 02/01/1985.';
    case 'updatedAt':
      return 'A whole number of seconds since 1970, such as 1471453471.';
    case 'number':
      return numberWords(column, locale);
    case 'hash':
      return hashColumnWords(schema, locale);
    case 'text':
    case 'unknown':
      return textWords(column, locale);
  }
}

const contactWords: Readonly<Record<Contact, string>> = {
  email: 'an email address',
  phone_number: 'a phone number',
};

function usernameWords({ usernameAttributes, aliasAttributes }: ImportSchema): string {
  const rule = `At most ${limits.usernameCharacters} characters without white space, each user with a name of their own.`;
  if (usernameAttributes.length > 0)
    return `In this user pool the username is ${orWords(usernameAttributes)}. ${rule}`;
  const aliases = (['email', 'phone_number'] as const).filter((name) => aliasAttributes.includes(name));
  return aliases.length > 0 ? `${rule} It must not look like ${orWords(aliases)}.` : rule;
}

function orWords(contacts: readonly Contact[]): string {
  return contacts.map((contact) => contactWords[contact]).join(' or ');
}

function booleanWords(name: string, { mfa, autoVerified }: ImportSchema, isPoolKnown: boolean): string {
  if (name === 'cognito:mfa_enabled') {
    if (!isPoolKnown) return "TRUE or FALSE, in agreement with the user pool's MFA setting, or empty.";
    if (mfa === 'OPTIONAL') return "The user pool's MFA is optional: TRUE, FALSE or empty.";
    return `The user pool's MFA is ${mfa}: ${mfa === 'ON' ? 'TRUE' : 'FALSE'} or empty.`;
  }
  if (name.startsWith('custom:')) return 'TRUE or FALSE.';
  if (!isPoolKnown)
    return 'TRUE or FALSE. Every user needs an attribute that the user pool verifies automatically set to TRUE.';
  const flags = autoVerified.map((contact) => `${contact}_verified`).join(' or ');
  return flags === '' ? 'TRUE or FALSE.' : `TRUE or FALSE. Every user needs ${flags} set to TRUE.`;
}

function numberWords({ minValue, maxValue }: Column, locale: string): string {
  const hasLeast = Number.isFinite(minValue);
  const hasMost = Number.isFinite(maxValue);
  const [least, most] = [minValue.toLocaleString(locale), maxValue.toLocaleString(locale)];
  if (hasLeast && hasMost) return `A number from ${least} to ${most}.`;
  return hasLeast ? `A number of at least ${least}.` : hasMost ? `A number of at most ${most}.` : 'A number.';
}

function textWords({ minLength, maxLength }: Column, locale: string): string {
  const most = maxLength.toLocaleString(locale);
  const length =
    minLength > 0
      ? `Text of ${minLength.toLocaleString(locale)} to ${most} characters.`
      : `Text of at most ${most} characters.`;
  return `${length} A comma in it is written “\\,”.`;
}

function hashColumnWords({ hashAlgorithm }: ImportSchema, locale: string): string {
  const algorithms = hashAlgorithm === undefined ? hashAlgorithms : [hashAlgorithm];
  const all = algorithms.map((algorithm) => `${algorithm} (${costWords(hashLimits(algorithm), locale)})`);
  return (
    'A password hash of the algorithm that the import job names; a user without one has to reset the password. ' +
    `The most that Cognito takes: ${all.join(', ')}.`
  );
}

/** Describes a hash without quoting any of it; undefined if the value is not a hash. */
export function hashWords(value: string, locale: string): string | undefined {
  const hash = readHash(value);
  if (hash === undefined) return undefined;
  const isOver = hash.costs.some(({ value: cost = 0, most }) => cost > most);
  const verdict = isOver ? 'More than Cognito takes' : 'Within the limits of Cognito';
  return `This is a hash of ${hash.algorithm}. ${verdict}: ${costWords(hash.costs, locale)}.`;
}

/** `cost 10 of at most 12` of a hash, `cost up to 12` in general. */
function costWords(costs: readonly HashCost[], locale: string): string {
  return costs
    .map(({ name, value, most }) =>
      value === undefined
        ? `${name} up to ${most.toLocaleString(locale)}`
        : `${name} ${value.toLocaleString(locale)} of at most ${most.toLocaleString(locale)}`,
    )
    .join(', ');
}
