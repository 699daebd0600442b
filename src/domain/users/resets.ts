// Users who must set a new password before they can sign in: who they are, whom a code can be sent to, and sending it, never twice.
import { FailureError, failureOf } from '../connections/failure.ts';
import type { UserPoolDescription } from '../gateway/importGateway.ts';
import type { PoolUser, ResetAnswer, UserGateway } from '../gateway/userGateway.ts';
import type { RowOutcome } from '../rows/rowPass.ts';
import type { RowAction } from '../rows/rowRunner.ts';
import type { KeptReason } from './kept.ts';

/** A user of a job who is to be sent a code. */
export interface ResetRow {
  /** Of the CSV. */
  readonly line: number;
  /** The service's own. */
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
 * What the pool sends codes to, the preferred one first; empty where only administrators help (API reference, AccountRecoverySettingType).
 * Where a pool does not say, a number comes before an address, as in pools of before there was the setting.
 */
export function recoveryContacts({
  AccountRecoverySetting: setting,
}: UserPoolDescription): readonly Contact[] {
  if (!setting?.RecoveryMechanisms) return ['phone_number', 'email'];
  return [...setting.RecoveryMechanisms]
    .sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))
    .flatMap(({ Name = '' }) => contacts[Name] ?? []);
}

/** What the user's code goes to. */
export function contactOf({ attributes }: PoolUser, ways: readonly Contact[]): Contact | undefined {
  return ways.find(
    (way) => (attributes[way] ?? '') !== '' && attributes[`${way}_verified`]?.toLowerCase() === 'true',
  );
}

/** Why a user is sent no code; undefined where it is to be sent one. */
export function whyNotSent(user: PoolUser, ways: readonly Contact[]): KeptReason | undefined {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return 'temporary';
  if (user.status !== 'RESET_REQUIRED') return 'resetNot';
  if (!user.enabled) return 'disabled';
  return contactOf(user, ways) ? undefined : 'noContact';
}

const resetRefusals = {
  /** The pass rests: they are of everybody. */
  exhausted:
    'AWS sends no more messages for now: the limit of the day is used up. Cognito’s own e-mail is limited to 50 a day for the account; with Amazon SES the limits of SES hold. Go on tomorrow.',
  cannotSend:
    'The user pool may not use its e-mail or SMS sender: its role or its SES identity does not allow it.',
  /** Of one user. */
  undelivered: 'the code could not be delivered',
  tooOften: 'the user was sent too many codes lately',
} as const;

/** Noted before a code is sent, and again where it is certain that none was. */
const [sending, refused] = ['sending', 'refused'];

/** Looks first whether the user must still reset; of a call whose answer was lost nobody knows whether it sent a code. */
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
    // Not interrupted by a pause: then its answer would be lost.
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

/** A refusal by the service itself, with the id of the request, has sent nothing. */
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

function kept(reason: KeptReason): RowOutcome {
  return { outcome: 'kept', reason };
}
