// Ory Kratos: identities as `ory list identities` and the admin API return them, with credentials if requested.
import { aside, isObject, leaveOut, plain, textAt, to, type Format, type Json } from './format.ts';

const verified =
  (via: string) =>
  (value: Json): string | undefined => {
    const addresses = (Array.isArray(value) ? (value as readonly Json[]) : []).filter(isObject);
    const own = addresses.find((address) => address['via'] === via);
    return own === undefined ? undefined : String(own['verified'] === true);
  };

/** Source: Ory Kratos docs, API reference, Identity. Each project defines the traits in its own schema. */
export const kratos: Format = {
  id: 'kratos',
  name: 'Ory Kratos identities',
  shapes: ['json', 'ndjson'],
  sure: [
    ['schema_id', 'traits'],
    ['traits', 'verifiable_addresses'],
  ],
  rules: {
    id: aside('source_id'),
    'traits.username': to('username'),
    'traits.email': to('email'),
    'traits.phone': to('phone_number'),
    'traits.name': to('name'),
    'traits.name.first': to('given_name'),
    'traits.name.last': to('family_name'),
    verifiable_addresses: [
      to('email_verified', verified('email')),
      to('phone_number_verified', verified('sms')),
    ],
    credentials: {
      kind: 'hash',
      read: (value) => {
        const password = isObject(value) ? value['password'] : undefined;
        const config = isObject(password) ? password['config'] : undefined;
        const text = isObject(config) ? textAt(config, 'hashed_password') : undefined;
        return text === undefined ? undefined : { text };
      },
    },
    state: aside('disabled', (value) => (plain(value, 0) === 'inactive' ? 'true' : undefined)),
    created_at: aside('created_at'),
    metadata_public: aside('metadata'),
    metadata_admin: aside('admin_metadata'),
    recovery_addresses: leaveOut,
    schema_id: leaveOut,
    schema_url: leaveOut,
    state_changed_at: leaveOut,
    updated_at: leaveOut,
  },
};
