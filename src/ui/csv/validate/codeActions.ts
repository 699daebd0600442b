// Quick fixes for the problems of a CSV: one, all of a kind, everything that is safe to fix, or a conversion.
import * as vscode from 'vscode';
import type { Fix } from '../../../csv/fix/edit.ts';
import type { Finding } from '../../../csv/validate/finding.ts';
import { convertibleRules } from '../../../csv/convert/convert.ts';
import { fixesFor } from '../../../csv/fix/fixes.ts';
import type { RuleId } from '../../../csv/validate/rules.ts';
import { commands } from '../../shell/ids.ts';
import { hasDateQuestions } from '../askDates.ts';
import { toDiagnostic, rangeOf } from './diagnostics.ts';
import type { FixRequest } from '../fix/fixCsv.ts';
import { editsOf, fixAllEdit, fixContext } from '../fix/fixEdits.ts';
import type { ValidatedCsv, Validations } from './validations.ts';

/** Rules about the bytes of the file, which edits of the text cannot fix. */
const fileRules: ReadonlySet<RuleId> = new Set(['byte-order-mark', 'carriage-return-lines']);

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('cognitoImport');

/** Further problems of a selection get no fixes: the menu would be too long to read. */
const mostFindings = 20;

/** An action whose edit is made when it is chosen, because making it may read every line. */
class CsvCodeAction extends vscode.CodeAction {
  readonly #makeEdit: (signal: AbortSignal) => Promise<vscode.WorkspaceEdit>;

  constructor(
    title: string,
    kind: vscode.CodeActionKind,
    makeEdit: (signal: AbortSignal) => Promise<vscode.WorkspaceEdit>,
  ) {
    super(title, kind);
    this.#makeEdit = makeEdit;
  }

  async complete(token: vscode.CancellationToken): Promise<this> {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort());
    try {
      this.edit = await this.#makeEdit(stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      cancelling.dispose();
    }
    return this;
  }
}

export class CsvCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  };
  readonly #validations: Validations;

  constructor(validations: Validations) {
    this.#validations = validations;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const validated = this.#validations.get(document.uri);
    // The findings belong to an older text; the next validation is scheduled.
    if (validated?.version !== document.version) return [];
    const wants = (kind: vscode.CodeActionKind): boolean => !only || only.contains(kind);
    const all = wants(fixAllKind) && only ? [this.#fixAll(document, validated, fixAllKind)] : [];
    if (!wants(vscode.CodeActionKind.QuickFix)) return all;
    const findings = validated.findings.filter((finding) => rangeOf(finding).intersection(range));
    const found = findings.slice(0, mostFindings);
    const fixed = found.flatMap((finding) => this.#quickFixes(document, validated, finding));
    const convertible = found.filter(({ rule }) => convertibleRules.has(rule));
    const converted = convertible.length > 0 ? [convertAction(validated, convertible)] : [];
    if (fixed.length === 0) return [...all, ...converted];
    const { QuickFix } = vscode.CodeActionKind;
    return [...all, ...fixed, ...converted, this.#fixAll(document, validated, QuickFix)];
  }

  resolveCodeAction(
    action: vscode.CodeAction,
    token: vscode.CancellationToken,
  ): vscode.CodeAction | Promise<vscode.CodeAction> {
    return action instanceof CsvCodeAction ? action.complete(token) : action;
  }

  #quickFixes(document: vscode.TextDocument, validated: ValidatedCsv, finding: Finding): vscode.CodeAction[] {
    const { schema, summary, uri } = validated;
    const fixes = fixesFor(
      finding,
      document.lineAt(finding.line - 1).text,
      fixContext(document, schema, summary.dates),
    );
    const diagnostics = [toDiagnostic(finding, summary, uri)];
    const actions = fixes.map((fix) => quickFix(document, fix));
    for (const action of actions) action.diagnostics = diagnostics;
    const [best] = actions;
    if (best) best.isPreferred = fixes[0]?.safe === true;
    const total = summary.counts.find(({ rule }) => rule === finding.rule)?.count ?? 0;
    if (total < 2 || !fixes.some(({ safe }) => safe)) return actions;
    const places = total.toLocaleString(vscode.env.language);
    const ofKind = new CsvCodeAction(
      `Fix all of this kind in the file (${places})`,
      vscode.CodeActionKind.QuickFix,
      async (signal) => (await fixAllEdit(document, schema, { only: finding.rule }, signal)).edit,
    );
    ofKind.diagnostics = diagnostics;
    return [...actions, ofKind];
  }

  #fixAll(
    document: vscode.TextDocument,
    { schema, uri, findings, summary }: ValidatedCsv,
    kind: vscode.CodeActionKind,
  ): vscode.CodeAction {
    const title = 'Fix all auto-fixable problems in this file';
    const asks = summary.dates !== undefined && hasDateQuestions(summary.dates);
    const needsCommand = asks || findings.some(({ rule }) => fileRules.has(rule));
    // A fix on save cannot ask anything, so such problems remain.
    if (needsCommand && kind !== fixAllKind) return commandAction(title, { uri });
    return new CsvCodeAction(
      title,
      kind,
      async (signal) => (await fixAllEdit(document, schema, {}, signal)).edit,
    );
  }
}

function quickFix(document: vscode.TextDocument, { title, edits }: Fix): vscode.CodeAction {
  if (edits.some(({ kind }) => kind === 'removeByteOrderMark'))
    return commandAction(title, { uri: document.uri, only: 'byte-order-mark' });
  if (edits.some(({ kind }) => kind === 'rewriteLineEnds'))
    return commandAction(title, { uri: document.uri, only: 'carriage-return-lines' });
  return new CsvCodeAction(title, vscode.CodeActionKind.QuickFix, (signal) =>
    editsOf(document, edits, signal),
  );
}

function convertAction(
  { uri, pool, summary }: ValidatedCsv,
  findings: readonly Finding[],
): vscode.CodeAction {
  const title = 'Convert to Cognito CSV…';
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: commands.convertCsv, title, arguments: [{ uri, pool }] };
  action.diagnostics = findings.map((finding) => toDiagnostic(finding, summary, uri));
  return action;
}

/** An action that needs more than edits of the text. */
function commandAction(title: string, request: FixRequest): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: commands.fixCsv, title, arguments: [request] };
  return action;
}
