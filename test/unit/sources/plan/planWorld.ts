// A pool, source users and a planner for the tests of the plan.
import assert from 'node:assert/strict';
import type { ImportSchema } from '../../../../src/csv/schema.ts';
import { decideDates, type DateDecision } from '../../../../src/csv/values/dates.ts';
import { firstDecisions, type Decisions } from '../../../../src/sources/plan/decisions.ts';
import type { HashVerdict } from '../../../../src/sources/hashes/recognise.ts';
import { partsOf, type Plan } from '../../../../src/sources/plan/plan.ts';
import { Planner } from '../../../../src/sources/plan/planner.ts';
import { UserWriter, type PlannedUser } from '../../../../src/sources/plan/userWriter.ts';
import { notImported } from '../../../../src/sources/plan/verdicts.ts';
import type { SourceEntry, SourceHash, SourceUser } from '../../../../src/sources/user.ts';
import { columns, pool } from '../../csv/pools.ts';

/** Users have usernames; the pool takes hashes. */
export const hashPool: ImportSchema = pool({ csvHeader: [...columns, 'password_hash'] });

export function user(
  place: number,
  values: Readonly<Record<string, string>>,
  rest: { readonly hash?: string; readonly aside?: Readonly<Record<string, string>> } = {},
): SourceUser {
  return {
    place,
    values: new Map(Object.entries(values)),
    ...(rest.hash === undefined ? {} : { hash: { text: rest.hash } }),
    aside: new Map(Object.entries(rest.aside ?? {})),
  };
}

/** Judges made-up hashes by their first word. */
function judgeByName(hash: SourceHash | undefined): HashVerdict {
  if (hash === undefined) return { kind: 'none' };
  const [name = '', rest = ''] = hash.text.split(' ');
  if (name === 'BCRYPT' || name === 'SCRYPT')
    return { kind: 'usable', algorithm: name, hash: `${name}${rest}`, converted: name === 'SCRYPT' };
  const reason = name === 'over-limit' || name === 'peppered' ? name : 'unknown';
  return { kind: 'refused', reason, ...(rest === '' ? {} : { detail: rest }) };
}

function keysOf(entries: readonly SourceEntry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) => ('refused' in entry ? [] : [...entry.values.keys(), ...entry.aside.keys()])),
  );
}

export interface Planned {
  readonly plan: Plan;
  readonly users: readonly PlannedUser[];
  readonly asides: readonly ReadonlyMap<string, string>[];
}

export function planAll(
  entries: readonly SourceEntry[],
  schema: ImportSchema = hashPool,
  change: (first: Decisions) => Decisions = (first) => first,
  dates: DateDecision | 'open' = decideDates({ ...none }),
): Planned {
  const decisions = change(firstDecisions(schema, keysOf(entries)));
  const readPhone = (text: string, country: string | undefined) =>
    /^\+\d{3,15}$/.test(text) ? text : country === 'DE' ? `+49${text.replace(/^0/, '')}` : undefined;
  const options = {
    schema,
    decisions,
    judgeHash: judgeByName,
    readPhone,
    ...(dates === 'open' ? {} : { dates }),
  };
  const planner = new Planner(options);
  const writer = new UserWriter(options);
  const names = [...keysOf(entries), ...schema.csvHeader];
  const users: PlannedUser[] = [];
  const asides: ReadonlyMap<string, string>[] = [];
  for (const entry of entries) {
    const verdict = planner.take(entry);
    if (verdict === notImported || 'refused' in entry) continue;
    const planned = writer.make(entry, verdict);
    const kept = names.map((name) => [name, writer.asideOf(entry, planned.bad, name)] as const);
    asides.push(new Map(kept.filter(([, value]) => value !== '')));
    users.push({ ...planned, bad: [...planned.bad] });
  }
  return { plan: planner.end(), users, asides };
}

const none = {
  monthFirst: 0,
  monthFirstLine: 0,
  dayFirst: 0,
  dayFirstLine: 0,
  either: 0,
  loose: 0,
  shortYears: 0,
};

const good = { username: 'ann', email: 'ann@example.com', email_verified: 'true' };

/** A user who can be imported, with the given changes. */
export const like = (place: number, change: Readonly<Record<string, string>> = {}, rest = {}) =>
  user(place, { ...good, username: `u${place}`, email: `u${place}@example.com`, ...change }, rest);

const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

/** Asserts that the plan counts every record once. */
export function addsUp(plan: Plan): void {
  const { rows, imported, lost, filtered, kept, reset } = plan;
  assert.equal(rows, imported + sum(lost) + filtered.unverified + filtered.blocked);
  assert.equal(imported, sum(kept) + sum(reset));
  assert.equal(
    imported,
    partsOf(plan).reduce((total, { users }) => total + users, 0),
  );
}
