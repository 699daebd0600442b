// The counts of a plan while the records stream by.
import { afterColumns } from '../../csv/afterFile.ts';
import { hashAlgorithms, type HashAlgorithm } from '../../csv/schema.ts';
import type { RuleId } from '../../csv/validate/rules.ts';
import { addDate, newDateEvidence } from '../../csv/values/dates.ts';
import type { SourceUser } from '../user.ts';
import type { LossReason, Plan, PlannedKey } from './plan.ts';
import type { BadValue } from './rowMaker.ts';

/** How many places of each reason are kept. */
const keptPlaces = 5;
/** The maximum number of details shown per reason to reset; with more, only the total is shown. */
const mostDetails = 20;

interface Places {
  count: number;
  readonly places: number[];
}

/** What is known about a key: how many users have it and, once one of them is imported, whether it is kept aside. */
interface KeyCount {
  users: number;
  isKept: boolean | undefined;
}

export class Tally {
  rows = 0;
  blocked = 0;
  filteredBlocked = 0;
  filteredUnverified = 0;
  phonesWithoutCountry = 0;
  lineBreaks = 0;
  readonly #jobFails: readonly RuleId[];
  readonly #keys = new Map<string, KeyCount>();
  readonly #lost = new Map<string, Places & { readonly reason: LossReason; readonly detail?: string }>();
  readonly #emptied = new Map<string, Places & { readonly target: string; readonly rule: RuleId }>();
  readonly #kept = new Map<HashAlgorithm, { count: number; converted: number }>();
  readonly #reset = new Map<string, Map<string, number>>();
  readonly #aside = new Set<string>();
  readonly #dates = newDateEvidence();
  #hasDates = false;
  #imported = 0;
  #asideUsers = 0;

  constructor(jobFails: readonly RuleId[]) {
    this.#jobFails = jobFails;
  }

  see({ values, aside }: SourceUser): void {
    for (const key of values.keys()) this.#keyOf(key).users++;
    for (const key of aside.keys()) this.#keyOf(key).users++;
  }

  #keyOf(key: string): KeyCount {
    const known = this.#keys.get(key);
    if (known) return known;
    const count: KeyCount = { users: 0, isKept: undefined };
    this.#keys.set(key, count);
    return count;
  }

  date(value: string, place: number): void {
    if (value === '') return;
    this.#hasDates = true;
    addDate(this.#dates, value, place);
  }

  lose(reason: LossReason, place: number, detail?: string): void {
    const make = () => ({ count: 0, places: [], reason, ...(detail === undefined ? {} : { detail }) });
    add(this.#lost, `${reason} ${detail ?? ''}`, make, place);
  }

  empty(target: string, rule: RuleId, place: number): void {
    add(this.#emptied, `${target} ${rule}`, () => ({ count: 0, places: [], target, rule }), place);
  }

  keep(algorithm: HashAlgorithm, converted: boolean): void {
    const kept = this.#kept.get(algorithm) ?? { count: 0, converted: 0 };
    kept.count++;
    if (converted) kept.converted++;
    this.#kept.set(algorithm, kept);
  }

  reset(reason: string, detail = ''): void {
    const details = this.#reset.get(reason) ?? new Map<string, number>();
    const key = details.has(detail) || details.size < mostDetails ? detail : '';
    details.set(key, (details.get(key) ?? 0) + 1);
    this.#reset.set(reason, details);
  }

  /** Counts an imported user, and notes which of the user's values are kept aside. */
  accept(
    { values, aside }: SourceUser,
    bad: readonly BadValue[],
    isKept: (key: string) => boolean,
    columns: readonly string[],
  ): void {
    this.#imported++;
    let hasAside = bad.length > 0;
    for (const { index } of bad) this.#aside.add(columns[index] ?? '');
    for (const key of aside.keys()) hasAside = this.#isAside(key, isKept) || hasAside;
    for (const key of values.keys()) hasAside = this.#isAside(key, isKept) || hasAside;
    if (hasAside) this.#asideUsers++;
  }

  #isAside(key: string, isKept: (key: string) => boolean): boolean {
    const known = this.#keyOf(key);
    if (known.isKept === undefined) {
      known.isKept = isKept(key);
      if (known.isKept) this.#aside.add(key);
    }
    return known.isKept;
  }

  plan(placeOf: (key: string) => Pick<PlannedKey, 'targets' | 'rest'>): Plan {
    const most = (a: { readonly count: number }, b: { readonly count: number }) => b.count - a.count;
    return {
      rows: this.rows,
      imported: this.#imported,
      kept: hashAlgorithms.flatMap((algorithm) => {
        const kept = this.#kept.get(algorithm);
        return kept ? [{ algorithm, ...kept }] : [];
      }),
      reset: [...this.#reset]
        .flatMap(([reason, details]) =>
          [...details].map(([detail, count]) => ({ reason, count, ...(detail === '' ? {} : { detail }) })),
        )
        .sort(most),
      lost: [...this.#lost.values()].sort(most),
      filtered: { unverified: this.filteredUnverified, blocked: this.filteredBlocked },
      keys: [...this.#keys].map(([key, { users }]) => ({ key, users, ...placeOf(key) })),
      emptied: [...this.#emptied.values()]
        .map(({ target, rule: reason, count, places }) => ({ target, reason, count, places }))
        .sort(most),
      aside: inOrder(this.#aside),
      asideUsers: this.#asideUsers,
      blocked: this.blocked,
      phonesWithoutCountry: this.phonesWithoutCountry,
      lineBreaks: this.lineBreaks,
      ...(this.#hasDates ? { dates: { ...this.#dates } } : {}),
      jobFails: this.#jobFails,
    };
  }
}

function add<K, P extends Places>(all: Map<K, P>, key: K, make: () => P, place: number): void {
  const found = all.get(key) ?? make();
  found.count++;
  if (found.places.length < keptPlaces) found.places.push(place);
  all.set(key, found);
}

/** The names that mean the same in every source come first. */
function inOrder(names: ReadonlySet<string>): readonly string[] {
  const rank = (name: string): number => {
    const at = (afterColumns as readonly string[]).indexOf(name);
    return at === -1 ? afterColumns.length : at;
  };
  return [...names].sort((a, b) => rank(a) - rank(b));
}
