// Supabase: the table auth.users, as CSV from the dashboard or psql, or its rows as JSON.
import {
  aside,
  hashPart,
  ifTrue,
  leaveOut,
  parseObject,
  plain,
  present,
  refuse,
  to,
  type Format,
  type Json,
} from './format.ts';
import { untilIsOpen } from './frameworks.ts';
import { attributeRule } from './generic.ts';
import { childPath } from '../read/paths.ts';

const secrets = [
  'confirmation_token',
  'recovery_token',
  'email_change_token_new',
  'email_change_token_current',
  'email_change',
  'phone_change',
  'phone_change_token',
  'reauthentication_token',
];
const bookkeeping = [
  'instance_id',
  'aud',
  'role',
  'invited_at',
  'confirmed_at',
  'confirmation_sent_at',
  'recovery_sent_at',
  'email_change_sent_at',
  'email_change_confirm_status',
  'phone_change_sent_at',
  'reauthentication_sent_at',
  'is_super_admin',
  'updated_at',
];

const repeated = ['email', 'email_verified', 'phone_verified', 'sub', 'iss', 'provider_id'];

/** Source: supabase/auth, migrations of auth.users. */
export const supabase: Format = {
  id: 'supabase',
  name: 'Supabase auth.users',
  shapes: ['csv', 'json', 'ndjson'],
  isTable: true,
  sure: [
    ['encrypted_password', 'email_confirmed_at'],
    ['instance_id', 'email_confirmed_at'],
    ['raw_user_meta_data', 'email_confirmed_at'],
  ],
  maybe: [['email_confirmed_at']],
  rules: {
    id: aside('source_id'),
    email: to('email'),
    email_confirmed_at: to('email_verified', present),
    phone: to('phone_number', (value) => withPlus(plain(value, 0))),
    phone_confirmed_at: to('phone_number_verified', present),
    encrypted_password: hashPart('text'),
    banned_until: aside('disabled', untilIsOpen),
    raw_user_meta_data: { kind: 'spread', read: metadata },
    'raw_user_meta_data.full_name': to('name'),
    'raw_user_meta_data.avatar_url': to('picture'),
    // Values in their own columns.
    ...Object.fromEntries(repeated.map((name) => [`raw_user_meta_data.${name}`, leaveOut])),
    raw_app_meta_data: aside('app_metadata', notEmpty),
    created_at: aside('created_at'),
    last_sign_in_at: aside('last_sign_in_at'),
    is_sso_user: aside('is_sso_user', ifTrue),
    is_anonymous: refuse('anonymous', (value) => ifTrue(value, 0) === 'true'),
    deleted_at: refuse('deleted'),
    ...Object.fromEntries([...secrets, ...bookkeeping].map((name) => [name, leaveOut])),
  },
  ruleFor: (path) => attributeRule(path.replace(/^raw_user_meta_data\./, 'metadata.')),
};

/** An application's own data about its users; in a CSV it is the text of an object. */
function* metadata(value: Json): Generator<readonly [string, Json]> {
  const parsed = parseObject(value);
  if (parsed === undefined) yield ['metadata', value];
  else for (const [key, part] of Object.entries(parsed)) yield [childPath('raw_user_meta_data', key), part];
}

/** The table has numbers in E.164 without the plus sign. */
function withPlus(phone: string | undefined): string | undefined {
  return phone !== undefined && /^\d{7,15}$/.test(phone.trim()) ? `+${phone.trim()}` : phone;
}

/** In a CSV an object is a text. */
function notEmpty(value: Json): string | undefined {
  const text = plain(value, 0)?.trim();
  return text === '{}' ? undefined : text;
}
