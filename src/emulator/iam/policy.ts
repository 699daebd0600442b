// IAM policies as far as a log role needs them: who may assume it, and what it may do. Conditions and exclusions are not weighed.
import { ServiceError } from '../serviceError.ts';
import { isRecord } from '../validation.ts';

type Statement = Readonly<Record<string, unknown>>;

/** @throws ServiceError MalformedPolicyDocument */
export function parsePolicy(document: string): readonly Statement[] {
  let policy: unknown;
  try {
    policy = JSON.parse(document);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  const statements = isRecord(policy) ? listOf(policy['Statement']) : [];
  if (statements.length === 0 || !statements.every(isRecord)) throw malformed('Syntax errors in policy.');
  return statements;
}

/** Whether a trust policy lets a service assume the role. */
export function trusts(policy: readonly Statement[], service: string): boolean {
  return policy.some(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' &&
      isRecord(Principal) &&
      listOf(Principal['Service']).includes(service) &&
      matches(Action, 'sts:AssumeRole'),
  );
}

/** Whether policies together allow an action on a resource: somewhere allowed, nowhere denied. */
export function allows(policies: readonly Statement[], action: string, resource: string): boolean {
  const concerned = policies.filter(
    ({ Action, Resource }) => matches(Action, action) && matches(Resource, resource),
  );
  return concerned.length > 0 && concerned.every(({ Effect }) => Effect === 'Allow');
}

/** One pattern or a list of them, with `*` and `?`. */
function matches(patterns: unknown, text: string): boolean {
  return listOf(patterns).some((pattern) => {
    if (typeof pattern !== 'string') return false;
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
    const expression = escaped.replaceAll('*', '.*').replaceAll('?', '.');
    return new RegExp(`^${expression}$`, 'is').test(text);
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message);
}
