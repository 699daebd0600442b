// The production guard's rule: which profiles, accounts and user pools match the user's patterns.

/** A user pool by every name that a pattern may match. */
export interface PoolNames {
  readonly poolName: string;
  readonly userPoolId: string;
  readonly profile: string;
  /** Undefined where it is not known. */
  readonly accountId: string | undefined;
}

/**
 * Whether a pattern matches the profile, account or pool. Patterns come unchecked from the settings: an account id may be a
 * number, and a single pattern may be given without a list.
 */
export function isPoolGuarded(patterns: unknown, pool: PoolNames): boolean {
  const { poolName, userPoolId, profile, accountId } = pool;
  const names = [poolName, userPoolId, profile, ...(accountId === undefined ? [] : [accountId])];
  const written: readonly unknown[] = Array.isArray(patterns) ? patterns : [patterns];
  return written
    .filter((pattern) => typeof pattern === 'string' || typeof pattern === 'number')
    .map(String)
    .some(
      (pattern) =>
        names.some((name) => wildcardMatch(pattern, name)) ||
        // An unknown account may be the guarded one.
        (accountId === undefined && isAccountPattern(pattern)),
    );
}

function isAccountPattern(pattern: string): boolean {
  return /^[\d*]*\d[\d*]*$/.test(pattern);
}

/** Whether the pattern matches the whole name: `*` stands for any text, letter case does not matter. */
export function wildcardMatch(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(name);
}
