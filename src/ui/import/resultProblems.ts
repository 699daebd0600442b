// What became of the rows of a CSV, as problems on its lines.
import * as vscode from 'vscode';
import type { ImportResults } from '../../csv/results.ts';
import { Owner } from '../../domain/disposable.ts';
import { count } from '../../domain/words.ts';
import { mostListed } from '../csv/listing.ts';
import { openDocument } from '../csv/pickCsv.ts';

/** What stands beside each problem. */
const source = 'Cognito import result';

const severities = {
  FAILED: vscode.DiagnosticSeverity.Error,
  SKIPPED: vscode.DiagnosticSeverity.Information,
} as const;

export class ResultProblems extends Owner {
  readonly #diagnostics = this.own(vscode.languages.createDiagnosticCollection('cognitoImportResults'));

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // Lines are no longer where they were.
        if (contentChanges.length > 0) this.#diagnostics.delete(document.uri);
      }),
    );
  }

  /**
   * Failed rows first, as many as VS Code lists; one more tells of the rest.
   * @param lineOf the line of the file that a line of the uploaded file is.
   */
  show(uri: vscode.Uri, results: ImportResults, lineOf: (line: number) => number): void {
    if (openDocument(uri)?.isDirty === true) return;
    const rows = results.count('FAILED') + results.count('SKIPPED');
    const shown = (['FAILED', 'SKIPPED'] as const).flatMap((outcome) => listed(results, outcome, lineOf));
    const problems = shown.slice(0, mostListed);
    if (rows > problems.length) {
      const rest = count(rows - problems.length, 'row is', 'rows are', vscode.env.language);
      problems.push(problem(1, `…and ${rest} not listed that failed or were skipped.`, 'SKIPPED'));
    }
    this.#diagnostics.set(uri, problems);
  }

  hide(uri: vscode.Uri): void {
    this.#diagnostics.delete(uri);
  }

  clear(): void {
    this.#diagnostics.clear();
  }
}

function listed(
  results: ImportResults,
  outcome: keyof typeof severities,
  lineOf: (line: number) => number,
): vscode.Diagnostic[] {
  const what = outcome === 'FAILED' ? 'Failed' : 'Skipped';
  const problems: vscode.Diagnostic[] = [];
  for (const { line, reason } of results.lines(outcome)) {
    if (problems.length === mostListed) break;
    problems.push(problem(lineOf(line), `${what}: ${reason}`, outcome));
  }
  return problems;
}

function problem(line: number, message: string, outcome: keyof typeof severities): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(range, message, severities[outcome]);
  diagnostic.source = source;
  return diagnostic;
}
