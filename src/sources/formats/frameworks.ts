// The user tables of frameworks and content systems that many sites have, as CSV or JSON out of their databases.
import {
  aside,
  hashPart,
  leaveOut,
  plain,
  present,
  to,
  type Format,
  type Json,
  type ShapeKind,
} from './format.ts';

const shapes: readonly ShapeKind[] = ['csv', 'ndjson', 'json'];

/** Source: dotnet/aspnetcore, IdentityUser; ASP.NET Identity 2 calls the lockout's end LockoutEndDateUtc. One that has not ended is a block. */
export const aspnet: Format = {
  id: 'aspnet',
  name: 'ASP.NET Core Identity (AspNetUsers)',
  shapes,
  isTable: true,
  sure: [
    ['NormalizedUserName', 'PasswordHash'],
    ['SecurityStamp', 'PasswordHash'],
    ['UserName', 'EmailConfirmed'],
  ],
  rules: {
    Id: aside('source_id'),
    UserName: to('username'),
    Email: to('email'),
    EmailConfirmed: to('email_verified'),
    PhoneNumber: to('phone_number'),
    PhoneNumberConfirmed: to('phone_number_verified'),
    PasswordHash: hashPart('text'),
    LockoutEnd: aside('disabled', untilIsOpen),
    LockoutEndDateUtc: aside('disabled', untilIsOpen),
    NormalizedUserName: leaveOut,
    NormalizedEmail: leaveOut,
    SecurityStamp: leaveOut,
    ConcurrencyStamp: leaveOut,
    TwoFactorEnabled: leaveOut,
    LockoutEnabled: leaveOut,
    AccessFailedCount: leaveOut,
  },
};

/** Source: laravel/laravel, the migration of `users`. */
export const laravel: Format = {
  id: 'laravel',
  name: 'Laravel (users)',
  shapes,
  isTable: true,
  sure: [['password', 'email_verified_at']],
  rules: {
    id: aside('source_id'),
    name: to('name'),
    email: to('email'),
    email_verified_at: to('email_verified', present),
    phone: to('phone_number'),
    password: hashPart('text'),
    remember_token: leaveOut,
    two_factor_secret: leaveOut,
    two_factor_recovery_codes: leaveOut,
    created_at: aside('created_at'),
    updated_at: leaveOut,
    deleted_at: { kind: 'refuse', reason: 'deleted', when: (value) => present(value, 0) === 'true' },
  },
};

/** Source: Devise, the migration it generates. Whether a pepper is set is not in the table. */
export const devise: Format = {
  id: 'devise',
  name: 'Rails with Devise (users)',
  shapes,
  isTable: true,
  sure: [
    ['encrypted_password', 'reset_password_token'],
    ['encrypted_password', 'confirmation_token', 'sign_in_count'],
  ],
  maybe: [['encrypted_password']],
  rules: {
    id: aside('source_id'),
    username: to('username'),
    email: to('email'),
    name: to('name'),
    first_name: to('given_name'),
    last_name: to('family_name'),
    phone: to('phone_number'),
    confirmed_at: to('email_verified', present),
    encrypted_password: hashPart('text'),
    last_sign_in_at: aside('last_sign_in_at'),
    locked_at: aside('disabled', (value) => (present(value, 0) === 'true' ? 'true' : undefined)),
    created_at: aside('created_at'),
    ...Object.fromEntries(
      [
        ...['reset_password_token', 'reset_password_sent_at', 'remember_created_at', 'confirmation_token'],
        ...['confirmation_sent_at', 'unlock_token', 'failed_attempts', 'sign_in_count', 'updated_at'],
        ...['current_sign_in_at', 'current_sign_in_ip', 'last_sign_in_ip', 'otp_secret'],
        // For devise-encryptable's hashes, which are not bcrypt.
        'password_salt',
      ].map((name) => [name, leaveOut]),
    ),
  },
};

/** Source: WordPress, wp_users. `user_status` is not used by it. */
export const wordpress: Format = {
  id: 'wordpress',
  name: 'WordPress (wp_users)',
  shapes,
  isTable: true,
  sure: [['user_login', 'user_pass']],
  maybe: [['user_login', 'user_email']],
  rules: {
    ID: aside('source_id'),
    user_login: to('username'),
    user_pass: hashPart('text'),
    user_nicename: leaveOut,
    user_email: to('email'),
    user_url: to('website'),
    display_name: to('name'),
    first_name: to('given_name'),
    last_name: to('family_name'),
    nickname: to('nickname'),
    roles: aside('roles'),
    user_registered: aside('created_at', (value) => (isZeroDate(value) ? undefined : plain(value, 0))),
    user_activation_key: leaveOut,
    user_status: leaveOut,
  },
};

/** A time that is still to come, or no end at all. */
export function untilIsOpen(value: Json, now: number): string | undefined {
  const until = plain(value, now)?.trim() ?? '';
  if (until === '' || until.toUpperCase() === 'NULL') return undefined;
  const end = Date.parse(until.replace(/^(\S+) /, '$1T').replace(/ ?([+-]\d\d)(?::?(\d\d))?$/, zone));
  // "infinity" and similar values never end.
  return end <= now ? undefined : 'true';
}

function zone(_: string, hours: string, minutes = '00'): string {
  return `${hours}:${minutes}`;
}

function isZeroDate(value: Json): boolean {
  return typeof value === 'string' && value.startsWith('0000-00-00');
}
