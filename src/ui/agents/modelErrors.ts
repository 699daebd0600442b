// Why a tool has failed, written for a language model: what happened, and what to do next.
import { failureOf, type FailureKind } from '../../domain/connections/failure.ts';
import { withoutAddresses, withoutValues } from './redact.ts';
import { ToolError } from './toolInput.ts';

/** Keeps a model from repeating a call that would fail again. */
const advice: Readonly<Record<FailureKind, string>> = {
  expired:
    'The user has to sign in: the row of this connection in the Cognito view offers it. Do not try again before they have.',
  denied:
    'An administrator has to grant the permission. “Cognito: Copy Minimal IAM Policy” gives the user the policy. Do not try again before that.',
  throttled: 'The quota of the account is used up. Wait a minute before you try once more.',
  offline: 'AWS could not be reached. Try once more; then ask the user to check the network.',
  notFound: 'Call list_cognito_user_pools and list_cognito_import_jobs for IDs that exist.',
  conflict:
    'The job or the user pool is in a state that does not allow this. Read it again before you decide.',
  misconfigured: 'Something has to be corrected by the user. Tell them what this message says.',
  cancelled: 'It was cancelled. Do not try again unless the user asks for it.',
  unexpected:
    'Tell the user. “Cognito: Show Log” has the details, and “Cognito: Report Issue…” reports them.',
};

/** The message for a model, without addresses, credentials and values. */
export function modelError(error: unknown): string {
  if (error instanceof ToolError) return withoutAddresses(error.message);
  const { kind, message, detail } = failureOf(error);
  const words = detail === undefined ? message : `${message} (${withoutValues(detail)})`;
  return `${withoutAddresses(words)} ${advice[kind]}`;
}
