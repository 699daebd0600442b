// Mends rows with too many or too few values: mostly a comma inside a value that was not escaped.
import { checkValue } from '../read/cell.ts';
import { splitRecord, type Cell } from '../read/dialect.ts';
import { appendEmpty, type Edit, type Fix, type FixContext } from './edit.ts';
import type { Place } from '../validate/finding.ts';
import type { Column } from '../validate/header.ts';
import { RowChecker } from '../validate/row.ts';
import { rules } from '../validate/rules.ts';
import type { ImportSchema } from '../schema.ts';

/** Of several columns that the commas may belong to, no more than this many are offered. */
const offeredChoices = 3;

export function fixColumnCount({ line }: Place, text: string, context: FixContext): readonly Fix[] {
  const cells = splitRecord(text);
  const width = context.header.columns.length;
  if (cells.length < width) return insertEmpty(line, text, cells, context);
  const last = cells[width - 1];
  if (last !== undefined && hasEmptyEnd(cells, width)) {
    const edits: Edit[] = [{ kind: 'replace', line, start: last.end, end: text.length, text: '' }];
    const safe = !hasErrors(text.slice(0, last.end), context);
    return [{ title: 'Remove the empty values at the end', safe, edits }];
  }
  return escapeCommas(line, text, cells, context);
}

/** Whether all that is too many is empty, as spreadsheets leave it. */
function hasEmptyEnd(cells: readonly Cell[], width: number): boolean {
  return cells.slice(width).every(({ value }) => value.trim() === '');
}

/**
 * Puts the empty values that a row lacks where every cell is right then. The same place may be several gaps between empty cells, and
 * without asking it is done only where there is one place.
 */
function insertEmpty(
  line: number,
  text: string,
  cells: readonly Cell[],
  context: FixContext,
): readonly Fix[] {
  const { columns } = context.header;
  const lacking = columns.length - cells.length;
  const weigh = (index: number, cell: string) => {
    const column = columns[index];
    return column === undefined ? 0 : weighCell(column, cell, context.schema);
  };
  const inPlace = cells.map(({ value }, index) => weigh(index, value));
  const shifted = cells.map(({ value }, index) => weigh(index + lacking, value));
  const raw = cells.map(({ start, end }) => text.slice(start, end));
  let faults = shifted.reduce((sum, weight) => sum + weight, 0);
  let least = Number.POSITIVE_INFINITY;
  let best: { readonly row: string; readonly gap: number }[] = [];
  for (let gap = 0; gap <= cells.length; gap++) {
    const empty = Array.from({ length: lacking }, (_, index) => weigh(gap + index, ''));
    const total = empty.reduce((sum, weight) => sum + weight, faults);
    if (total < least) best = [];
    if (total <= least) {
      least = total;
      const row =
        gap === cells.length
          ? appendEmpty(text, lacking)
          : [...raw.slice(0, gap), ...empty.map(() => ''), ...raw.slice(gap)].join(',');
      best.push({ row, gap });
    }
    faults += (inPlace[gap] ?? 0) - (shifted[gap] ?? 0);
  }
  const distinct = [...new Set(best.map(({ row }) => row))].reverse();
  const right = distinct.filter((row) => !hasErrors(row, context));
  const rows = right.length > 0 ? right : distinct;
  return rows.slice(0, offeredChoices).map((row) => {
    const gaps = best.filter((choice) => choice.row === row).map(({ gap }) => gap);
    const name = gaps.length === 1 ? columns[gaps[0] ?? 0]?.name : undefined;
    const what = lacking === 1 ? 'an empty value' : `${lacking} empty values`;
    const edits: Edit[] = [{ kind: 'replace', line, start: 0, end: text.length, text: row }];
    return {
      title: name === undefined ? `Insert ${what} where it is missing` : `Insert ${what} at “${name}”`,
      safe: right.length === 1,
      edits,
    };
  });
}

/** Where, in a row with too many values, the value is that has the commas, if only one can be it. */
export function findUnescaped(
  text: string,
  context: FixContext,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  const cells = splitRecord(text);
  if (hasEmptyEnd(cells, context.header.columns.length)) return undefined;
  const [best, second] = bestChoices(cells, context);
  return second === undefined ? best : undefined;
}

interface Choice {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where the commas are. */
  readonly commas: readonly number[];
}

/**
 * Tries every column as the one whose value has the commas, and keeps those that make the best row. Cells before it stand in their
 * own columns and cells after it are shifted, so the faults of both are summed up once for all choices.
 */
function bestChoices(cells: readonly Cell[], { header, schema }: FixContext): readonly Choice[] {
  const { columns } = header;
  const extra = cells.length - columns.length;
  if (extra <= 0) return [];
  const inPlace = columns.map((column, index) => weighCell(column, cells[index]?.value ?? '', schema));
  const shifted = columns.map((column, index) =>
    weighCell(column, cells[index + extra]?.value ?? '', schema),
  );
  let faults = shifted.reduce((sum, weight) => sum + weight, 0);
  let least = Number.POSITIVE_INFINITY;
  let best: Choice[] = [];
  columns.forEach((column, index) => {
    faults -= shifted[index] ?? 0;
    const joined = cells.slice(index, index + extra + 1);
    const value = joined.map((cell) => cell.value).join(',');
    const total = faults + weighCell(column, value, schema);
    if (total < least) best = [];
    if (total <= least) {
      least = total;
      const commas = joined.slice(0, -1).map(({ end }) => end);
      best.push({ name: column.name, start: joined[0]?.start ?? 0, end: joined.at(-1)?.end ?? 0, commas });
    }
    faults += inPlace[index] ?? 0;
  });
  return best;
}

function escapeCommas(
  line: number,
  text: string,
  cells: readonly Cell[],
  context: FixContext,
): readonly Fix[] {
  const best = bestChoices(cells, context);
  return best.slice(0, offeredChoices).map(({ name, commas }) => {
    const meant = commas.reduceRight((row, at) => `${row.slice(0, at)}\\${row.slice(at)}`, text);
    return {
      title: `Write the commas of “${name}” as “\\,”`,
      safe: best.length === 1 && !hasErrors(meant, context),
      edits: commas.map((at) => ({ kind: 'replace', line, start: at, end: at, text: '\\' })),
    };
  });
}

/** Any number of hints weighs less than one error. */
const errorWeight = 1000;

/** A space before a value tells that the comma before it is one of a sentence. */
function weighCell(column: Column, value: string, schema: ImportSchema): number {
  const trimmed = value.trim();
  const hint = trimmed === value ? 0 : 1;
  if (trimmed === '') return hint + (column.required || column.kind === 'username' ? errorWeight : 0);
  const problem = checkValue(column, trimmed, schema);
  return hint + (problem === undefined ? 0 : rules[problem.rule].severity === 'error' ? errorWeight : 1);
}

export function hasErrors(row: string, { header, schema }: FixContext): boolean {
  let found = false;
  new RowChecker(header, schema, (rule) => {
    found ||= rules[rule].severity === 'error';
  }).check(row, 0, row.length, 0);
  return found;
}
