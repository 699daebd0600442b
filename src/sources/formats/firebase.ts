// Firebase Authentication: `firebase auth:export` as JSON, and as CSV without a header.
import { aside, hashPart, ifPresent, ifTrue, leaveOut, to, type Format, type Rule } from './format.ts';

/** Every phone number there was confirmed by a code. */
const phone: readonly Rule[] = [to('phone_number'), to('phone_number_verified', ifPresent)];

const rules: Format['rules'] = {
  localId: aside('source_id'),
  email: to('email'),
  emailVerified: to('email_verified'),
  displayName: to('name'),
  photoUrl: to('picture'),
  phoneNumber: phone,
  passwordHash: hashPart('text'),
  salt: hashPart('salt'),
  disabled: aside('disabled', ifTrue),
  createdAt: aside('created_at'),
  lastSignedInAt: aside('last_sign_in_at'),
  lastLoginAt: aside('last_sign_in_at'),
  customAttributes: aside('custom_claims'),
};

/**
 * Hashes are of Firebase's own kind of scrypt, with the parameters of the project that are not in the file.
 * Source: firebase-tools, src/accountExporter.ts.
 */
export const firebase: Format = {
  id: 'firebase',
  name: 'Firebase users (JSON)',
  shapes: ['json', 'ndjson'],
  sure: [
    ['localId', 'emailVerified'],
    ['localId', 'createdAt'],
  ],
  maybe: [['localId']],
  rules: { ...rules, mfaInfo: leaveOut },
  finish: nameAlgorithm,
};

const providers = ['google', 'facebook', 'twitter', 'github'];

/** The columns in the exporter's order; an empty one follows the claims. */
const columns = [
  'localId',
  'email',
  'emailVerified',
  'passwordHash',
  'salt',
  'displayName',
  'photoUrl',
  ...providers.flatMap((provider) =>
    ['id', 'email', 'display_name', 'photo_url'].map((field) => `${provider}_${field}`),
  ),
  'createdAt',
  'lastSignedInAt',
  'phoneNumber',
  'disabled',
  'customAttributes',
];

export const firebaseCsv: Format = {
  id: 'firebase-csv',
  name: 'Firebase users (CSV)',
  shapes: ['csv'],
  sure: [['localId', 'emailVerified']],
  rules,
  headless: {
    columns,
    // Older versions of the exporter end before `disabled`.
    fits: (record) =>
      record.length >= 26 &&
      record.length <= 30 &&
      /^[\w-]{1,128}$/.test(record[0] ?? '') &&
      /^(?:true|false|)$/.test(record[2] ?? '') &&
      /^\d{12,14}$/.test(record[23] ?? '') &&
      /^\d{0,14}$/.test(record[24] ?? ''),
  },
  finish: nameAlgorithm,
};

function nameAlgorithm(draft: Parameters<NonNullable<Format['finish']>>[0]): void {
  if (draft.hash !== undefined && !('algorithm' in draft.hash))
    draft.hash = { ...draft.hash, algorithm: 'firebase-scrypt' };
}
