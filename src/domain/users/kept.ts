// Reasons why a pass over the users of a job leaves a user unchanged.
import type { RowOutcome } from '../rows/rowPass.ts';

export const keptReasons = {
  gone: 'there is no such user any more',
  otherTime: 'the user was not created while this job ran',
  recreated: 'the user was deleted and created again',
  changed: 'the user was changed since',
  signedIn: 'the user has signed in or set a password since',
  already: 'nothing had to be changed',
  resetNot: 'the user need not reset the password',
  temporary: 'the user has a temporary password, which is changed at the next sign-in and cannot be reset',
  disabled: 'the user is disabled',
  noContact: 'the user has no verified e-mail address or number that the pool sends codes to',
  maybeSent: 'the answer was lost: a code may have been sent, and none is sent twice',
} as const;

export type KeptReason = keyof typeof keptReasons;

export function isKeptReason(reason: string): reason is KeptReason {
  return Object.hasOwn(keptReasons, reason);
}

/** The outcome of a row whose user stays as it is. */
export function kept(reason: KeptReason): RowOutcome {
  return { outcome: 'kept', reason };
}
