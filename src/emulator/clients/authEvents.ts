// AdminListUserAuthEvents: the sign-in events that threat protection has recorded for a user.
import type { Account } from '../account.ts';
import { pageToken } from '../cognito/members.ts';
import type { UserPool } from '../cognito/userPool.ts';
import { findUser, userKey } from '../cognito/userOperations.ts';
import type { AuthEvent, User } from '../cognito/users.ts';
import { pageOf } from '../paging.ts';
import { ServiceError } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { isRecord, numberIn } from '../validation.ts';
import { addOnNotEnabled } from './texts.ts';

/** AdvancedSecurityMode: a pool records events where it is AUDIT or ENFORCED (API reference, UserPoolAddOnsType). */
function recordsEvents({ spec }: UserPool): boolean {
  const addOns = spec.settings?.['UserPoolAddOns'];
  return isRecord(addOns) && ['AUDIT', 'ENFORCED'].includes(String(addOns['AdvancedSecurityMode']));
}

/** Nothing is recorded while threat protection is off, and such events are not added later. */
export function recordEvent(
  account: Account,
  pool: UserPool,
  user: User,
  event: Pick<AuthEvent, 'type' | 'response'>,
): void {
  if (!recordsEvents(pool)) return;
  user.events ??= [];
  user.events.unshift({ ...event, id: account.newSub(), at: account.clock.now() });
}

export function authEventOperations(account: Account): Record<string, Operation> {
  return {
    AdminListUserAuthEvents: operation(
      { ...userKey, MaxResults: numberIn(0, 60), NextToken: pageToken },
      (input) => {
        if (!recordsEvents(account.pool(input.UserPoolId)))
          throw new ServiceError('UserPoolAddOnNotEnabledException', addOnNotEnabled);
        const { user } = findUser(account, input);
        const size = input.MaxResults === undefined || input.MaxResults === 0 ? 60 : input.MaxResults;
        const page = pageOf(user.events ?? [], size, input.NextToken, ({ id }) => id);
        return { AuthEvents: page.items.map(eventShape), NextToken: page.nextToken };
      },
    ),
  };
}

/** AuthEventType without EventContextData and EventFeedback. */
function eventShape({ id, type, response, at }: AuthEvent): object {
  return {
    EventId: id,
    EventType: type,
    CreationDate: Math.floor(at) / 1_000,
    EventResponse: response,
    EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
    ChallengeResponses: [
      { ChallengeName: 'Password', ChallengeResponse: response === 'Fail' ? 'Failure' : 'Success' },
    ],
  };
}
