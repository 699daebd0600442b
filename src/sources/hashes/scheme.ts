// One way of writing a password hash, as a row of a table.
import type { Found } from './found.ts';

export interface Scheme {
  /** Matches every hash that is written like this, good or damaged, and no other. */
  readonly pattern: RegExp;
  /** Reads what matched: the groups of the pattern by number, '' where a group is not there. */
  readonly read: (groups: (index: number) => string) => Found;
}

export function scheme(pattern: RegExp, read: Scheme['read']): Scheme {
  return { pattern, read };
}

/** What the first scheme that matches makes of a text; undefined where none does. */
export function readSchemes(schemes: readonly Scheme[], text: string): Found | undefined {
  for (const { pattern, read } of schemes) {
    const match = pattern.exec(text);
    if (match !== null) return read((index) => match[index] ?? '');
  }
  return undefined;
}
