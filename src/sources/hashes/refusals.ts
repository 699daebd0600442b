// Why a password hash cannot be imported, in the words that the user reads.

/** `{detail}` is an additional detail of the refusal, never a part of the hash. */
export const hashRefusals = {
  'over-limit': 'The hash costs more than Cognito takes: {detail}.',
  'firebase-scrypt':
    'Firebase’s scrypt encrypts a key of the project with the password, from which no hash for Cognito can be made.',
  'hashed-before':
    'The password was hashed before it went into bcrypt ({detail}). The hash looks right, but nobody could sign in with it.',
  peppered:
    'The password was mixed with a secret of the application (a pepper), which Cognito does not know.',
  'salt-beside': 'A salt stands beside the hash, which does not say how the two belong together.',
  'other-algorithm': 'Cognito takes no hashes of this kind: {detail}.',
  'parameters-unknown': 'The hash does not say how it was made: {detail}.',
  'plain-text': 'This is a password in plain text, which Cognito does not import.',
  locked: 'The system has marked this user as one without a password.',
  damaged: 'The hash is cut off or damaged.',
  unknown: 'This is no password hash of a known kind.',
} as const;

export type HashRefusal = keyof typeof hashRefusals;

/** The sentence of a refusal. */
export function explainRefusal(refusal: { readonly reason: HashRefusal; readonly detail?: string }): string {
  return hashRefusals[refusal.reason].replace('{detail}', () => refusal.detail ?? '…');
}
