// Makes the plan of a source, for a worker thread. Nothing is written.
import type { ImportSchema } from '../../csv/schema.ts';
import {
  addDate,
  decideDates,
  newDateEvidence,
  type DateDecision,
  type DateEvidence,
} from '../../csv/values/dates.ts';
import { judgeHash } from '../../sources/hashes/recognise.ts';
import { firstDecisions, valueOf, type Decisions } from '../../sources/plan/decisions.ts';
import type { Plan } from '../../sources/plan/plan.ts';
import { Planner, type PlannerOptions } from '../../sources/plan/planner.ts';
import { VerdictList } from '../../sources/plan/verdicts.ts';
import { phoneCountries, readPhone } from '../../sources/meaning/phone.ts';
import type { HashIndex } from '../../sources/read/hashIndex.ts';
import type { ReadEnd } from '../../sources/read/readUsers.ts';
import { isRefused, type SourceUser } from '../../sources/user.ts';
import type { OnProgress } from '../csv/textFile.ts';
import { entriesOf, hashesOf, stampsOf, type SourceInput } from './source.ts';

export interface PlanInput extends SourceInput {
  readonly schema: ImportSchema;
  /** Absent at first: then each column is filled by the value that means the same. */
  readonly decisions?: Decisions;
  /** What the birthdates show, where that is known from an earlier plan of the same columns. */
  readonly dates?: DateEvidence;
}

export interface PlannedSource {
  readonly plan: Plan;
  readonly decisions: Decisions;
  readonly end: ReadEnd;
  /** Hashes of the other file that no user has. */
  readonly unmatchedHashes: number;
  /** ISO 3166-1 alpha-2 codes of the countries whose phone numbers can be read. */
  readonly countries: readonly string[];
  readonly judged: JudgedSource;
}

/** What the plan has decided, for writing the files. Plain data: it is posted between threads. */
export interface JudgedSource {
  /** A verdict for each record. */
  readonly verdicts: Uint8Array;
  /** As stampsOf the source has them: the verdicts hold for these files alone. */
  readonly stamps: readonly string[];
}

/** So many users show which values a source has. */
const firstUsers = 1_000;

/**
 * Birthdates are first taken in the order that the first users show: only where all users show another is the file read again.
 * @throws UnreadableSource; Error of the file system.
 */
export async function planSource(input: PlanInput, onProgress?: OnProgress): Promise<PlannedSource> {
  const stamps = stampsOf(input);
  const hashes = await hashesOf(input);
  const first = await readFirst(input, hashes);
  const decisions = input.decisions ?? firstDecisions(input.schema, keysOf(first));
  const likely = decide(input.dates ?? evidenceOf(first, decisions), decisions);
  const made = await planOnce(input, hashes, decisions, likely, onProgress);
  const shown = decide(made.plan.dates, decisions);
  const isRight = made.plan.dates === undefined || shown?.apply === likely?.apply;
  const { plan, end, verdicts } = isRight
    ? made
    : await planOnce(input, hashes, decisions, shown, onProgress);
  return {
    plan,
    decisions,
    end,
    unmatchedHashes: hashes?.unmatched ?? 0,
    countries: phoneCountries,
    judged: { verdicts, stamps },
  };
}

async function planOnce(
  input: PlanInput,
  hashes: HashIndex | undefined,
  decisions: Decisions,
  dates: DateDecision | undefined,
  onProgress?: OnProgress,
): Promise<{ readonly plan: Plan; readonly end: ReadEnd; readonly verdicts: Uint8Array }> {
  const planner = new Planner(plannerOptions(input.schema, decisions, dates));
  const verdicts = new VerdictList();
  let end: ReadEnd = { columns: [], emptyColumns: 0, emptyRows: 0 };
  for await (const batch of entriesOf(input, hashes, onProgress, (read) => (end = read)))
    for (const entry of batch) verdicts.add(planner.take(entry));
  return { plan: planner.end(), end, verdicts: verdicts.toBytes() };
}

export function plannerOptions(
  schema: ImportSchema,
  decisions: Decisions,
  dates: DateDecision | undefined,
): PlannerOptions {
  return { schema, decisions, judgeHash, readPhone, ...(dates === undefined ? {} : { dates }) };
}

/** How birthdates are written; undefined if there are none, or nobody has decided. */
export async function datesOf(
  input: PlanInput,
  decisions: Decisions,
  onProgress?: OnProgress,
): Promise<DateDecision | undefined> {
  const key = birthdateKey(decisions);
  if (key === undefined) return undefined;
  return decide(input.dates ?? (await surveyDates(input, key, onProgress)), decisions);
}

function birthdateKey({ fillings }: Decisions): string | undefined {
  const filling = fillings['birthdate'];
  return filling?.kind === 'from' ? filling.key : undefined;
}

function decide(evidence: DateEvidence | undefined, { dates: choice }: Decisions): DateDecision | undefined {
  if (evidence === undefined) return undefined;
  const decision = decideDates(evidence, choice, 'otherSystem');
  return decision.apply === undefined ? undefined : decision;
}

/** What the birthdates of a source show, where `key` is the value with them. @throws as planSource */
export function surveySource(
  input: SourceInput & { readonly key: string },
  onProgress?: OnProgress,
): Promise<DateEvidence> {
  return surveyDates(input, input.key, onProgress);
}

async function surveyDates(input: SourceInput, key: string, onProgress?: OnProgress): Promise<DateEvidence> {
  const evidence = newDateEvidence();
  for await (const batch of entriesOf(input, undefined, onProgress))
    for (const entry of batch) {
      const value = isRefused(entry) ? '' : valueOf(entry, key).trim();
      if (value !== '') addDate(evidence, value, entry.place);
    }
  return evidence;
}

async function readFirst(input: PlanInput, hashes: HashIndex | undefined): Promise<readonly SourceUser[]> {
  const users: SourceUser[] = [];
  for await (const batch of entriesOf(input, hashes)) {
    for (const entry of batch) if (!isRefused(entry)) users.push(entry);
    if (users.length >= firstUsers) break;
  }
  return users;
}

function keysOf(users: readonly SourceUser[]): ReadonlySet<string> {
  return new Set(users.flatMap(({ values, aside }) => [...values.keys(), ...aside.keys()]));
}

/** What the birthdates of these users show; undefined if no column is filled by any. */
function evidenceOf(users: readonly SourceUser[], decisions: Decisions): DateEvidence | undefined {
  const key = birthdateKey(decisions);
  if (key === undefined) return undefined;
  const evidence = newDateEvidence();
  for (const user of users) {
    const value = valueOf(user, key).trim();
    if (value !== '') addDate(evidence, value, user.place);
  }
  return evidence;
}
