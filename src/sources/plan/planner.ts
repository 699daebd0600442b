// Decides about one record of a source after the other, and counts: the same for the plan that is shown and for the files that are written.
import { Identities } from '../../csv/validate/identities.ts';
import { readHeader } from '../../csv/validate/header.ts';
import { RowChecker } from '../../csv/validate/row.ts';
import { rules, type Effect, type RuleId } from '../../csv/validate/rules.ts';
import { escapeValue, writeRecord } from '../../csv/read/dialect.ts';
import type { HashAlgorithm, ImportSchema } from '../../csv/schema.ts';
import { checkPhoneNumber, readBoolean } from '../../csv/values/values.ts';
import type { DateDecision } from '../../csv/values/dates.ts';
import type { HashVerdict } from '../hashes/recognise.ts';
import { isRefused, type SourceEntry, type SourceHash, type SourceUser } from '../user.ts';
import { hashColumn, isSecretName, valueOf, type Decisions } from './decisions.ts';
import type { Plan, PlannedKey } from './plan.ts';
import { RowMaker, type BadValue, type ReadPhone } from './rowMaker.ts';
import { Tally } from './tally.ts';

export interface PlannerOptions {
  readonly schema: ImportSchema;
  readonly decisions: Decisions;
  readonly judgeHash: (hash: SourceHash | undefined) => HashVerdict;
  readonly readPhone: ReadPhone;
  /** How birthdates are written; undefined where no column has any, or nobody has decided: they are kept aside then. */
  readonly dates?: DateDecision;
}

/** A user who is imported. The arrays are used again for the next one. */
export interface PlannedUser {
  /** For each column of the pool. */
  readonly row: readonly string[];
  /** The same as a line of an import CSV, without its end. */
  readonly line: string;
  readonly username: string;
  /** Undefined where the password must be reset. */
  readonly algorithm: HashAlgorithm | undefined;
  /** What the columns did not take. */
  readonly bad: readonly BadValue[];
}

/** Worse is higher. */
const ranks: Readonly<Record<Effect, number>> = {
  none: 0,
  unknown: 0,
  skipsRow: 1,
  failsRow: 2,
  failsJob: 2,
};

export class Planner {
  readonly #options: PlannerOptions;
  readonly #maker: RowMaker;
  readonly #checker: RowChecker;
  readonly #identities: Identities;
  readonly #tally: Tally;
  readonly #columns: readonly string[];
  readonly #hashAt: number;
  #line = '';
  readonly #usernameAt: number;
  readonly #verifiedAt: readonly number[];
  readonly #phoneKeys: readonly string[];
  readonly #dateKeys: readonly string[];
  /** The first of the rules that are worst for the row. */
  readonly #worst: { rule: RuleId; rank: number; message?: string | undefined } = {
    rule: 'required-attribute-missing',
    rank: 0,
  };

  constructor(options: PlannerOptions) {
    const { schema, decisions, readPhone } = options;
    this.#options = options;
    this.#maker = new RowMaker(schema, decisions, readPhone);
    const header = readHeader(schema.csvHeader.join(','), schema, () => undefined);
    // The hash is judged on its own: here its cell is empty.
    const { hashAlgorithm: _algorithm, ...rest } = schema;
    this.#checker = new RowChecker(header, rest, (rule, _start, _end, message) => this.#tell(rule, message));
    this.#identities = new Identities(schema, (rule) => this.#tell(rule));
    this.#tally = new Tally(this.#maker.jobFails);
    this.#columns = schema.csvHeader;
    this.#hashAt = schema.csvHeader.indexOf(hashColumn);
    this.#usernameAt = schema.csvHeader.indexOf('cognito:username');
    this.#verifiedAt = ['email_verified', 'phone_number_verified']
      .map((name) => schema.csvHeader.indexOf(name))
      .filter((index) => index !== -1);
    this.#phoneKeys = this.#keysFor('phone_number');
    this.#dateKeys = this.#keysFor('birthdate');
  }

  /** What becomes of a record; undefined where no user is imported. */
  take(entry: SourceEntry): PlannedUser | undefined {
    this.#tally.rows++;
    if (isRefused(entry)) {
      this.#tally.lose(entry.refused, entry.place);
      return undefined;
    }
    this.#tally.see(entry);
    this.#count(entry);
    const row = this.#maker.make(entry, this.#options.dates);
    if (this.#isFiltered(entry, row)) return undefined;
    if (!this.#judge(row, entry.place)) {
      const { rule, message } = this.#worst;
      // Of the other rules the message may say what is in the cell.
      this.#tally.lose(rule, entry.place, rule === 'required-attribute-missing' ? message : undefined);
      return undefined;
    }
    for (const { index, rule } of this.#maker.bad)
      this.#tally.empty(this.#columns[index] ?? '', rule, entry.place);
    return this.#accept(entry, row);
  }

  end(): Plan {
    return this.#tally.plan((key) => this.#placeOf(key), this.#maker.lineBreaks);
  }

  /** What of a user is kept aside, by name; empty where nothing is. */
  asideOf(user: SourceUser, bad: readonly BadValue[]): ReadonlyMap<string, string> {
    const kept = new Map<string, string>();
    for (const [key, value] of user.aside) if (this.#placeOf(key).rest === 'kept') kept.set(key, value);
    for (const [key, value] of user.values) if (this.#placeOf(key).rest === 'kept') kept.set(key, value);
    for (const { index, value } of bad) kept.set(this.#columns[index] ?? '', value);
    return kept;
  }

  #keysFor(target: string): readonly string[] {
    const filling = this.#options.decisions.fillings[target];
    return filling?.kind === 'from' ? [filling.key] : [];
  }

  readonly #places = new Map<string, Pick<PlannedKey, 'targets' | 'rest'>>();

  #placeOf(key: string): Pick<PlannedKey, 'targets' | 'rest'> {
    const known = this.#places.get(key);
    if (known) return known;
    const { fillings, leftOut } = this.#options.decisions;
    const targets = this.#columns.filter((name) => {
      const filling = Object.hasOwn(fillings, name) ? fillings[name] : undefined;
      return filling?.kind === 'from' && filling.key === key;
    });
    const rest =
      targets.length > 0
        ? ('imported' as const)
        : isSecretName(key)
          ? ('secret' as const)
          : leftOut.includes(key)
            ? ('left' as const)
            : ('kept' as const);
    const place = { targets, rest };
    this.#places.set(key, place);
    return place;
  }

  #count(user: SourceUser): void {
    for (const key of this.#phoneKeys) {
      const text = valueOf(user, key);
      if (text === '' || this.#options.decisions.country !== undefined) continue;
      if (checkPhoneNumber(text) !== undefined && this.#options.readPhone(text, undefined) === undefined)
        this.#tally.phonesWithoutCountry++;
    }
    for (const key of this.#dateKeys) this.#tally.date(valueOf(user, key), user.place);
  }

  #isFiltered(user: SourceUser, row: readonly string[]): boolean {
    const { verifiedOnly, notBlocked } = this.#options.decisions.filters;
    const isBlocked = user.aside.get('disabled') === 'true';
    if (isBlocked) this.#tally.blocked++;
    if (notBlocked && isBlocked) {
      this.#tally.filteredBlocked++;
      return true;
    }
    if (!verifiedOnly || this.#verifiedAt.some((index) => readBoolean(row[index] ?? '') === true))
      return false;
    this.#tally.filteredUnverified++;
    return true;
  }

  /** Whether the row would be imported, by the validator's own rules. Otherwise `#worst` is why. */
  #judge(row: readonly string[], place: number): boolean {
    this.#worst.rank = 0;
    const line = writeRecord(row);
    this.#line = line;
    const outcome = this.#checker.check(line, 0, line.length, place);
    const final = this.#identities.check(this.#checker, place, outcome);
    return final !== 'failed' && final !== 'skipped';
  }

  #tell(rule: RuleId, message?: string): void {
    const rank = ranks[rules[rule].effect];
    if (rank <= this.#worst.rank) return;
    this.#worst.rank = rank;
    this.#worst.rule = rule;
    this.#worst.message = message;
  }

  #accept(user: SourceUser, row: string[]): PlannedUser {
    const { bad } = this.#maker;
    let algorithm: HashAlgorithm | undefined;
    if (this.#hashAt === -1) {
      this.#tally.reset(user.hash === undefined ? 'none' : 'pool');
    } else {
      const verdict = this.#options.judgeHash(user.hash);
      if (verdict.kind === 'usable') {
        algorithm = verdict.algorithm;
        row[this.#hashAt] = verdict.hash;
        this.#tally.keep(verdict.algorithm, verdict.converted);
      } else if (verdict.kind === 'refused') this.#tally.reset(verdict.reason, verdict.detail);
      else this.#tally.reset('none');
    }
    this.#tally.accept(user, bad, (key) => this.#placeOf(key).rest === 'kept', this.#columns);
    const line = algorithm === undefined ? this.#line : this.#hashedLine(row);
    return { row, line, username: row[this.#usernameAt] ?? '', algorithm, bad };
  }

  /** The row was judged with an empty hash: where that is the last column, only the hash is missing. */
  #hashedLine(row: readonly string[]): string {
    if (this.#hashAt !== row.length - 1) return writeRecord(row);
    return this.#line + escapeValue(row[this.#hashAt] ?? '');
  }
}
