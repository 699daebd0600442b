// What became of the rows of a CSV, as problems on its lines.
import * as vscode from 'vscode';
import type { ImportResults } from '../../csv/results.ts';
import { Owner } from '../../domain/base/disposable.ts';
import { count } from '../../domain/jobs/jobWords.ts';
import { mostListed } from '../csv/validate/listing.ts';
import { openDocument } from '../csv/pickCsv.ts';
import { listOutcomes, outcomesOf, type JobOutcomes, type RowOutcome } from './rowOutcomes.ts';

/** What stands beside each problem. */
const source = 'Cognito import result';

const severities = {
  FAILED: vscode.DiagnosticSeverity.Error,
  SKIPPED: vscode.DiagnosticSeverity.Information,
} as const;

/** A CSV, and a job that imported rows of it. */
export interface RowsOfJob {
  readonly uri: vscode.Uri;
  readonly job: string;
  /** What the parts of one batch share: the rows of another import take the place of theirs. */
  readonly importId: string;
}

interface Outcomes {
  readonly importId: string;
  readonly jobs: Map<string, JobOutcomes>;
}

export class ResultProblems extends Owner {
  readonly #diagnostics = this.own(vscode.languages.createDiagnosticCollection('cognitoImportResults'));
  /** By CSV. */
  readonly #files = new Map<string, Outcomes>();

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        // Lines are no longer where they were.
        this.#files.delete(document.uri.toString());
        this.#draw(document.uri);
      }),
    );
  }

  /**
   * Failed rows first, as many as VS Code lists; one more tells of the rest.
   * @param lineOf the line of the file that a line of the uploaded file is.
   */
  show({ uri, job, importId }: RowsOfJob, results: ImportResults, lineOf: (line: number) => number): void {
    if (openDocument(uri)?.isDirty === true) return;
    const key = uri.toString();
    const known = this.#files.get(key);
    const file = known?.importId === importId ? known : { importId, jobs: new Map<string, JobOutcomes>() };
    file.jobs.set(job, outcomesOf(results, lineOf, mostListed));
    this.#files.set(key, file);
    this.#draw(uri);
  }

  hide({ uri, job }: RowsOfJob): void {
    if (this.#files.get(uri.toString())?.jobs.delete(job)) this.#draw(uri);
  }

  clear(): void {
    this.#files.clear();
    this.#diagnostics.clear();
  }

  #draw(uri: vscode.Uri): void {
    const jobs = this.#files.get(uri.toString())?.jobs.values() ?? [];
    const { rows, hidden } = listOutcomes(jobs, mostListed);
    const problems = rows.map(problem);
    if (hidden > 0) {
      const rest = count(hidden, 'row is', 'rows are', vscode.env.language);
      const message = `…and ${rest} not listed that failed or were skipped.`;
      problems.push(diagnosticAt(1, message, 'SKIPPED'));
    }
    this.#diagnostics.set(uri, problems);
  }
}

function problem({ line, outcome, reason }: RowOutcome): vscode.Diagnostic {
  return diagnosticAt(line, `${outcome === 'FAILED' ? 'Failed' : 'Skipped'}: ${reason}`, outcome);
}

function diagnosticAt(line: number, message: string, outcome: RowOutcome['outcome']): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(range, message, severities[outcome]);
  diagnostic.source = source;
  return diagnostic;
}
