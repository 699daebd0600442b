// Shows problems on lines of CSVs until an edit moves the lines.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';

export interface LineProblem {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  readonly severity: vscode.DiagnosticSeverity;
}

export class LineProblems extends Owner {
  readonly #source: string;
  readonly #diagnostics: vscode.DiagnosticCollection;

  /** @param source label that VS Code shows beside each problem. */
  constructor(collection: string, source: string) {
    super();
    this.#source = source;
    this.#diagnostics = this.own(vscode.languages.createDiagnosticCollection(collection));
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // The edit may have moved the lines.
        if (contentChanges.length > 0) this.#diagnostics.delete(document.uri);
      }),
    );
  }

  /** Replaces the problems of the file. */
  show(uri: vscode.Uri, problems: readonly LineProblem[]): void {
    this.#diagnostics.set(
      uri,
      problems.map((problem) => this.#diagnostic(problem)),
    );
  }

  hideAll(): void {
    this.#diagnostics.clear();
  }

  #diagnostic({ line, message, severity }: LineProblem): vscode.Diagnostic {
    const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
    const diagnostic = new vscode.Diagnostic(range, message, severity);
    diagnostic.source = this.#source;
    return diagnostic;
  }
}
