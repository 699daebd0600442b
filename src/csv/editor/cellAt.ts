// Finds the column of a place in an open import CSV by its header and the lines around the place, however long the document is.
import { splitRecord } from '../read/dialect.ts';
import { RowSplitter } from '../read/rowSplitter.ts';
import type { ImportSchema } from '../schema.ts';
import { readHeader, type Column, type Header } from '../validate/header.ts';
import { isOverLines } from './quotedLines.ts';

/** The lines of a document, without their ends; the first is 0. */
export interface Lines {
  readonly count: number;
  at(line: number): string;
}

/** A cell: `start` and `end` are UTF-16 columns of its line, without white space and quotation marks around the value. */
export interface PlacedCell {
  readonly column: Column;
  readonly start: number;
  readonly end: number;
}

/** The position of the cursor or pointer in a CSV with a known header. `line` counts from 0, `character` UTF-16 units. */
export interface CellPlace {
  readonly lines: Lines;
  readonly line: number;
  readonly character: number;
  readonly header: Header;
  readonly schema: ImportSchema;
}

/** The columns of the header in the first line; undefined if the line is not a header of this schema. */
export function headerOf(lines: Lines, schema: ImportSchema): Header | undefined {
  const header = readHeader(lines.at(0), schema, () => undefined);
  return header.usable ? header : undefined;
}

/** The header's cell at a place of the first line. Undefined if the pool does not have such a column. */
export function headerCellAt(lines: Lines, character: number, header: Header): PlacedCell | undefined {
  const cells = splitRecord(lines.at(0));
  const index = cells.findIndex(({ end }) => character <= end);
  const cell = cells[index];
  const column = header.columns[index];
  if (cell === undefined || column === undefined || column.kind === 'unknown') return undefined;
  return { column, ...trim(lines.at(0), cell.start, cell.end, true) };
}

/**
 * The cell at a place of a row. Undefined if the row does not have one value for each column, or where a value in quotation marks may
 * go over several lines: then no column is certain.
 */
export function cellAt({ lines, line, character, header, schema }: CellPlace): PlacedCell | undefined {
  if (line === 0 || isOverLines(lines, line)) return undefined;
  const text = lines.at(line);
  const splitter = new RowSplitter(header, schema, () => undefined);
  if (!splitter.split(text, 0, text.length)) return undefined;
  const { bounds } = splitter.spans;
  for (const [index, column] of header.columns.entries()) {
    const start = bounds[2 * index] ?? 0;
    const end = bounds[2 * index + 1] ?? 0;
    // What lies between a value in quotation marks and the next comma is the mark and white space.
    const comma = text.indexOf(',', end);
    if (character > (comma === -1 ? text.length : comma)) continue;
    return column.kind === 'unknown' ? undefined : { column, ...trim(text, start, end) };
  }
  return undefined;
}

/** As `cellAt`, and also the last cell of a row that is still being written: it may have fewer values than there are columns. */
export function writtenCellAt(place: CellPlace): PlacedCell | undefined {
  const { lines, line, character, header } = place;
  const text = lines.at(line);
  const cells = splitRecord(text);
  if (line === 0 || text.includes('"') || cells.length >= header.columns.length) return cellAt(place);
  const last = cells.at(-1);
  const column = header.columns[cells.length - 1];
  if (last === undefined || column === undefined || column.kind === 'unknown') return undefined;
  if (character < last.start || isOverLines(lines, line)) return undefined;
  return { column, ...trim(text, last.start, last.end) };
}

function trim(
  text: string,
  from: number,
  to: number,
  quotes = false,
): { readonly start: number; readonly end: number } {
  const isOutside = (at: number): boolean => text.charCodeAt(at) <= 0x20 || (quotes && text[at] === '"');
  let start = from;
  let end = to;
  while (start < end && isOutside(start)) start++;
  while (end > start && isOutside(end - 1)) end--;
  return { start, end };
}
