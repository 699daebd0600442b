// The one place where the SDK's errors become Failures: recognised by name, code and message, never by class.
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import { explainCredentials } from './credentialFailures.ts';
import { serviceWords } from './failureWords.ts';
import { explainNetwork } from './networkFailures.ts';
import { openProblem, type Origin } from './origin.ts';
import { redact } from './redact.ts';
import { explainService } from './serviceFailures.ts';
import { describeThrown, type Explanation } from './thrownError.ts';

/** Never throws. Credentials come last: they also fail because of the network or a service. */
export function toFailure(error: unknown, origin: Origin): Failure {
  if (error instanceof FailureError) return error.failure;
  const thrown = describeThrown(error, origin);
  const explanation = withProblem(
    explainNetwork(thrown) ?? explainService(thrown) ?? explainCredentials(thrown) ?? unexpected,
    origin,
  );
  if (explanation.kind === 'cancelled') return explanation;
  const code = thrown.name === 'Error' ? thrown.code : thrown.name;
  return {
    ...explanation,
    detail: redact(`${thrown.name}: ${thrown.message}`),
    ...(code !== undefined && { code }),
    ...(thrown.requestId !== undefined && { requestId: thrown.requestId }),
  };
}

/** Where the failure is about the profile, a mistake in the AWS files is the likely cause. */
function withProblem(explanation: Explanation, { problem }: Origin): Explanation {
  const { kind, message, action } = explanation;
  const isAboutProfile = action?.type === 'openConfig' || action?.type === 'chooseProfile';
  if (!problem || kind !== 'misconfigured' || !isAboutProfile) return explanation;
  return { ...explanation, message: `${message} ${problem.text}`, action: openProblem(problem) };
}

const unexpected: Explanation = {
  kind: 'unexpected',
  message: serviceWords.unknown,
  action: { type: 'showLog' },
};
