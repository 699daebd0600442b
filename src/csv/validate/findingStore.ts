// Counts all findings of a file, and keeps the first ones of each rule.
import { doubtsWrittenDates, type DateDecision } from '../values/dates.ts';
import type { Finding } from './finding.ts';
import { rules, type Rule, type RuleId } from './rules.ts';

interface Told {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly message?: string | undefined;
  readonly firstLine?: number | undefined;
}

export class FindingStore {
  readonly #perRule: number;
  readonly #counts = new Map<RuleId, { count: number }>();
  #findings: Finding[] = [];

  /** @param perRule how many findings of a rule are kept. */
  constructor(perRule: number) {
    this.#perRule = perRule;
  }

  /** How often each rule is broken, most first. */
  get counts(): readonly { readonly rule: RuleId; readonly count: number }[] {
    return [...this.#counts].map(([rule, { count }]) => ({ rule, count })).sort((a, b) => b.count - a.count);
  }

  /** In the order of the file. */
  sorted(): readonly Finding[] {
    return this.#findings.sort((a, b) => a.line - b.line || a.start - b.start);
  }

  /** Whether the next finding of a rule is kept. */
  keepsNext(rule: RuleId): boolean {
    return this.#isKept(rule, (this.#counts.get(rule)?.count ?? 0) + 1);
  }

  /** Without a message the rule's title is enough. */
  add(rule: RuleId, { line, start, end, message = rules[rule].title, firstLine }: Told): void {
    if (!this.#isKept(rule, this.count(rule))) return;
    const related = firstLine === undefined ? {} : { firstLine };
    this.#findings.push({ rule, line, start, end, message, ...related });
  }

  /** Counts a finding without keeping it. @returns how many there are of the rule. */
  count(rule: RuleId): number {
    let counter = this.#counts.get(rule);
    if (counter === undefined) {
      counter = { count: 0 };
      this.#counts.set(rule, counter);
    }
    return ++counter.count;
  }

  #isKept(rule: RuleId, count: number): boolean {
    const { once }: Rule = rules[rule];
    return count <= (once === true ? 1 : this.#perRule);
  }

  /** Birthdates that may have the day first are known as such only when the whole column is. */
  settleDates(decision: DateDecision): void {
    if (!doubtsWrittenDates(decision)) {
      this.#counts.delete('birthdate-order');
      this.#findings = this.#findings.filter(({ rule }) => rule !== 'birthdate-order');
      return;
    }
    const message = doubtMessage(decision);
    this.#findings = this.#findings.map((finding) =>
      finding.rule === 'birthdate-order' ? { ...finding, message } : finding,
    );
  }
}

function doubtMessage({ order, evidence }: DateDecision): string {
  const { dayFirstLine, monthFirstLine } = evidence;
  return order === 'dmy'
    ? `The birthdate on line ${dayFirstLine} has the day first. If this one has too, the service would take it for another day.`
    : `Birthdates of this column have the day first (line ${dayFirstLine}) and the month first (line ${monthFirstLine}): this one may be either.`;
}
