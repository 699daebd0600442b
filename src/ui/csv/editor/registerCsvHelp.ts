// Registers the code lens, hover and completion that import CSVs have even before the CSV tools are loaded.
import * as vscode from 'vscode';
import type { Disposable } from '../../../domain/base/disposable.ts';
import { commands } from '../../shell/ids.ts';
import type { CsvHelp } from './csvHelp.ts';

/** Extensions that colour CSVs give them languages of their own, such as `csv (semicolon)`: the name of the file counts too. */
const csvs: vscode.DocumentSelector = [{ language: 'csv' }, { pattern: '**/*.csv' }, { scheme: 'untitled' }];

/** @param load loads the tools, when hover or completion is first asked for in an import CSV. */
export function registerCsvHelp(load: () => CsvHelp): readonly Disposable[] {
  const { languages } = vscode;
  const helpFor = (document: vscode.TextDocument) => (isImportCsv(document) ? load() : undefined);
  return [
    languages.registerCodeLensProvider(csvs, { provideCodeLenses }),
    languages.registerHoverProvider(csvs, {
      provideHover: (document, position) => helpFor(document)?.hover(document, position),
    }),
    languages.registerCompletionItemProvider(
      csvs,
      { provideCompletionItems: (document, position) => helpFor(document)?.complete(document, position) },
      columnMark,
    ),
  ];
}

/** Column names contain this character, at which VS Code would otherwise end its suggestions. */
export const columnMark = ':';

/** Whether a document has hover and completion through `registerCsvHelp`. */
export function isHelpedFromStart(document: vscode.TextDocument): boolean {
  return isImportCsv(document) && vscode.languages.match(csvs, document) > 0;
}

/** Whether the first line is the header of an import CSV. */
function isImportCsv(document: vscode.TextDocument): boolean {
  return /(^|,)"?cognito:/.test(document.lineAt(0).text);
}

function provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  if (!isImportCsv(document)) return [];
  const range = new vscode.Range(0, 0, 0, 0);
  const title = 'Validate Import CSV';
  return [new vscode.CodeLens(range, { title, command: commands.validateCsv, arguments: [document.uri] })];
}
