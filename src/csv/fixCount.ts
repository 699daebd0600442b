// Mends rows with too many or too few values: mostly a comma inside a value that was not escaped.
import { splitRecord, type Cell } from './dialect.ts';
import { appendEmpty, type Edit, type Fix, type FixContext } from './edit.ts';
import type { Place } from './finding.ts';
import { RowChecker } from './row.ts';
import { rules } from './rules.ts';

/** Of several columns that the commas may belong to, no more than this many are offered. */
const offeredChoices = 3;

export function fixColumnCount({ line }: Place, text: string, context: FixContext): readonly Fix[] {
  const cells = splitRecord(text);
  const width = context.header.columns.length;
  if (cells.length < width) return [addEmpty(line, text, width - cells.length)];
  const last = cells[width - 1];
  if (last !== undefined && hasEmptyEnd(cells, width)) {
    const edits: Edit[] = [{ kind: 'replace', line, start: last.end, end: text.length, text: '' }];
    const safe = weighFaults(text.slice(0, last.end), context) < errorWeight;
    return [{ title: 'Remove the empty values at the end', safe, edits }];
  }
  return escapeCommas(line, text, cells, context);
}

/** Whether all that is too many is empty, as spreadsheets leave it. */
function hasEmptyEnd(cells: readonly Cell[], width: number): boolean {
  return cells.slice(width).every(({ value }) => value.trim() === '');
}

function addEmpty(line: number, text: string, count: number): Fix {
  const edits: Edit[] = [
    { kind: 'replace', line, start: 0, end: text.length, text: appendEmpty(text, count) },
  ];
  return { title: 'Add empty values at the end', safe: false, edits };
}

/** Where, in a row with too many values, the value is that has the commas, if only one can be it. */
export function findUnescaped(
  text: string,
  context: FixContext,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  const cells = splitRecord(text);
  if (hasEmptyEnd(cells, context.header.columns.length)) return undefined;
  const [best, second] = bestChoices(text, cells, context);
  return second === undefined ? best : undefined;
}

interface Choice {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where the commas are. */
  readonly commas: readonly number[];
  readonly faults: number;
}

/** Tries every column as the one whose value has the commas, and keeps those that make the best row. */
function bestChoices(text: string, cells: readonly Cell[], context: FixContext): readonly Choice[] {
  const { columns } = context.header;
  const extra = cells.length - columns.length;
  if (extra <= 0) return [];
  const choices = columns.map(({ name }, index) => {
    const joined = cells.slice(index, index + extra + 1);
    const commas = joined.slice(0, -1).map(({ end }) => end);
    const meant = commas.reduceRight((row, at) => `${row.slice(0, at)}\\${row.slice(at)}`, text);
    const place = { start: joined[0]?.start ?? 0, end: joined.at(-1)?.end ?? 0 };
    return { name, ...place, commas, faults: weighFaults(meant, context) };
  });
  const least = Math.min(...choices.map(({ faults }) => faults));
  return choices.filter(({ faults }) => faults === least);
}

function escapeCommas(
  line: number,
  text: string,
  cells: readonly Cell[],
  context: FixContext,
): readonly Fix[] {
  const best = bestChoices(text, cells, context);
  return best.slice(0, offeredChoices).map(({ name, commas, faults }) => ({
    title: `Write the commas of “${name}” as “\\,”`,
    safe: best.length === 1 && faults < errorWeight,
    edits: commas.map((at) => ({ kind: 'replace', line, start: at, end: at, text: '\\' })),
  }));
}

/** Any number of hints weighs less than one error. */
const errorWeight = 1000;

function weighFaults(row: string, { header, schema }: FixContext): number {
  let faults = 0;
  new RowChecker(header, schema, (rule) => {
    faults += rules[rule].severity === 'error' ? errorWeight : 1;
  }).check(row, 0, row.length);
  return faults;
}
