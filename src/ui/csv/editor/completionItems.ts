// Completion items of an import CSV: columns missing in its header, and values of columns that allow only a few.
import * as vscode from 'vscode';
import type { PlacedCell } from '../../../csv/editor/cellAt.ts';
import { missingColumns, needOf, valuesOf } from '../../../csv/editor/columnHelp.ts';
import { splitRecord } from '../../../csv/read/dialect.ts';
import { toColumn, type Header } from '../../../csv/validate/header.ts';
import { describe, type KnownCsv } from './describe.ts';
import { needWords } from './words.ts';

export function columnItems(
  headerLine: string,
  character: number,
  header: Header | undefined,
  known: KnownCsv,
): vscode.CompletionItem[] {
  const { schema } = known;
  const cell = splitRecord(headerLine).find(({ end }) => character <= end);
  const written = cell ? headerLine.slice(cell.start, cell.end) : '';
  const start = (cell?.start ?? 0) + (written.length - written.trimStart().length);
  const end = Math.max(start, (cell?.end ?? 0) - (written.length - written.trimEnd().length));
  const range = rangesOf(0, start, character, end);
  return missingColumns(headerLine, character, header, schema).map((name, index) => {
    const item = new vscode.CompletionItem(labelOf(name, known), vscode.CompletionItemKind.Field);
    item.documentation = describe(toColumn(name, schema), known);
    item.sortText = place(index);
    item.range = range;
    return item;
  });
}

/** Adds why the column is needed, but only if that is certain: a note beside every column would hide the few that matter. */
function labelOf(name: string, { schema, poolName }: KnownCsv): string | vscode.CompletionItemLabel {
  const isPoolKnown = poolName !== undefined;
  const isNeeded = needOf(name, schema) !== 'optional' && (isPoolKnown || name === 'cognito:username');
  return isNeeded ? { label: name, description: needWords(name, schema, isPoolKnown) } : name;
}

export function valueItems(
  line: number,
  character: number,
  { column, start, end }: PlacedCell,
  known: KnownCsv,
): vscode.CompletionItem[] {
  return valuesOf(column, known.schema).map((value, index) => {
    const item = new vscode.CompletionItem(value, vscode.CompletionItemKind.Value);
    item.documentation = describe(column, known);
    item.sortText = place(index);
    item.range = rangesOf(line, start, character, end);
    return item;
  });
}

/** VS Code sorts suggestions by this text; there are always fewer than a thousand. */
function place(index: number): string {
  return String(index).padStart(3, '0');
}

/** The part before the cursor, and the whole cell: a setting decides which one VS Code replaces. Both must contain the cursor. */
function rangesOf(
  line: number,
  start: number,
  cursor: number,
  end: number,
): { readonly inserting: vscode.Range; readonly replacing: vscode.Range } {
  const from = Math.min(start, cursor);
  return {
    inserting: new vscode.Range(line, from, line, cursor),
    replacing: new vscode.Range(line, from, line, Math.max(end, cursor)),
  };
}
