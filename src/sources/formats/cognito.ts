// Amazon Cognito: the pages that `aws cognito-idp list-users` prints, for moving users from pool to pool.
import { aside, isObject, leaveOut, openIdRules, to, type Format, type Json } from './format.ts';

/** Source: Cognito API reference, UserType. No API gives hashes. */
export const cognito: Format = {
  id: 'cognito',
  name: 'Cognito list-users',
  shapes: ['json', 'ndjson'],
  sure: [
    ['Username', 'UserStatus'],
    ['Username', 'UserCreateDate'],
    ['Username', 'Attributes[0].Name'],
  ],
  rules: {
    ...openIdRules,
    Username: to('username'),
    Attributes: { kind: 'spread', read: attributes },
    email_verified: to('email_verified'),
    phone_number_verified: to('phone_number_verified'),
    sub: aside('source_id'),
    Enabled: aside('disabled', (value) => (value === false ? 'true' : undefined)),
    UserStatus: aside('status'),
    UserCreateDate: aside('created_at'),
    UserLastModifiedDate: leaveOut,
    MFAOptions: leaveOut,
  },
  ruleFor: (path) => (path.startsWith('custom:') ? to(path) : undefined),
};

function* attributes(value: Json): Generator<readonly [string, Json]> {
  for (const one of Array.isArray(value) ? (value as readonly Json[]) : []) {
    if (isObject(one) && typeof one['Name'] === 'string') yield [one['Name'], one['Value'] ?? null];
  }
}
