// The user's decisions about a conversion, and how each choice on the plan's page changes them. Pure.
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
  /** Absent until the first plan is made. */
  readonly planned?: PlannedSource;
  readonly decisions?: Decisions;
  /** The columns that the paths of the source map to by default. */
  readonly firstColumns: readonly SourceColumn[];
}

/** The same decisions without the plan, for a file that has to be read again. */
export function withoutPlan(state: PlanState): PlanState {
  const { planned: _planned, ...rest } = state;
  return rest;
}

/** What the plan shows about birthdates, as long as the same value of the source fills them. */
export function knownDates({ planned, decisions }: PlanState): DateEvidence | undefined {
  const keyOf = (from?: Decisions): string | undefined => {
    const filling = from?.fillings['birthdate'];
    return filling?.kind === 'from' ? filling.key : undefined;
  };
  return keyOf(decisions) === keyOf(planned?.decisions) ? planned?.plan.dates : undefined;
}

/** The columns as the user has mapped them, from the latest plan if there is one. */
export function currentColumns({ planned, firstColumns }: PlanState): readonly SourceColumn[] {
  return planned?.end.columns ?? firstColumns;
}

/** @param to `keep`, `leave`, or a column of the pool. */
export function withMapping(state: PlanState, path: string, to: string): PlanState {
  const { decisions, input } = state;
  if (!decisions) return state;
  const isTarget = state.schema.csvHeader.includes(to);
  const meaning = isTarget ? meaningOf(to) : '';
  const columns = new Map(input.columns);
  if (isTarget) {
    // Only one value of the source can fill an attribute.
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

/** Drops the fillings whose value no path provides any more, so that they are asked for again. */
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

/** Fills a column without a matching value in the source. @param value `` empties it, `true` fills it for everyone, `from:KEY` copies. */
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

/** @param year the current one; no birthdate is after it. */
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
