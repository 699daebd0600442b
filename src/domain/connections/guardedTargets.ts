// The production guard's rule: which profiles, accounts and user pools the user's patterns name.
import { wildcardMatch } from './wildcard.ts';

/** Where a change would happen, by every name it has. */
export interface Target {
  readonly poolName: string;
  readonly userPoolId: string;
  readonly profile: string;
  /** Undefined where AWS would not tell. */
  readonly accountId: string | undefined;
}

/**
 * Whether a pattern names the profile, account or pool. Patterns come as the user has written them: an account id may be a number,
 * and one alone may stand without a list.
 */
export function isTargetGuarded(patterns: unknown, target: Target): boolean {
  const { poolName, userPoolId, profile, accountId } = target;
  const names = [poolName, userPoolId, profile, ...(accountId === undefined ? [] : [accountId])];
  const written: readonly unknown[] = Array.isArray(patterns) ? patterns : [patterns];
  return written
    .filter((pattern) => typeof pattern === 'string' || typeof pattern === 'number')
    .map(String)
    .some(
      (pattern) =>
        names.some((name) => wildcardMatch(pattern, name)) ||
        // An account that is not known may be the guarded one.
        (accountId === undefined && isAccountPattern(pattern)),
    );
}

function isAccountPattern(pattern: string): boolean {
  return /^[\d*]*\d[\d*]*$/.test(pattern);
}
