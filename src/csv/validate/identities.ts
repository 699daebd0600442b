// Finds rows that have the username, or the verified contact, of an earlier row.
import { UsernameTable } from './duplicates.ts';
import type { Outcome, RowChecker } from './row.ts';
import type { RuleId } from './rules.ts';
import { signInContacts, type Contact, type ImportSchema } from '../schema.ts';

type Tell = (rule: RuleId, start: number, end: number, message: string, firstLine: number) => void;

export class Identities {
  readonly usernames: UsernameTable;
  /** The contacts that users can sign in with. */
  readonly aliases: readonly (readonly [Contact, UsernameTable])[];
  readonly #tell: Tell;

  constructor(schema: ImportSchema, tell: Tell) {
    this.#tell = tell;
    this.usernames = new UsernameTable(schema.caseSensitive);
    this.aliases = signInContacts(schema).map((contact) => [
      contact,
      new UsernameTable(schema.caseSensitive),
    ]);
  }

  /** Makes room for so many users. */
  reserve(users: number): void {
    for (const table of [this.usernames, ...this.aliases.map(([, table]) => table)]) table.reserve(users);
  }

  /** The expected outcome of the row last checked; `outcome` is its outcome without regard to other rows. */
  check(checker: RowChecker, line: number, outcome: Outcome): Outcome {
    const known = this.#checkUsername(checker, line, outcome);
    return known === outcome && outcome !== 'failed' ? this.#checkAliases(checker, line, outcome) : known;
  }

  /** A verified contact that users sign in with can be that of one user only (Developer Guide, Customizing sign-in attributes). */
  #checkAliases(checker: RowChecker, line: number, outcome: Outcome): Outcome {
    let result = outcome;
    for (const [contact, table] of this.aliases) {
      const value = checker.verified(contact);
      if (value === '') continue;
      const before = table.enter(value, line, outcome);
      if (before === undefined || before.imported === 'no') continue;
      const [start, end] = checker.rangeOf(contact);
      const what = contact === 'email' ? 'email address' : 'phone number';
      const message = `Line ${before.firstLine} has the same verified ${what}; only one user can sign in with it.`;
      this.#tell('duplicate-alias', start, end, message, before.firstLine);
      result = 'uncertain';
    }
    return result;
  }

  /** The row's expected outcome when its username is checked too. */
  #checkUsername(checker: RowChecker, line: number, outcome: Outcome): Outcome {
    const { username } = checker;
    if (username === '') return outcome;
    const before = this.usernames.enter(username, line, outcome);
    if (before === undefined) return outcome;
    const [start, end] = checker.usernameRange;
    const message = `The username is on line ${before.firstLine} already; ${becomes[before.imported]}`;
    this.#tell('duplicate-username', start, end, message, before.firstLine);
    if (outcome === 'failed' || before.imported === 'no') return outcome;
    return before.imported === 'yes' ? 'skipped' : 'uncertain';
  }
}

/** What happens to the second user of a name, by the outcome of the first. */
const becomes = {
  yes: 'this user would be skipped.',
  perhaps: 'if that user is imported, this one is skipped.',
  no: 'that user would not be imported. Once that is fixed, this one would be skipped.',
} as const;
