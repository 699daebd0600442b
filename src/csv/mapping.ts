// The questions a conversion has to ask: what the columns of some file are in the user pool, and what fills those that none is.
import { suggestColumn, whyNotImportable } from './columns.ts';
import { proposeMapping, type ColumnMapping } from './convert.ts';
import type { ImportSchema } from './schema.ts';

/** What fills a column of the pool that no column of the file is. */
export type Filling =
  { readonly kind: 'copy'; readonly source: number } | { readonly kind: 'constant'; readonly value: string };

export interface Draft {
  /** One for each column of the file, in its order. */
  readonly mapping: readonly ColumnMapping[];
  /** By the pool's column; undefined for one that was asked about and stays empty. */
  readonly fillings: ReadonlyMap<string, Filling | undefined>;
}

export type Question =
  /** What is this column of the file? */
  | {
      readonly kind: 'meaning';
      readonly source: number;
      readonly guess?: string;
      readonly free: readonly string[];
    }
  /** Every user needs this column of the pool, and no column of the file is it: where does it come from? */
  | { readonly kind: 'lacking'; readonly target: string; readonly isFlag: boolean };

export type Answer =
  | { readonly kind: 'target'; readonly target: string | undefined }
  /** This and all further columns that are not clear are left out. */
  | { readonly kind: 'leaveRest' }
  | { readonly kind: 'filling'; readonly filling: Filling | undefined };

/** Clear names are mapped; what cannot be imported is left out without a question. */
export function beginDraft(header: readonly string[], schema: ImportSchema): Draft {
  const mapping = proposeMapping(header, schema).map((column) =>
    column.target === undefined
      ? { ...column, sure: column.source.trim() === '' || whyNotImportable(column.source) !== undefined }
      : column,
  );
  return { mapping, fillings: new Map() };
}

/** Undefined when everything is clear. */
export function nextQuestion(draft: Draft, schema: ImportSchema): Question | undefined {
  const source = draft.mapping.findIndex(({ sure }) => !sure);
  if (source === -1) return lacking(draft, schema)[0];
  const taken = new Set(draft.mapping.flatMap(({ target, sure }) => (sure ? (target ?? []) : [])));
  const free = schema.csvHeader.filter((name) => !taken.has(name));
  const name = draft.mapping[source]?.source ?? '';
  const guess = draft.mapping[source]?.target ?? suggestColumn(name, free)?.column;
  return { kind: 'meaning', source, free, ...(guess === undefined ? {} : { guess }) };
}

/** How many questions are left, as far as can be said. */
export function questionsLeft(draft: Draft, schema: ImportSchema): number {
  return draft.mapping.filter(({ sure }) => !sure).length + lacking(draft, schema).length;
}

export function answerQuestion(draft: Draft, question: Question, answer: Answer): Draft {
  if (question.kind === 'lacking') {
    const filling = answer.kind === 'filling' ? answer.filling : undefined;
    return { ...draft, fillings: new Map(draft.fillings).set(question.target, filling) };
  }
  const target = answer.kind === 'target' ? answer.target : undefined;
  const mapping = draft.mapping.map((column, index): ColumnMapping => {
    if (column.sure) return column;
    if (index === question.source) return { ...column, target, sure: true };
    if (answer.kind === 'leaveRest') return { ...column, target: undefined, sure: true };
    return column.target === target ? { ...column, target: undefined } : column;
  });
  return { ...draft, mapping };
}

function lacking(
  { mapping, fillings }: Draft,
  schema: ImportSchema,
): Extract<Question, { kind: 'lacking' }>[] {
  const present = new Set(mapping.map(({ target }) => target));
  return essentialColumns(schema, present)
    .filter((target) => !present.has(target) && !fillings.has(target))
    .map((target) => ({ kind: 'lacking', target, isFlag: target.endsWith('_verified') }));
}

/** Columns without which every row fails; of the contacts that can be verified, the one the file says most of. */
function essentialColumns(schema: ImportSchema, present: ReadonlySet<string | undefined>): readonly string[] {
  const required = schema.attributes.filter(({ required: is, name }) => is && name !== 'sub');
  const contact = schema.autoVerified.find((name) => present.has(name)) ?? schema.autoVerified[0];
  const verified = contact === undefined ? [] : [contact, `${contact}_verified`];
  const all = ['cognito:username', ...required.map(({ name }) => name), ...verified];
  return [...new Set(all)].filter((name) => schema.csvHeader.includes(name));
}

/** What is left out for good, and why where that is known. */
export function leftOut({ mapping }: Draft): readonly { readonly name: string; readonly why?: string }[] {
  return mapping
    .filter(({ target, source }) => target === undefined && source.trim() !== '')
    .map(({ source }) => {
      const why = whyNotImportable(source);
      return { name: source.trim(), ...(why === undefined ? {} : { why }) };
    });
}

/** What a converter needs: the file's columns, and behind them one for each filling. */
export interface ConversionPlan {
  readonly mapping: readonly ColumnMapping[];
  readonly fillings: readonly Filling[];
}

export function toPlan({ mapping, fillings }: Draft): ConversionPlan {
  const filled = [...fillings].flatMap(([target, filling]) =>
    filling === undefined ? [] : { target, filling },
  );
  return {
    mapping: [...mapping, ...filled.map(({ target }) => ({ source: '', target, sure: true }))],
    fillings: filled.map(({ filling }) => filling),
  };
}

/** Whether a file of these columns is an import CSV already: converting it would misread its commas. */
export function isImportHeader(header: readonly string[], schema: ImportSchema): boolean {
  return header.length > 1 && header.every((name) => schema.csvHeader.includes(name));
}
