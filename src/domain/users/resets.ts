// Users who must set a new password before they can sign in: finds them, and sends each a code at most once.
import { FailureError, failureOf } from '../connections/failure.ts';
import type { UserPoolDescription } from '../gateway/importGateway.ts';
import type { PoolUser, ResetAnswer, UserGateway } from '../gateway/userGateway.ts';
import type { RowOutcome } from '../rows/rowPass.ts';
import type { RowAction } from '../rows/rowRunner.ts';
import { kept, type KeptReason } from './kept.ts';

/** A user of a job who will be sent a code. */
export interface ResetRow {
  /** Line in the CSV. */
  readonly line: number;
  /** The service's own username. */
  readonly username: string;
  readonly sub: string;
}

/** Statuses of users who cannot sign in before they have set a password (API reference, UserStatusType). */
const waitingStatuses = ['RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD'];

export function mustReset({ status }: Pick<PoolUser, 'status'>): boolean {
  return waitingStatuses.includes(status);
}

export type Contact = 'email' | 'phone_number';

const contacts: Readonly<Partial<Record<string, Contact>>> = {
  verified_email: 'email',
  verified_phone_number: 'phone_number',
};

/**
 * The attributes that the pool sends codes to, the preferred one first; empty where only administrators can reset (API reference,
 * AccountRecoverySettingType). A pool without the setting uses the phone number before the e-mail address, as pools older than it do.
 */
export function recoveryContacts({
  AccountRecoverySetting: setting,
}: UserPoolDescription): readonly Contact[] {
  if (!setting?.RecoveryMechanisms) return ['phone_number', 'email'];
  return [...setting.RecoveryMechanisms]
    .sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))
    .flatMap(({ Name = '' }) => contacts[Name] ?? []);
}

/** The attribute that the user's code is sent to. */
export function contactOf({ attributes }: PoolUser, ways: readonly Contact[]): Contact | undefined {
  return ways.find(
    (way) => (attributes[way] ?? '') !== '' && attributes[`${way}_verified`]?.toLowerCase() === 'true',
  );
}

/** Why a user gets no code; undefined if one can be sent. */
export function whyNotSent(user: PoolUser, ways: readonly Contact[]): KeptReason | undefined {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return 'temporary';
  if (user.status !== 'RESET_REQUIRED') return 'resetNot';
  if (!user.enabled) return 'disabled';
  return contactOf(user, ways) ? undefined : 'noContact';
}

const resetRefusals = {
  /** Answers that concern every user, so the pass rests. */
  exhausted:
    'AWS sends no more messages for now: the limit of the day is used up. Cognito’s own e-mail is limited to 50 a day for the account; with Amazon SES the limits of SES hold. Continue tomorrow.',
  cannotSend:
    'The user pool may not use its e-mail or SMS sender: its role or its SES identity does not allow it.',
  /** Answers that concern one user. */
  undelivered: 'the code could not be delivered',
  tooOften: 'the user was sent too many codes lately',
} as const;

/** Notes: `sending` is written before a code is sent, the other when it is certain that none was sent. */
const [sending, refused] = ['sending', 'refused'];

/** Checks first whether the user must still reset. If an answer was lost, it is unknown whether a code was sent. */
export function resetAction(
  users: UserGateway,
  userPoolId: string,
  ways: readonly Contact[],
): RowAction<ResetRow> {
  return async (row, { begun, begin, signal }) => {
    const user = await users.getUser(userPoolId, row.username, signal);
    if (!user) return kept('gone');
    if (user.attributes['sub'] !== row.sub) return kept('recreated');
    const reason = whyNotSent(user, ways);
    if (reason) return kept(reason);
    if (begun === sending) return kept('maybeSent');
    await begin(sending);
    // A pause does not abort this call, because its answer would be lost.
    const call = users.resetPassword(userPoolId, user.username, new AbortController().signal);
    const answer = await call.catch(async (error: unknown) => {
      if (!mayHaveSent(error)) await begin(refused);
      throw error;
    });
    if (answer === 'exhausted' || answer === 'cannotSend') {
      await begin(refused);
      throw new FailureError({ kind: 'misconfigured', message: resetRefusals[answer] });
    }
    return outcomes[answer];
  };
}

/** False if the service itself refused the call (the failure has a request id): then no code was sent. */
function mayHaveSent(error: unknown): boolean {
  const { kind, requestId } = failureOf(error);
  return kind === 'offline' || kind === 'cancelled' || (kind === 'unexpected' && requestId === undefined);
}

const outcomes: Readonly<Record<Exclude<ResetAnswer, 'exhausted' | 'cannotSend'>, RowOutcome>> = {
  sent: { outcome: 'done' },
  gone: kept('gone'),
  temporaryPassword: kept('temporary'),
  noContact: kept('noContact'),
  undelivered: { outcome: 'failed', reason: resetRefusals.undelivered },
  tooOften: { outcome: 'failed', reason: resetRefusals.tooOften },
};
