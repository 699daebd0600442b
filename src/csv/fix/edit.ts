// What a fix is: plain edits of a file, and what each makes of a line.
import { escapeValue, splitRecord } from '../read/dialect.ts';
import { rewriteDate, type DateDecision } from '../values/dates.ts';
import { readHeader, type Header } from '../validate/header.ts';
import type { ImportSchema } from '../schema.ts';

/** Lines are counted from 1, columns are UTF-16, both as in a finding. The kinds without a line change every line (see `editLine`). */
export type Edit =
  | {
      readonly kind: 'replace';
      readonly line: number;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }
  | { readonly kind: 'deleteLine'; readonly line: number }
  | { readonly kind: 'removeByteOrderMark' }
  /** Ends every line in LF or CRLF: the text of no line changes. */
  | { readonly kind: 'rewriteLineEnds' }
  /** Takes what is empty behind `width` values off every line. */
  | { readonly kind: 'removeEmptyEnd'; readonly width: number }
  | { readonly kind: 'deleteColumn'; readonly index: number }
  | { readonly kind: 'appendColumns'; readonly names: readonly string[] }
  /** Rewrites column `index` of all rows that have `width` values, so that the column has one order afterwards. */
  | {
      readonly kind: 'rewriteDates';
      readonly index: number;
      readonly width: number;
      readonly dates: DateDecision;
    };

export interface Fix {
  readonly title: string;
  /** Nothing else can have been meant: done by "fix all", the others only one by one. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

/** What a fix is made from: the header and the pool the file is for. */
export interface FixContext {
  readonly header: Header;
  readonly schema: ImportSchema;
  /** The order of the birthdates; without it they are not rewritten. */
  readonly dates?: DateDecision;
}

export function newFixContext(headerLine: string, schema: ImportSchema, dates?: DateDecision): FixContext {
  const header = readHeader(headerLine, schema, () => undefined);
  return { header, schema, ...(dates === undefined ? {} : { dates }) };
}

/** One line as an edit leaves it; undefined if the line goes. */
export function editLine(edit: Edit, line: number, text: string): string | undefined {
  switch (edit.kind) {
    case 'replace':
      return edit.line === line ? text.slice(0, edit.start) + edit.text + text.slice(edit.end) : text;
    case 'deleteLine':
      return edit.line === line ? undefined : text;
    case 'removeByteOrderMark':
      return line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text;
    case 'rewriteLineEnds':
      return text;
    case 'removeEmptyEnd':
      return removeEmptyEnd(text, edit.width);
    case 'deleteColumn':
      return text.trim() === '' ? text : deleteCell(text, edit.index);
    case 'appendColumns':
      if (text.trim() === '') return text;
      return line === 1 ? [text, ...edit.names].join(',') : appendEmpty(text, edit.names.length);
    case 'rewriteDates':
      return line === 1 ? text : rewriteCell(text, edit.index, edit.width, edit.dates);
  }
}

function removeEmptyEnd(text: string, width: number): string {
  const cells = splitRecord(text);
  const last = cells[width - 1];
  const isEmpty = cells.slice(width).every(({ value }) => /^[\s"]*$/.test(value));
  return last !== undefined && isEmpty ? text.slice(0, last.end) : text;
}

function rewriteCell(text: string, index: number, width: number, dates: DateDecision): string {
  const cells = splitRecord(text);
  const cell = cells[index];
  if (cell === undefined || cells.length !== width) return text;
  const date = rewriteDate(cell.value.trim(), dates);
  return date === undefined
    ? text
    : `${text.slice(0, cell.start)}${escapeValue(date)}${text.slice(cell.end)}`;
}

function deleteCell(text: string, index: number): string {
  const cells = splitRecord(text).map(({ start, end }) => text.slice(start, end));
  return cells.toSpliced(index, 1).join(',');
}

/** Empty values behind a row's last one, which must not escape their separator. */
export function appendEmpty(text: string, count: number): string {
  return (text.endsWith('\\') ? `${text} ` : text) + ','.repeat(count);
}
