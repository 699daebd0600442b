// AdminResetUserPassword, sent once.
import { AdminResetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { ResetAnswer } from '../../domain/gateway/userGateway.ts';
import type { Answer, SendOptions } from './callLog.ts';
import type { Clients } from './calls.ts';
import { resetAnswer } from './resetAnswers.ts';

/** @throws the SDK's error, unless it is one of the `ResetAnswer`s. */
export async function sendReset(
  { cognito, cognitoOnce }: Clients,
  userPoolId: string,
  username: string,
  options: SendOptions,
): Promise<Answer<ResetAnswer>> {
  const command = new AdminResetUserPasswordCommand({ UserPoolId: userPoolId, Username: username });
  const once = cognitoOnce();
  // What a retry would otherwise find out.
  once.config.systemClockOffset = cognito.config.systemClockOffset;
  try {
    const { $metadata: metadata } = await once.send(command, options);
    return { value: 'sent', metadata };
  } catch (error) {
    const answer = error instanceof Error ? resetAnswer(error.name, error.message) : undefined;
    if (answer === undefined) throw error;
    const { $metadata: metadata } = error as { readonly $metadata?: Answer<ResetAnswer>['metadata'] };
    return { value: answer, metadata };
  }
}
