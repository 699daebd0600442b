// Maps errors of AdminResetUserPassword that concern the user, the daily limit or the pool to answers.
import type { ResetAnswer } from '../../domain/gateway/userGateway.ts';

/** By error name (API reference, AdminResetUserPassword) and, where a name has several meanings, by messages seen at the service. */
const answers: readonly (readonly [name: string, words: RegExp, answer: ResetAnswer])[] = [
  ['UserNotFoundException', /(?:)/, 'gone'],
  ['NotAuthorizedException', /in the current state/i, 'temporaryPassword'],
  ['InvalidParameterException', /registered\/verified|verified (?:email|phone)/i, 'noContact'],
  ['CodeDeliveryFailureException', /(?:)/, 'undelivered'],
  ['LimitExceededException', /attempt/i, 'tooOften'],
  // "Exceeded daily email limit for the operation or the account. …", and other limits.
  ['LimitExceededException', /(?:)/, 'exhausted'],
  ['InvalidEmailRoleAccessPolicyException', /(?:)/, 'cannotSend'],
  ['InvalidSmsRoleAccessPolicyException', /(?:)/, 'cannotSend'],
  ['InvalidSmsRoleTrustRelationshipException', /(?:)/, 'cannotSend'],
];

/** Undefined for any other error. */
export function resetAnswer(error: string, message: string): ResetAnswer | undefined {
  return answers.find(([name, words]) => error === name && words.test(message))?.[2];
}
