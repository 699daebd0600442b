// Converts findings to VS Code's diagnostics.
import * as vscode from 'vscode';
import type { Finding } from '../../../csv/validate/finding.ts';
import { rules, type Severity } from '../../../csv/validate/rules.ts';
import type { ValidationSummary } from '../../../csv/validate/validate.ts';
import { findingMessage, hiddenMessage, type Listing } from './listing.ts';

/** Shown beside each problem. */
const diagnosticSource = 'Cognito import';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** The place of a finding in its document. */
export function rangeOf({ line, start, end }: Finding): vscode.Range {
  return new vscode.Range(line - 1, start, line - 1, end);
}

export function toDiagnostic(
  finding: Finding,
  summary: ValidationSummary,
  uri: vscode.Uri,
): vscode.Diagnostic {
  const { severity, link } = rules[finding.rule];
  const message = findingMessage(finding, summary, vscode.env.language);
  const diagnostic = new vscode.Diagnostic(rangeOf(finding), message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.rule, target: vscode.Uri.parse(link, true) };
  if (finding.firstLine !== undefined) {
    const first = new vscode.Location(uri, new vscode.Position(finding.firstLine - 1, 0));
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(first, 'The first occurrence is here.'),
    ];
  }
  return diagnostic;
}

/** One for each listed finding, in the order of the file, and one at the file's start for all that are not listed. */
export function toDiagnostics(
  listing: Listing,
  summary: ValidationSummary,
  uri: vscode.Uri,
): vscode.Diagnostic[] {
  const listed = listing.findings.map((finding) => toDiagnostic(finding, summary, uri));
  if (listing.hidden === 0) return listed;
  const rest = new vscode.Diagnostic(
    new vscode.Range(0, 0, 0, 0),
    hiddenMessage(listing.hidden, vscode.env.language),
    severities[listing.hiddenSeverity],
  );
  rest.source = diagnosticSource;
  return [...listed, rest];
}
