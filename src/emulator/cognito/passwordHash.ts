// The password hashes an import accepts: format and highest cost of each algorithm (Developer Guide).
import type { RuleId } from '../../csv/validate/rules.ts';

export const hashingAlgorithms = ['BCRYPT', 'SCRYPT', 'ARGON2ID', 'PBKDF2_SHA256'] as const;

interface Algorithm {
  /** Its groups are the costs that have a limit. */
  readonly pattern: RegExp;
  readonly highest: readonly number[];
}

const algorithms: Readonly<Partial<Record<string, Algorithm>>> = {
  BCRYPT: { pattern: /^\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}$/, highest: [12] },
  SCRYPT: {
    pattern: /^(\d+)\$(\d+)\$(\d+)\$(?:[0-9a-fA-F]{2})+\$(?:[0-9a-fA-F]{2})+$/,
    highest: [65_536, 8, 1],
  },
  ARGON2ID: {
    pattern: /^\$argon2id\$v=\d+\$m=(\d+),t=(\d+),p=(\d+)\$[A-Za-z0-9+/]+=*\$[A-Za-z0-9+/]+=*$/,
    highest: [19_456, 2, 1],
  },
  PBKDF2_SHA256: {
    pattern: /^\$pbkdf2-sha256\$(\d+)\$[A-Za-z0-9+/.]+=*\$[A-Za-z0-9+/.]+=*$/,
    highest: [600_000],
  },
};

/** The rule a hash breaks. An empty hash is valid: that user has to reset the password. */
export function brokenHash(algorithm: string, hash: string): RuleId | undefined {
  if (hash === '') return undefined;
  const known = algorithms[algorithm];
  const costs = known?.pattern.exec(hash);
  if (!known || !costs) return 'hash-format';
  if (algorithm === 'SCRYPT' && !Number.isInteger(Math.log2(Number(costs[1])))) return 'hash-format';
  return known.highest.some((limit, index) => Number(costs[index + 1]) > limit) ? 'hash-limit' : undefined;
}
