// Any other file: what its columns mean is taken from their names, as far as that is sure; the user says the rest.
import { suggestColumn } from '../../csv/convert/columns.ts';
import { aside, hashPart, ifNot, ifTrue, leaveOut, openIdRules, to, type Format, type Rule } from './format.ts';

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
  // A password in the clear goes nowhere.
  password: leaveOut,
  totpsecret: leaveOut,
};

/** The meaning that the last name of a path surely has. */
function ruleFor(path: string): Rule | undefined {
  if (path.startsWith('custom:')) return to(path);
  const name = /[^.[\]"]+(?=[[\]"\d]*$)/.exec(path)?.[0] ?? path;
  const rule = Object.hasOwn(known, fold(name)) ? known[fold(name)] : undefined;
  if (rule !== undefined) return rule;
  const suggestion = suggestColumn(name, candidates);
  if (suggestion?.sure !== true) return undefined;
  return suggestion.column === 'password_hash'
    ? hashPart('text')
    : to(suggestion.column.replace(/^cognito:/, ''));
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

export const generic: Format = {
  id: 'generic',
  name: 'Other',
  shapes: ['csv', 'ndjson', 'json'],
  sure: [],
  rules: { salt: hashPart('salt') },
  ruleFor,
};
