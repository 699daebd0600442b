// Rows whose users exist already, as problems on their lines.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { mostListed } from '../csv/validate/listing.ts';
import { plain } from '../shell/escapeText.ts';
import { compareWords } from './compareWords.ts';
import type { Existing, ExistingRow } from './existing.ts';

/** What stands beside each problem. */
const source = 'Cognito user pool';

export class ExistingProblems extends Owner {
  readonly #diagnostics = this.own(vscode.languages.createDiagnosticCollection('cognitoExistingUsers'));

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // Lines are no longer where they were.
        if (contentChanges.length > 0) this.#diagnostics.delete(document.uri);
      }),
    );
  }

  show(uri: vscode.Uri, existing: Existing): void {
    const rows = existing.first(mostListed);
    const hidden = existing.count + existing.aliasTaken - rows.length;
    const problems = rows.map(problem);
    if (hidden > 0) problems.push(diagnosticAt(1, compareWords.hidden(hidden, vscode.env.language), 'name'));
    this.#diagnostics.set(uri, problems);
  }

  hideAll(): void {
    this.#diagnostics.clear();
  }
}

function problem({ line, by, since, status }: ExistingRow): vscode.Diagnostic {
  const day = new Date(since).toISOString().slice(0, 10);
  const words = by === 'name' ? compareWords.exists : compareWords.aliasTaken;
  return diagnosticAt(line, words(day, plain(status)), by);
}

/** That a row is skipped loses nothing; that somebody else has its address may. */
const severities = {
  name: vscode.DiagnosticSeverity.Information,
  alias: vscode.DiagnosticSeverity.Warning,
} as const;

function diagnosticAt(line: number, message: string, by: ExistingRow['by']): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(range, message, severities[by]);
  diagnostic.source = source;
  return diagnostic;
}
