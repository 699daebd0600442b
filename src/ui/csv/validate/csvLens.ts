// Offers the validation above an open import CSV, also before any command has loaded the CSV tools.
import * as vscode from 'vscode';
import type { Disposable } from '../../../domain/base/disposable.ts';
import { commands } from '../../shell/ids.ts';

export function registerCsvLens(): Disposable {
  return vscode.languages.registerCodeLensProvider(csvs, { provideCodeLenses });
}

const csvs: vscode.DocumentSelector = [{ language: 'csv' }, { pattern: '**/*.csv' }];

/** Offers the validation where the first line is that of an import CSV. */
function provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  if (!/(^|,)"?cognito:/.test(document.lineAt(0).text)) return [];
  const range = new vscode.Range(0, 0, 0, 0);
  const title = 'Validate Import CSV';
  return [new vscode.CodeLens(range, { title, command: commands.validateCsv, arguments: [document.uri] })];
}
