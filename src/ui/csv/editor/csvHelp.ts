// Hover and completion in import CSVs: the rule of a column, missing columns, and possible values.
import * as vscode from 'vscode';
import { cellAt, headerCellAt, headerOf, writtenCellAt, type Lines } from '../../../csv/editor/cellAt.ts';
import { standardPool } from '../../../csv/editor/standardPool.ts';
import { unescapeValue } from '../../../csv/read/dialect.ts';
import { Owner } from '../../../domain/base/disposable.ts';
import { settings, settingsSection } from '../../shell/ids.ts';
import type { Validations } from '../validate/validations.ts';
import { columnItems, valueItems } from './completionItems.ts';
import { asMarkdown, describe, type KnownCsv } from './describe.ts';
import { columnMark, isHelpedFromStart } from './registerCsvHelp.ts';
import { hashWords } from './words.ts';

export class CsvHelp extends Owner {
  readonly #validations: Validations;

  /** Also registers itself for validated documents that `registerCsvHelp` does not know. */
  constructor(validations: Validations) {
    super();
    this.#validations = validations;
    const { languages } = vscode;
    const isOurs = (document: vscode.TextDocument): boolean =>
      validations.get(document.uri) !== undefined && !isHelpedFromStart(document);
    const hovers: vscode.HoverProvider = {
      provideHover: (document, position) => (isOurs(document) ? this.hover(document, position) : undefined),
    };
    const completions: vscode.CompletionItemProvider = {
      provideCompletionItems: (document, position) =>
        isOurs(document) ? this.complete(document, position) : undefined,
    };
    this.own(languages.registerHoverProvider('*', hovers));
    this.own(languages.registerCompletionItemProvider('*', completions, columnMark));
  }

  hover(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Hover | undefined {
    if (!isOn()) return undefined;
    const known = this.#knownOf(document);
    const lines = linesOf(document);
    const header = headerOf(lines, known.schema);
    if (!header) return undefined;
    const cell =
      line === 0
        ? headerCellAt(lines, character, header)
        : cellAt({ lines, line, character, header, schema: known.schema });
    if (!cell) return undefined;
    const raw = lines.at(line).slice(cell.start, cell.end);
    const isHash = line > 0 && cell.column.kind === 'hash';
    const hash = isHash ? hashWords(unescapeValue(raw), vscode.env.language) : undefined;
    const contents = [
      ...(hash === undefined ? [] : [new vscode.MarkdownString(asMarkdown(hash))]),
      describe(cell.column, known),
    ];
    // VS Code cannot show a hover at an empty range.
    return new vscode.Hover(
      contents,
      raw === '' ? undefined : new vscode.Range(line, cell.start, line, cell.end),
    );
  }

  complete(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): vscode.CompletionItem[] | undefined {
    if (!isOn()) return undefined;
    const known = this.#knownOf(document);
    const lines = linesOf(document);
    const header = headerOf(lines, known.schema);
    if (line === 0) return columnItems(lines.at(0), character, header, known);
    if (!header) return undefined;
    const cell = writtenCellAt({ lines, line, character, header, schema: known.schema });
    return cell && valueItems(line, character, cell, known);
  }

  #knownOf(document: vscode.TextDocument): KnownCsv {
    const { uri } = document;
    const validated = this.#validations.get(uri);
    if (validated) return { uri, schema: validated.schema, poolName: validated.poolName };
    return { uri, schema: standardPool(document.lineAt(0).text), poolName: undefined };
  }
}

function isOn(): boolean {
  return vscode.workspace.getConfiguration(settingsSection).get(settings.csvHelp, true);
}

function linesOf(document: vscode.TextDocument): Lines {
  return { count: document.lineCount, at: (line) => document.lineAt(line).text };
}
