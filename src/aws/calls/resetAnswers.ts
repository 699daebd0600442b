// Which errors of AdminResetUserPassword say something of the user, of the day, or of the pool, and are answers.
import type { ResetAnswer } from '../../domain/gateway/userGateway.ts';

/** By error name (API reference, AdminResetUserPassword) and, where one name has several meanings, by words seen at the service. */
const answers: readonly (readonly [name: string, words: RegExp, answer: ResetAnswer])[] = [
  ['UserNotFoundException', /(?:)/, 'gone'],
  ['NotAuthorizedException', /in the current state/i, 'temporaryPassword'],
  ['InvalidParameterException', /registered\/verified|verified (?:email|phone)/i, 'noContact'],
  ['CodeDeliveryFailureException', /(?:)/, 'undelivered'],
  ['LimitExceededException', /attempt/i, 'tooOften'],
  // "Exceeded daily email limit for the operation or the account. …", and whatever else there is a limit for.
  ['LimitExceededException', /(?:)/, 'exhausted'],
  ['InvalidEmailRoleAccessPolicyException', /(?:)/, 'cannotSend'],
  ['InvalidSmsRoleAccessPolicyException', /(?:)/, 'cannotSend'],
  ['InvalidSmsRoleTrustRelationshipException', /(?:)/, 'cannotSend'],
];

/** Undefined where the error is none of these. */
export function resetAnswer(error: string, message: string): ResetAnswer | undefined {
  return answers.find(([name, words]) => error === name && words.test(message))?.[2];
}
