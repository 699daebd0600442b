// Decides about one record of a source after the other, and counts. UserWriter makes the rows of those that are imported.
import { Identities } from '../../csv/validate/identities.ts';
import { readHeader } from '../../csv/validate/header.ts';
import { RowChecker, type Outcome } from '../../csv/validate/row.ts';
import { rules, type Effect, type RuleId } from '../../csv/validate/rules.ts';
import { writeRecord } from '../../csv/read/dialect.ts';
import type { HashAlgorithm, ImportSchema } from '../../csv/schema.ts';
import { checkPhoneNumber, readBoolean } from '../../csv/values/values.ts';
import type { DateDecision } from '../../csv/values/dates.ts';
import type { HashVerdict } from '../hashes/recognise.ts';
import { isRefused, type SourceEntry, type SourceHash, type SourceUser } from '../user.ts';
import { hashColumn, valueOf, type Decisions } from './decisions.ts';
import { Fates } from './fates.ts';
import type { Plan } from './plan.ts';
import { RowMaker, type ReadPhone } from './rowMaker.ts';
import { Tally } from './tally.ts';
import { importedWith, notImported, type Verdict } from './verdicts.ts';

export interface PlannerOptions {
  readonly schema: ImportSchema;
  readonly decisions: Decisions;
  readonly judgeHash: (hash: SourceHash | undefined) => HashVerdict;
  readonly readPhone: ReadPhone;
  /** How birthdates are written; undefined if no column has any or the user has not decided: then they are kept aside. */
  readonly dates?: DateDecision;
}

/** Worse is higher. */
const ranks: Readonly<Record<Effect, number>> = {
  none: 0,
  unknown: 0,
  skipsRow: 1,
  failsRow: 2,
  failsJob: 2,
};

/** Rules that no single value breaks, or only an empty value: emptying a value does not help. */
const notOfValues: ReadonlySet<RuleId> = new Set<RuleId>([
  ...(['mfa-blank', 'no-verified-attribute', 'username-missing', 'required-attribute-missing'] as const),
  // In which order the dates are is decided for the column.
  'birthdate-order',
]);

export class Planner {
  readonly #options: PlannerOptions;
  readonly #maker: RowMaker;
  readonly #checker: RowChecker;
  readonly #identities: Identities;
  readonly #tally: Tally;
  readonly #columns: readonly string[];
  readonly #fates: Fates;
  readonly #takesHashes: boolean;
  readonly #verifiedAt: readonly number[];
  readonly #phoneKeys: readonly string[];
  readonly #dateKeys: readonly string[];
  /** Of the row checked last. */
  #outcome: Outcome = 'failed';
  #isGood = false;
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
    this.#fates = new Fates(schema.csvHeader, decisions);
    this.#takesHashes = schema.csvHeader.includes(hashColumn);
    this.#verifiedAt = ['email_verified', 'phone_number_verified']
      .map((name) => schema.csvHeader.indexOf(name))
      .filter((index) => index !== -1);
    this.#phoneKeys = this.#keysFor('phone_number');
    this.#dateKeys = this.#keysFor('birthdate');
  }

  /** What happens to a record. */
  take(entry: SourceEntry): Verdict {
    this.#tally.rows++;
    if (isRefused(entry)) {
      this.#tally.lose(entry.refused, entry.place);
      return notImported;
    }
    this.#tally.see(entry);
    this.#count(entry);
    const row = this.#make(entry);
    this.#tally.lineBreaks += this.#maker.lineBreaks;
    if (this.#isFiltered(entry, row)) return notImported;
    if (!this.#isImported(entry.place)) {
      const { rule, message } = this.#worst;
      // The messages of the other rules may quote the cell.
      this.#tally.lose(rule, entry.place, rule === 'required-attribute-missing' ? message : undefined);
      return notImported;
    }
    for (const { index, rule } of this.#maker.bad)
      this.#tally.empty(this.#columns[index] ?? '', rule, entry.place);
    return this.#accept(entry);
  }

  end(): Plan {
    return this.#tally.plan((key) => this.#fates.of(key));
  }

  #keysFor(target: string): readonly string[] {
    const filling = this.#options.decisions.fillings[target];
    return filling?.kind === 'from' ? [filling.key] : [];
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

  /** The checked row. Most rows are valid: values are checked one by one only if the row checker finds something. */
  #make(user: SourceUser): readonly string[] {
    const { dates } = this.#options;
    const row = this.#maker.make(user, dates, false);
    if (this.#check(row, user.place)) return row;
    const mended = this.#maker.make(user, dates);
    this.#check(mended, user.place);
    return mended;
  }

  /** Whether the row passes the validator's own rules. */
  #check(row: readonly string[], place: number): boolean {
    this.#worst.rank = 0;
    this.#isGood = true;
    const line = writeRecord(row);
    this.#outcome = this.#checker.check(line, 0, line.length, place);
    return this.#isGood;
  }

  /** Whether the row checked last would be imported after the rows before it. If not, `#worst` is the reason. */
  #isImported(place: number): boolean {
    const final = this.#identities.check(this.#checker, place, this.#outcome);
    return final !== 'failed' && final !== 'skipped';
  }

  #tell(rule: RuleId, message?: string): void {
    if (!notOfValues.has(rule)) this.#isGood = false;
    const rank = ranks[rules[rule].effect];
    if (rank <= this.#worst.rank) return;
    this.#worst.rank = rank;
    this.#worst.rule = rule;
    this.#worst.message = message;
  }

  #accept(user: SourceUser): Verdict {
    const { bad } = this.#maker;
    const algorithm = this.#judgeHash(user.hash);
    this.#tally.accept(user, bad, (key) => this.#fates.isKept(key), this.#columns);
    return importedWith(algorithm, bad.length > 0);
  }

  /** The algorithm by which the password stays; undefined if it must be reset. */
  #judgeHash(hash: SourceHash | undefined): HashAlgorithm | undefined {
    if (!this.#takesHashes) {
      this.#tally.reset(hash === undefined ? 'none' : 'pool');
      return undefined;
    }
    const verdict = this.#options.judgeHash(hash);
    if (verdict.kind === 'usable' && this.#options.decisions.leavesHashesOut === true) {
      this.#tally.reset('choice');
      return undefined;
    }
    if (verdict.kind === 'usable') {
      this.#tally.keep(verdict.algorithm, verdict.converted);
      return verdict.algorithm;
    }
    if (verdict.kind === 'refused') this.#tally.reset(verdict.reason, verdict.detail);
    else this.#tally.reset('none');
    return undefined;
  }
}
