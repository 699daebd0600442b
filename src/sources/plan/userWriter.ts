// Writes the rows of a planned source by the verdicts of its plan, without checking again.
import { writeRecord } from '../../csv/read/dialect.ts';
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { SourceUser } from '../user.ts';
import { hashColumn } from './decisions.ts';
import { Fates } from './fates.ts';
import type { PlannerOptions } from './planner.ts';
import { RowMaker, type BadValue } from './rowMaker.ts';
import { hasBadValues, keepsPassword, type Verdict } from './verdicts.ts';

/** A user who is imported. */
export interface PlannedUser {
  /** For each column of the pool; a new array. */
  readonly row: readonly string[];
  /** The same as a line of an import CSV, without its end. */
  readonly line: string;
  readonly username: string;
  /** Undefined if the password must be reset. */
  readonly algorithm: HashAlgorithm | undefined;
  /** The values that fit in no column; the array is reused for the next user. */
  readonly bad: readonly BadValue[];
}

export class UserWriter {
  readonly #options: PlannerOptions;
  readonly #maker: RowMaker;
  readonly #fates: Fates;
  readonly #columns: readonly string[];
  readonly #hashAt: number;
  readonly #usernameAt: number;

  constructor(options: PlannerOptions) {
    const { schema, decisions, readPhone } = options;
    this.#options = options;
    this.#maker = new RowMaker(schema, decisions, readPhone);
    this.#columns = schema.csvHeader;
    this.#fates = new Fates(schema.csvHeader, decisions);
    this.#hashAt = schema.csvHeader.indexOf(hashColumn);
    this.#usernameAt = schema.csvHeader.indexOf('cognito:username');
  }

  /** @param verdict the plan's for this record, by which it is imported. */
  make(user: SourceUser, verdict: Verdict): PlannedUser {
    const { bad } = this.#maker;
    const row = this.#maker.make(user, this.#options.dates, hasBadValues(verdict));
    const username = row[this.#usernameAt] ?? '';
    const hash = keepsPassword(verdict) ? this.#options.judgeHash(user.hash) : undefined;
    if (hash?.kind !== 'usable') return { row, line: writeRecord(row), username, algorithm: undefined, bad };
    row[this.#hashAt] = hash.hash;
    return { row, line: writeRecord(row), username, algorithm: hash.algorithm, bad };
  }

  /** The user's value kept aside under a name; '' if there is none. @param bad of the user when it was made. */
  asideOf({ values, aside }: SourceUser, bad: readonly BadValue[], name: string): string {
    for (const { index, value } of bad) if (this.#columns[index] === name) return value;
    if (!this.#fates.isKept(name)) return '';
    return values.get(name) ?? aside.get(name) ?? '';
  }
}
