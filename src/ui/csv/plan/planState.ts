// What the user has decided about a conversion, and how each choice of the plan's page changes it. Pure.
import type { ImportSchema } from '../../../csv/schema.ts';
import type { DateEvidence } from '../../../csv/values/dates.ts';
import type { PlannedSource } from '../../../files/sources/planSource.ts';
import type { SourceInput } from '../../../files/sources/source.ts';
import type { FilterId, QuestionId } from '../../../protocol/plan.ts';
import { meaningOf, type Decisions, type Filling } from '../../../sources/plan/decisions.ts';
import type { SourceColumn } from '../../../sources/read/shaper.ts';

/** One conversion while its plan is open. */
export interface PlanState {
  readonly input: SourceInput;
  readonly schema: ImportSchema;
  /** Absent until the first plan is there. */
  readonly planned?: PlannedSource;
  readonly decisions?: Decisions;
  /** What the paths of the source become where the user says nothing. */
  readonly firstColumns: readonly SourceColumn[];
}

/** The same decisions, of a file that is to be read anew. */
export function withoutPlan(state: PlanState): PlanState {
  const { planned: _planned, ...rest } = state;
  return rest;
}

/** What is known of the birthdates, for as long as the same value of the source fills them. */
export function knownDates({ planned, decisions }: PlanState): DateEvidence | undefined {
  const keyOf = (from?: Decisions): string | undefined => {
    const filling = from?.fillings['birthdate'];
    return filling?.kind === 'from' ? filling.key : undefined;
  };
  return keyOf(decisions) === keyOf(planned?.decisions) ? planned?.plan.dates : undefined;
}

/** The columns as the user has them, with what has values. */
export function currentColumns({ planned, firstColumns }: PlanState): readonly SourceColumn[] {
  return planned?.end.columns ?? firstColumns;
}

/** `keep`, `leave`, or a column of the pool. */
export function withMapping(state: PlanState, path: string, to: string): PlanState {
  const { decisions, input } = state;
  if (!decisions) return state;
  const isTarget = state.schema.csvHeader.includes(to);
  const meaning = isTarget ? meaningOf(to) : '';
  const columns = new Map(input.columns);
  if (isTarget) {
    // One value alone can be the attribute.
    for (const other of currentColumns(state)) if (other.meaning === meaning) columns.set(other.path, '');
  }
  const first = state.firstColumns.find((column) => column.path === path);
  if (to === 'keep' && first?.aside !== undefined) columns.delete(path);
  else columns.set(path, meaning);
  const leftOut = decisions.leftOut.filter((key) => key !== path);
  const fillings: Readonly<Record<string, Filling>> = isTarget
    ? { ...decisions.fillings, [to]: { kind: 'from', key: meaning } }
    : decisions.fillings;
  const kept = withoutSource(fillings, state, columns);
  return {
    ...state,
    input: { ...input, columns: [...columns] },
    decisions: { ...decisions, fillings: kept, leftOut: to === 'leave' ? [...leftOut, path] : leftOut },
  };
}

/** The fillings whose value no path gives any more are gone, so that they are asked for again. */
function withoutSource(
  fillings: Readonly<Record<string, Filling>>,
  state: PlanState,
  columns: ReadonlyMap<string, string>,
): Readonly<Record<string, Filling>> {
  const keys = new Set(
    currentColumns(state).map(({ path, meaning, aside }) => {
      const choice = columns.get(path);
      return choice === undefined ? (meaning ?? aside) : choice === '' ? path : choice;
    }),
  );
  return Object.fromEntries(
    Object.entries(fillings).filter(([, filling]) => filling.kind === 'constant' || keys.has(filling.key)),
  );
}

/** A column that no value of the source means: `` empties it, `true` is for everyone, `from:KEY` takes another value. */
export function withFilling(state: PlanState, target: string, value: string): PlanState {
  const { decisions } = state;
  if (!decisions || !state.schema.csvHeader.includes(target)) return state;
  const { [target]: _before, ...rest } = decisions.fillings;
  const filling: Filling | undefined =
    value === 'true'
      ? { kind: 'constant', value: 'true' }
      : value.startsWith('from:')
        ? { kind: 'from', key: value.slice('from:'.length) }
        : undefined;
  const fillings = filling ? { ...rest, [target]: filling } : rest;
  return { ...state, decisions: { ...decisions, fillings } };
}

export function fillingValue(filling: Filling | undefined): string {
  if (filling === undefined) return '';
  return filling.kind === 'constant' ? filling.value : `from:${filling.key}`;
}

/** @param year this one: no birthdate is after it. */
export function withAnswer(state: PlanState, id: QuestionId, value: string, year: number): PlanState {
  const { decisions } = state;
  if (!decisions) return state;
  if (id === 'country') {
    const { country: _before, ...rest } = decisions;
    return { ...state, decisions: /^[A-Z]{2}$/.test(value) ? { ...rest, country: value } : rest };
  }
  const { order, latestYear } = decisions.dates;
  const latest = { past: year, '19': 1999, '20': 2099 }[value];
  const dates =
    id === 'dateOrder'
      ? {
          ...(value === 'dmy' || value === 'mdy' ? { order: value } : {}),
          ...(latestYear === undefined ? {} : { latestYear }),
        }
      : {
          ...(order === undefined ? {} : { order }),
          ...(latest === undefined ? {} : { latestYear: latest }),
        };
  return { ...state, decisions: { ...decisions, dates: dates as Decisions['dates'] } };
}

export function withFilter(state: PlanState, id: FilterId, on: boolean): PlanState {
  const { decisions } = state;
  if (!decisions) return state;
  if (id === 'keepHashes') return { ...state, decisions: { ...decisions, leavesHashesOut: !on } };
  if (id === 'emptyBadValues') return { ...state, decisions: { ...decisions, emptyBadValues: on } };
  return { ...state, decisions: { ...decisions, filters: { ...decisions.filters, [id]: on } } };
}
