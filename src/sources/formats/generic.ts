// Any other file: certain meanings of columns are taken from their names; the user chooses the others.
import { suggestColumn } from '../../csv/convert/columns.ts';
import type { SourceHash } from '../user.ts';
import {
  aside,
  hashPart,
  ifNot,
  ifTrue,
  leaveOut,
  openIdRules,
  plain,
  to,
  type Format,
  type Json,
  type Rule,
} from './format.ts';

/** Standard attributes and the columns that are none, as GetCSVHeader names them. */
const candidates = [
  'cognito:username',
  'cognito:mfa_enabled',
  ...Object.keys(openIdRules),
  'email_verified',
  'phone_number_verified',
  'password_hash',
];

/** Columns that no import takes, by their last name in lower case without punctuation. */
const known: Readonly<Record<string, Rule>> = {
  id: aside('source_id'),
  sub: aside('source_id'),
  uid: aside('source_id'),
  groups: aside('groups'),
  roles: aside('roles'),
  enabled: aside('disabled', ifNot),
  active: aside('disabled', ifNot),
  isactive: aside('disabled', ifNot),
  disabled: aside('disabled', ifTrue),
  blocked: aside('disabled', ifTrue),
  createdat: aside('created_at'),
  created: aside('created_at'),
  password: { kind: 'hash', read: readHash },
  passwd: { kind: 'hash', read: readHash },
  encryptedpassword: hashPart('text'),
  hashedpassword: hashPart('text'),
  passworddigest: hashPart('text'),
  salt: hashPart('salt'),
  totpsecret: leaveOut,
};

/** Columns of this name contain hashes in most databases, and clear-text passwords in some: those are dropped. */
function readHash(value: Json): SourceHash | undefined {
  const text = plain(value, 0)?.trim() ?? '';
  const isHash = /^(?:\$|\{|!|[\w-]+[:$]+.*[:$])/.test(text) || /^[A-Za-z0-9+/=_-]{32,}$/.test(text);
  return isHash ? { text } : undefined;
}

/** Objects that describe the user, unlike those of a company or a role. */
const ownParts =
  /^(?:(?:profile|user|attributes|fields|data|metadata|user_metadata|traits|identity|person|contact|credentials|password)(?:\[0\])?\.)*/i;

/** The meaning that the last name of a path surely has. */
function ruleFor(path: string): Rule | undefined {
  if (path.startsWith('custom:')) return to(path);
  const name = path.replace(ownParts, '').replace(/\[0\]$/, '');
  if (/[.[]/.test(name)) return undefined;
  const rule = Object.hasOwn(known, fold(name)) ? known[fold(name)] : undefined;
  if (rule !== undefined) return rule;
  const suggestion = suggestColumn(name, candidates);
  if (suggestion?.sure !== true) return undefined;
  return suggestion.column === 'password_hash'
    ? hashPart('text')
    : to(suggestion.column.replace(/^cognito:/, ''));
}

/** Identities and contacts are mapped by the format itself. */
const identifying = new Set(['username', 'email', 'phone_number', 'email_verified', 'phone_number_verified']);

/** The attribute that a name among a user's own data surely means, such as `birthdate`. */
export function attributeRule(path: string): Rule | undefined {
  const rule = ruleFor(path);
  return rule?.kind === 'value' && !identifying.has(rule.meaning) ? rule : undefined;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

export const generic: Format = {
  id: 'generic',
  name: 'Other',
  shapes: ['csv', 'ndjson', 'json'],
  sure: [],
  rules: {
    // As SCIM has them (RFC 7643).
    'name.givenName': to('given_name'),
    'name.familyName': to('family_name'),
    'name.middleName': to('middle_name'),
    'name.formatted': to('name'),
    'emails[0].value': to('email'),
    'phoneNumbers[0].value': to('phone_number'),
  },
  ruleFor,
};
