// One way of writing a password hash, as a row of a table.
import type { Found } from './found.ts';

export interface Scheme {
  /** Matches every hash that is written like this, good or damaged, and no other. Begins with `^`. */
  readonly pattern: RegExp;
  /** Reads what matched: the groups of the pattern by number, '' where a group is not there. */
  readonly read: (groups: (index: number) => string) => Found;
}

export function scheme(pattern: RegExp, read: Scheme['read']): Scheme {
  return { pattern, read };
}

/** Half a million hashes are looked up: a text is tried only on the schemes that can begin with its first character. */
export class SchemeTable {
  readonly #schemes: readonly Scheme[];
  readonly #byStart = new Map<string, readonly Scheme[]>();

  /** @param schemes The first that matches is taken. */
  constructor(schemes: readonly Scheme[]) {
    this.#schemes = schemes;
  }

  /** The text as read by the first matching scheme; undefined if none matches. */
  read(text: string): Found | undefined {
    for (const { pattern, read } of this.#schemesFor(text.charAt(0))) {
      const match = pattern.exec(text);
      if (match !== null) return read((index) => match[index] ?? '');
    }
    return undefined;
  }

  #schemesFor(start: string): readonly Scheme[] {
    const known = this.#byStart.get(start);
    if (known !== undefined) return known;
    const possible = this.#schemes.filter(({ pattern }) => mayStart(pattern, start));
    this.#byStart.set(start, possible);
    return possible;
  }
}

/** By the literal character that a pattern begins with; a pattern that begins otherwise may start with any. */
function mayStart({ source, ignoreCase }: RegExp, start: string): boolean {
  const [, escaped, plain] = /^\^(?:\\([${}*!])|([a-z0-9_]))(?![?*|])/i.exec(source) ?? [];
  const first = escaped ?? plain;
  if (first === undefined) return true;
  return first === start || (ignoreCase && first.toLowerCase() === start.toLowerCase());
}
