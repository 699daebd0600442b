// Okta: users as the API lists them, and as CSV with the names of the profile's attributes.
import { aside, isObject, leaveOut, plain, to, type Format, type Json, type Rule } from './format.ts';

/** Attributes of the default user profile. Source: Okta docs, Users API. */
const profile: Readonly<Record<string, Rule>> = {
  login: to('username'),
  email: to('email'),
  firstName: to('given_name'),
  lastName: to('family_name'),
  middleName: to('middle_name'),
  displayName: to('name'),
  nickName: to('nickname'),
  mobilePhone: to('phone_number'),
  profileUrl: to('profile'),
  streetAddress: to('address'),
  locale: to('locale'),
  timezone: to('zoneinfo'),
};

/** A user who cannot sign in there. Source: Okta docs, User status. */
const disabledStatuses = new Set(['SUSPENDED', 'DEPROVISIONED']);

const status: readonly Rule[] = [
  aside('status'),
  aside('disabled', (value) =>
    disabledStatuses.has(plain(value, 0)?.trim().toUpperCase() ?? '') ? 'true' : undefined,
  ),
];

const common: Format['rules'] = {
  id: aside('source_id'),
  status,
  created: aside('created_at'),
  lastLogin: aside('last_sign_in_at'),
};

export const okta: Format = {
  id: 'okta',
  name: 'Okta users (API)',
  shapes: ['json', 'ndjson'],
  sure: [['profile.login', 'status']],
  maybe: [['profile.login']],
  rules: {
    ...common,
    ...Object.fromEntries(Object.entries(profile).map(([name, rule]) => [`profile.${name}`, rule])),
    'credentials.emails': to('email_verified', primaryIsVerified),
    'credentials.password': leaveOut,
    'credentials.recovery_question': leaveOut,
    'credentials.provider': leaveOut,
    _links: leaveOut,
    _embedded: leaveOut,
    type: leaveOut,
  },
};

export const oktaCsv: Format = {
  id: 'okta-csv',
  name: 'Okta users (CSV)',
  shapes: ['csv'],
  sure: [
    ['login', 'firstName', 'lastName', 'secondEmail'],
    ['login', 'firstName', 'lastName', 'status'],
    ['login', 'firstName', 'honorificPrefix'],
  ],
  maybe: [['login', 'firstName', 'lastName']],
  rules: { ...common, ...profile, password: leaveOut, password_hash: { kind: 'hashPart', part: 'text' } },
};

function primaryIsVerified(value: Json): string | undefined {
  const emails = Array.isArray(value) ? (value as readonly Json[]) : [];
  const primary = emails.find((one) => isObject(one) && one['type'] === 'PRIMARY');
  return isObject(primary) ? String(primary['status'] === 'VERIFIED') : undefined;
}
