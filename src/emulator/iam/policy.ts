// Evaluates the IAM policies of roles: who may assume a role, and what the role may do. Exclusions (Not…) are ignored.
import { ServiceError } from '../serviceError.ts';
import { isRecord } from '../validation.ts';

export type Statement = Readonly<Record<string, unknown>>;

/** Who wants to assume a role, with the context of the request. */
export interface Assumer {
  /** The kind of principal, as in a trust policy. */
  readonly kind: 'AWS' | 'Federated' | 'Service';
  /** Every name of the principal that a trust policy may use. */
  readonly names: readonly string[];
  readonly action: 'sts:AssumeRole' | 'sts:AssumeRoleWithWebIdentity';
  /** By condition key in lower case; conditions on other keys are ignored. */
  readonly context?: Readonly<Record<string, string>>;
}

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

/** Whether a trust policy lets the principal assume its role: at least one statement allows it, none denies it. */
export function trusts(policy: readonly Statement[], assumer: Assumer): boolean {
  const { kind, names, action, context = {} } = assumer;
  return decide(policy, ({ Principal, Action, Condition }) => {
    const trusted = isRecord(Principal) ? listOf(Principal[kind]) : listOf(Principal);
    return (
      trusted.some((name) => name === '*' || names.some((own) => own === name)) &&
      matches(Action, action) &&
      isFulfilled(Condition, context)
    );
  });
}

/** Whether policies together allow an action on a resource: at least one statement allows it, none denies it. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  return decide(statements, ({ Action, Resource }) => matches(Action, action) && matches(Resource, resource));
}

function decide(statements: readonly Statement[], isConcerned: (statement: Statement) => boolean): boolean {
  const concerned = statements.filter(isConcerned);
  return concerned.length > 0 && concerned.every(({ Effect }) => Effect === 'Allow');
}

/** All operators compare alike here: `StringEquals`, `StringLike`, `Bool` and their `…IfExists`. */
function isFulfilled(condition: unknown, context: Readonly<Record<string, string>>): boolean {
  if (!isRecord(condition)) return true;
  return Object.values(condition)
    .flatMap((keys) => (isRecord(keys) ? Object.entries(keys) : []))
    .every(([key, wanted]) => {
      const actual = context[key.toLowerCase()];
      return actual === undefined || matches(listOf(wanted).map(String), actual);
    });
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
