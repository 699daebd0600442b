// Builds the texts and numbers of a plan's page. Pure.
import { whyNotImportable } from '../../../csv/convert/columns.ts';
import { rules } from '../../../csv/validate/rules.ts';
import { defined } from '../../../domain/base/defined.ts';
import type { PlanChoice, PlanColumn, PlanLine, PlanSnapshot } from '../../../protocol/plan.ts';
import { hashColumn, isSecretName, meaningOf } from '../../../sources/plan/decisions.ts';
import { partsOf, type Plan } from '../../../sources/plan/plan.ts';
import type { SourceColumn } from '../../../sources/read/shaper.ts';
import { gaps, questions } from './planQuestions.ts';
import { currentColumns, type PlanState } from './planState.ts';
import { lossText, lostUsers, planWords as words, resetText } from './planWords.ts';

/** What the page shows besides the plan itself. */
export interface PlanSetting {
  readonly fileName: string;
  readonly formatName: string;
  readonly poolName: string;
  readonly place: PlanSnapshot['place'];
  /** The names of the files that would be written, in the order of the parts, then the one kept aside. */
  readonly fileNames: readonly string[];
  readonly busy: boolean;
  readonly failure?: string;
  readonly locale: string;
}

export function planSnapshot(state: PlanState, setting: PlanSetting): PlanSnapshot {
  const { fileName, formatName, poolName, busy, failure, locale } = setting;
  const { planned } = state;
  const base = {
    title: words.title(fileName, poolName),
    place: [{ label: words.source, value: formatName }, ...setting.place],
    busy,
    locale,
    ...defined({ failure }),
  };
  if (!planned) return { ...base, ...nothingYet };
  const { plan } = planned;
  const unit = state.input.choice.shape.kind === 'json' ? 'user' : 'line';
  const at = (places: readonly number[], all: number) => words.places(unit, places, all, locale);
  return {
    ...base,
    figures: figures(plan, locale),
    warnings: warnings(state, locale),
    questions: questions(state, locale),
    gaps: gaps(state),
    filters: filters(state, locale),
    keeps: plan.kept.map(({ algorithm, count, converted }) => ({
      text: words.algorithms[algorithm],
      count,
      note: words.converted(converted, count, locale),
    })),
    resets: plan.reset.map((reset) => ({ text: resetText(reset), count: reset.count })),
    losses: losses(plan, at),
    emptied: plan.emptied.map(({ target, reason, count, places }) => ({
      text: words.emptied(target, rules[reason].title),
      count,
      note: at(places, count),
    })),
    columns: currentColumns(state).map((column) => columnOf(state, column)),
    targets: targets(state),
    ...defined({ aside: aside(plan, setting) }),
    files: partsOf(plan).map((part, index): PlanLine => ({
      text: setting.fileNames[index] ?? '',
      count: part.users,
      note: words.part(part),
    })),
    ...(partsOf(plan).length > 1 ? { filesNote: words.jobs(partsOf(plan).length) } : {}),
    canWrite: plan.imported > 0 && !busy && failure === undefined && plan.jobFails.length === 0,
  };
}

const nothingYet = {
  figures: [],
  warnings: [],
  questions: [],
  gaps: [],
  filters: [],
  keeps: [],
  resets: [],
  losses: [],
  emptied: [],
  columns: [],
  targets: [],
  files: [],
  canWrite: false,
} as const;

function figures(plan: Plan, locale: string): PlanSnapshot['figures'] {
  const { rows, imported, kept } = plan;
  const { figures: names } = words;
  const keep = kept.reduce((sum, { count }) => sum + count, 0);
  return [
    { label: names.rows, count: rows, note: names.rowsNote },
    { label: names.imported, count: imported, note: names.share(imported, rows, locale) },
    { label: names.kept, count: keep, note: names.share(keep, imported, locale) },
    { label: names.reset, count: imported - keep, note: names.share(imported - keep, imported, locale) },
    { label: names.lost, count: lostUsers(plan), note: names.share(lostUsers(plan), rows, locale) },
  ];
}

function warnings({ planned, decisions, input }: PlanState, locale: string): string[] {
  if (!planned) return [];
  const { plan, end, unmatchedHashes } = planned;
  const all: (string | false | undefined)[] = [
    ...plan.jobFails.map((rule) => rules[rule].title),
    plan.kept.length > 0 && words.hashCautions[input.choice.format],
    plan.blocked > 0 && decisions?.filters.notBlocked === false && words.blocked(plan.blocked, locale),
    unmatchedHashes > 0 && words.unmatched(unmatchedHashes, locale),
    plan.lineBreaks > 0 && words.lineBreaks(plan.lineBreaks, locale),
    end.emptyRows > 0 && words.emptyRows(end.emptyRows, locale),
  ];
  return all.filter((text) => typeof text === 'string');
}

function losses(plan: Plan, at: (places: readonly number[], all: number) => string): PlanLine[] {
  const { filtered } = plan;
  return [
    ...plan.lost.map((loss) => ({
      text: lossText(loss),
      count: loss.count,
      note: at(loss.places, loss.count),
    })),
    ...(filtered.unverified > 0 ? [{ text: words.filters.unverifiedOut, count: filtered.unverified }] : []),
    ...(filtered.blocked > 0 ? [{ text: words.filters.blockedOut, count: filtered.blocked }] : []),
  ];
}

function filters({ planned, decisions }: PlanState, locale: string): PlanSnapshot['filters'] {
  if (!planned || !decisions) return [];
  const { filtered, kept, reset } = planned.plan;
  const hasHashes = kept.length > 0 || reset.some(({ reason }) => reason === 'choice');
  const { verifiedOnly, notBlocked } = decisions.filters;
  const { filters: names } = words;
  const note = (users: number) => (users > 0 ? { note: names.filtered(users, locale) } : {});
  return [
    { id: 'verifiedOnly', label: names.verifiedOnly, on: verifiedOnly, ...note(filtered.unverified) },
    { id: 'notBlocked', label: names.notBlocked, on: notBlocked, ...note(filtered.blocked) },
    {
      id: 'emptyBadValues',
      label: names.emptyBadValues,
      on: decisions.emptyBadValues,
      note: names.emptyNote,
    },
    ...(hasHashes
      ? [
          {
            id: 'keepHashes' as const,
            label: names.keepHashes,
            on: decisions.leavesHashesOut !== true,
            note: names.keepNote,
          },
        ]
      : []),
  ];
}

function columnOf({ schema, decisions, planned }: PlanState, column: SourceColumn): PlanColumn {
  const { path, values, meaning, isHash, aside: name } = column;
  const base = { from: path, users: values };
  if (isHash === true) return { ...base, note: words.hash };
  if (meaning === undefined && name === undefined) return { ...base, note: words.nothing };
  const key = meaning ?? name ?? path;
  const target = schema.csvHeader.find(
    (candidate) => meaning !== undefined && meaningOf(candidate) === meaning,
  );
  if (target !== undefined) {
    const others = planned?.plan.keys.find((known) => known.key === key)?.targets ?? [];
    const also = others.filter((other) => other !== target);
    return { ...base, to: target, ...(also.length > 0 ? { note: words.also(also) } : {}) };
  }
  if (isSecretName(key)) return { ...base, to: 'leave', note: words.secret };
  const why = meaning === undefined ? whyNotImportable(name ?? path) : words.noColumn(meaning);
  return {
    ...base,
    to: decisions?.leftOut.includes(key) === true ? 'leave' : 'keep',
    ...defined({ note: why }),
  };
}

function targets({ schema }: PlanState): PlanChoice[] {
  return [
    { value: 'keep', label: words.keep },
    { value: 'leave', label: words.leave },
    ...schema.csvHeader.filter((name) => name !== hashColumn).map((name) => ({ value: name, label: name })),
  ];
}

function aside({ aside: names, asideUsers }: Plan, { fileNames, locale }: PlanSetting): string | undefined {
  const file = fileNames.at(-1);
  return names.length === 0 || file === undefined ? undefined : words.aside(file, asideUsers, names, locale);
}
