// Shows rows whose users exist already as problems on their lines.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { LineProblems, type LineProblem } from '../csv/lineProblems.ts';
import { mostListed } from '../csv/validate/listing.ts';
import { plain } from '../shell/escapeText.ts';
import { compareWords } from './compareWords.ts';
import type { Existing, ExistingRow } from './existing.ts';

/** A skipped row loses nothing; a row whose address somebody else has may. */
const severities = {
  name: vscode.DiagnosticSeverity.Information,
  alias: vscode.DiagnosticSeverity.Warning,
} as const;

export class ExistingProblems extends Owner {
  readonly #problems = this.own(new LineProblems('cognitoExistingUsers', 'Cognito user pool'));

  show(uri: vscode.Uri, existing: Existing): void {
    const rows = existing.first(mostListed);
    const hidden = existing.count + existing.aliasTaken - rows.length;
    const problems = rows.map(problem);
    if (hidden > 0) {
      const message = compareWords.hidden(hidden, vscode.env.language);
      problems.push({ line: 1, message, severity: severities.name });
    }
    this.#problems.show(uri, problems);
  }

  hideAll(): void {
    this.#problems.hideAll();
  }
}

function problem({ line, by, since, status }: ExistingRow): LineProblem {
  const day = new Date(since).toISOString().slice(0, 10);
  const words = by === 'name' ? compareWords.exists : compareWords.aliasTaken;
  return { line, message: words(day, plain(status)), severity: severities[by] };
}
