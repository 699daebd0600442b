// Failed and skipped rows of CSVs as problems on their lines, merged across the jobs of a batch, failures first.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import { openDocument } from '../csv/pickCsv.ts';
import { mostListed } from '../csv/validate/listing.ts';
import { commands } from '../shell/ids.ts';
import type { JobResults } from './jobResults.ts';
import { buttons, problemWords } from './resultWords.ts';
import { listOutcomes, outcomesOf, type JobOutcomes, type RowOutcome } from './rowOutcomes.ts';

/** The source shown beside each problem. */
const source = 'Cognito import result';

const severities = {
  failed: vscode.DiagnosticSeverity.Error,
  skipped: vscode.DiagnosticSeverity.Information,
} as const;

interface CsvProblems {
  /** Shared by the parts of one batch. Rows of another import replace the file's problems. */
  readonly importId: string;
  readonly jobs: Map<string, { readonly ref: JobRef; readonly outcomes: JobOutcomes }>;
}

/** A job's problems, and whether the user has hidden them. */
interface Shown {
  state?: string;
  isHidden: boolean;
}

export class ResultProblems extends Owner implements vscode.CodeActionProvider {
  readonly #diagnostics = this.own(vscode.languages.createDiagnosticCollection('cognitoImportResults'));
  /** Keyed by the URI of the CSV. */
  readonly #files = new Map<string, CsvProblems>();
  /** Keyed by job. */
  readonly #shown = new Map<string, Shown>();

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        // The lines have moved.
        this.#files.delete(document.uri.toString());
        this.#draw(document.uri);
      }),
    );
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.own(vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, this, kinds));
  }

  /** Shows the job's known problems: failed rows first, as many as VS Code lists, and one more problem with the number of the rest. */
  update(ref: JobRef, results: JobResults): void {
    const { csv, rows, numbering } = results;
    if (csv.kind === 'unknown' || csv.kind === 'checking') return;
    const uri = vscode.Uri.file(csv.csv.content.path);
    const job = jobKey(ref);
    const shown = this.#stateOf(ref);
    if (csv.kind === 'changed') {
      delete shown.state;
      if (this.#files.get(uri.toString())?.jobs.delete(job)) this.#draw(uri);
      return;
    }
    // Shows the rows read so far, like the panel: a log of 500,000 rows takes a while.
    if (rows.size === 0 || shown.isHidden || !results.isWatched) return;
    const counts = `${rows.count('FAILED')} ${rows.count('SKIPPED')}`;
    const state = `${uri.toString()} ${counts} ${numbering.base} ${numbering.certain}`;
    if (state === shown.state) return;
    shown.state = state;
    if (openDocument(uri)?.isDirty === true) return;
    const importId = csv.csv.batchId ?? job;
    const known = this.#files.get(uri.toString());
    const file = known?.importId === importId ? known : { importId, jobs: new Map<string, never>() };
    file.jobs.set(job, { ref, outcomes: outcomesOf(results, mostListed) });
    this.#files.set(uri.toString(), file);
    this.#draw(uri);
  }

  /** Shows the job's problems again if the user has hidden them. */
  showAgain(ref: JobRef): void {
    this.#shown.delete(jobKey(ref));
  }

  /** Hides all problems until the user asks for them again. */
  hideAll(): void {
    for (const shown of this.#shown.values()) {
      shown.isHidden = true;
      delete shown.state;
    }
    this.#files.clear();
    this.#diagnostics.clear();
  }

  provideCodeActions(
    { uri }: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const mine = diagnostics.filter((diagnostic) => diagnostic.source === source);
    const lines = new Set(mine.map(({ range }) => range.start.line + 1));
    const jobs = [...(this.#files.get(uri.toString())?.jobs.values() ?? [])];
    const job = jobs.find(({ outcomes }) => outcomes.rows.some(({ line }) => lines.has(line)));
    if (!job) return [];
    const action = new vscode.CodeAction(buttons.chooseNumbering, vscode.CodeActionKind.QuickFix);
    action.diagnostics = mine;
    action.command = {
      command: commands.chooseLineNumbering,
      title: buttons.chooseNumbering,
      arguments: [job.ref],
    };
    return [action];
  }

  #stateOf(ref: JobRef): Shown {
    const key = jobKey(ref);
    const known = this.#shown.get(key) ?? { isHidden: false };
    this.#shown.set(key, known);
    return known;
  }

  #draw(uri: vscode.Uri): void {
    const jobs = [...(this.#files.get(uri.toString())?.jobs.values() ?? [])];
    const { rows, hidden } = listOutcomes(
      jobs.map(({ outcomes }) => outcomes),
      mostListed,
    );
    const problems = rows.map(problem);
    if (hidden > 0) {
      const message = problemWords.hidden(hidden, vscode.env.language);
      problems.push(diagnosticAt(1, message, 'skipped'));
    }
    this.#diagnostics.set(uri, problems);
  }
}

function problem({ line, outcome, reason, isCertain }: RowOutcome): vscode.Diagnostic {
  return diagnosticAt(line, problemWords.row(outcome, reason, isCertain), outcome);
}

function diagnosticAt(line: number, message: string, outcome: RowOutcome['outcome']): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(range, message, severities[outcome]);
  diagnostic.source = source;
  return diagnostic;
}
