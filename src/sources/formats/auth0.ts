// Auth0: the profiles of a users export, and the password hashes that its support sends in a file of their own.
import { aside, hashPart, ifTrue, leaveOut, openIdRules, plain, to, type Format } from './format.ts';
import { attributeRule } from './generic.ts';

/**
 * `POST /api/v2/jobs/users-exports` as JSON (one object a line) or CSV, whose columns are paths that the caller chose.
 * Source: Auth0 docs, Bulk User Exports and User Profile Structure.
 */
export const auth0: Format = {
  id: 'auth0',
  name: 'Auth0 users export',
  shapes: ['ndjson', 'json', 'csv'],
  sure: [
    ['user_id', 'email_verified'],
    ['user_id', 'identities[0].connection'],
    ['user_id', 'phone_verified'],
  ],
  maybe: [['user_id', 'email']],
  rules: {
    ...openIdRules,
    user_id: aside('source_id'),
    username: to('username'),
    email_verified: to('email_verified'),
    phone_verified: to('phone_number_verified'),
    blocked: aside('disabled', ifTrue),
    created_at: aside('created_at'),
    'app_metadata.roles': aside('roles'),
    'app_metadata.groups': aside('groups'),
    passwordHash: hashPart('text'),
  },
  ruleFor: (path) => (path.startsWith('user_metadata.') ? attributeRule(path) : undefined),
};

/** The NDJSON that Auth0's support sends. Source: Auth0 docs, Export password hashes. */
export const auth0Passwords: Format = {
  id: 'auth0-passwords',
  name: 'Auth0 password hashes',
  shapes: ['ndjson', 'json'],
  sure: [
    ['_id.$oid', 'passwordHash'],
    ['passwordHash', 'tenant', 'connection'],
  ],
  maybe: [['passwordHash', 'email', '_id']],
  rules: {
    _id: aside('source_id', (id) => (typeof id === 'string' ? id : oid(id))),
    email: to('email'),
    username: to('username'),
    email_verified: to('email_verified'),
    passwordHash: hashPart('text'),
    tenant: leaveOut,
    connection: leaveOut,
    password_set_date: leaveOut,
    version: leaveOut,
  },
};

/** MongoDB's extended JSON. */
function oid(id: unknown): string | undefined {
  return typeof id === 'object' && id !== null && '$oid' in id && typeof id.$oid === 'string'
    ? plain(id.$oid, 0)
    : undefined;
}
