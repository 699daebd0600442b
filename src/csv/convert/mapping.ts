// The questions of a conversion: to which columns of the user pool a file's columns map, and what fills the others.
import { suggestColumn, whyNotImportable } from './columns.ts';
import { proposeMapping, type ColumnMapping } from './convert.ts';
import type { ImportSchema } from '../schema.ts';

/** What fills a column of the pool that the file does not have. */
export type Filling =
  { readonly kind: 'copy'; readonly source: number } | { readonly kind: 'constant'; readonly value: string };

export interface Draft {
  /** One for each column of the file, in the file's order. */
  readonly mapping: readonly ColumnMapping[];
  /** By column of the pool; undefined if the user leaves it empty. */
  readonly fillings: ReadonlyMap<string, Filling | undefined>;
}

export type Question =
  /** Which column of the pool is this column of the file? */
  | {
      readonly kind: 'meaning';
      readonly source: number;
      readonly guess?: string;
      readonly free: readonly string[];
    }
  /** Asks what fills a required column of the pool that the file does not have. */
  | { readonly kind: 'lacking'; readonly target: string; readonly isFlag: boolean };

export type Answer =
  | { readonly kind: 'target'; readonly target: string | undefined }
  /** Leave out this column and all other columns that are not clear. */
  | { readonly kind: 'leaveRest' }
  | { readonly kind: 'filling'; readonly filling: Filling | undefined };

/** Maps the columns whose names are clear, and leaves out those that cannot be imported. */
export function beginDraft(header: readonly string[], schema: ImportSchema): Draft {
  const mapping = proposeMapping(header, schema).map((column) =>
    column.target === undefined
      ? { ...column, sure: column.source.trim() === '' || whyNotImportable(column.source) !== undefined }
      : column,
  );
  return { mapping, fillings: new Map() };
}

/** Undefined if everything is clear. */
export function nextQuestion(draft: Draft, schema: ImportSchema): Question | undefined {
  const source = draft.mapping.findIndex(({ sure }) => !sure);
  if (source === -1) return lacking(draft, schema)[0];
  const taken = new Set(draft.mapping.flatMap(({ target, sure }) => (sure ? (target ?? []) : [])));
  const free = schema.csvHeader.filter((name) => !taken.has(name));
  const name = draft.mapping[source]?.source ?? '';
  const guess = draft.mapping[source]?.target ?? suggestColumn(name, free)?.column;
  return { kind: 'meaning', source, free, ...(guess === undefined ? {} : { guess }) };
}

/** An estimate: an answer can add or remove questions. */
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

/** Columns without which every row fails. Of the attributes that the pool verifies, one that the file has is preferred. */
function essentialColumns(schema: ImportSchema, present: ReadonlySet<string | undefined>): readonly string[] {
  const required = schema.attributes.filter(({ required: is, name }) => is && name !== 'sub');
  const contact = schema.autoVerified.find((name) => present.has(name)) ?? schema.autoVerified[0];
  const verified = contact === undefined ? [] : [contact, `${contact}_verified`];
  const all = ['cognito:username', ...required.map(({ name }) => name), ...verified];
  return [...new Set(all)].filter((name) => schema.csvHeader.includes(name));
}

/** The named columns that are left out, with the reason if one is known. */
export function leftOut({ mapping }: Draft): readonly { readonly name: string; readonly why?: string }[] {
  return mapping
    .filter(({ target, source }) => target === undefined && source.trim() !== '')
    .map(({ source }) => {
      const why = whyNotImportable(source);
      return { name: source.trim(), ...(why === undefined ? {} : { why }) };
    });
}

/** Whether a file with these columns is already an import CSV, whose escaped commas a conversion would misread. */
export function isImportHeader(header: readonly string[], schema: ImportSchema): boolean {
  return header.length > 1 && header.every((name) => schema.csvHeader.includes(name));
}
