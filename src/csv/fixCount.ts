// Mends rows with too many or too few values: mostly a comma inside a value that was not escaped.
import { splitRecord, type Cell } from './dialect.ts';
import { appendEmpty, type Edit, type Fix, type FixContext, type Place } from './edit.ts';
import { RowChecker } from './row.ts';
import { rules } from './rules.ts';

/** Of several columns that the commas may belong to, no more than this many are offered. */
const offeredChoices = 3;

export function fixColumnCount({ line }: Place, text: string, context: FixContext): readonly Fix[] {
  const cells = splitRecord(text);
  const width = context.header.columns.length;
  if (cells.length < width) return [addEmpty(line, text, width - cells.length)];
  const extra = cells.slice(width);
  const last = cells[width - 1];
  if (last !== undefined && extra.every(({ value }) => value.trim() === '')) {
    const edits: Edit[] = [{ kind: 'replace', line, start: last.end, end: text.length, text: '' }];
    return [{ title: 'Remove the empty values at the end', safe: true, edits }];
  }
  return escapeCommas(line, text, cells, context);
}

function addEmpty(line: number, text: string, count: number): Fix {
  const edits: Edit[] = [
    { kind: 'replace', line, start: 0, end: text.length, text: appendEmpty(text, count) },
  ];
  return { title: 'Add empty values at the end', safe: false, edits };
}

/** Tries every column as the one whose value has the commas, and offers those that make the best row. */
function escapeCommas(
  line: number,
  text: string,
  cells: readonly Cell[],
  context: FixContext,
): readonly Fix[] {
  const { columns } = context.header;
  const extra = cells.length - columns.length;
  const choices = columns.map((column, index) => {
    const separators = cells.slice(index, index + extra).map(({ end }) => end);
    const edits = separators.map((at): Edit => ({ kind: 'replace', line, start: at, end: at, text: '\\' }));
    const meant = separators.reduceRight((row, at) => `${row.slice(0, at)}\\${row.slice(at)}`, text);
    return { name: column.name, edits, faults: weighFaults(meant, context) };
  });
  const least = Math.min(...choices.map(({ faults }) => faults));
  const best = choices.filter(({ faults }) => faults === least);
  const safe = best.length === 1 && least < errorWeight;
  return best
    .slice(0, offeredChoices)
    .map(({ name, edits }) => ({ title: `Write the commas of “${name}” as “\\,”`, safe, edits }));
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
