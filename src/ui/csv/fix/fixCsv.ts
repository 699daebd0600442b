// Fix All: everything that can be fixed without a look, in the document, or in a copy beside a large file.
import * as vscode from 'vscode';
import type { RuleId } from '../../../csv/rules.ts';
import { count } from '../../../domain/jobs/jobWords.ts';
import { removeByteOrderMark } from './byteOrderMark.ts';
import { fixAllEdit } from './fixEdits.ts';
import { baseName, openDocument } from '../pickCsv.ts';
import { chooseFixPlace } from '../validate/reading.ts';
import { stateOf } from '../validate/readCsv.ts';
import { freeUri, runWithProgress } from '../runWithProgress.ts';
import type { CsvServices } from '../services.ts';
import type { ValidatedCsv, Validations } from '../validate/validations.ts';

/** What the command takes: a file, and a rule where only its breaches are to be fixed. */
export interface FixRequest {
  readonly uri: vscode.Uri;
  readonly only?: RuleId;
}

export interface Fixed {
  readonly fixes: number;
  /** What has been fixed is here, and validated again. */
  readonly validated: ValidatedCsv;
  /** The fixed text is in a new file: the one asked for is as it was. */
  readonly isCopy: boolean;
}

/** @throws FailureError; 'cancelled' when the user cancels. */
export async function fixCsv(
  services: CsvServices,
  validations: Validations,
  validated: ValidatedCsv,
  only?: RuleId,
): Promise<Fixed> {
  const { uri } = validated;
  if (chooseFixPlace(await stateOf(uri)) === 'copy') return fixInCopy(services, validations, validated, only);
  const document = openDocument(uri) ?? (await vscode.workspace.openTextDocument(uri));
  await vscode.window.showTextDocument(document, { preserveFocus: true });
  const { edit, fixes } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Fixing ${baseName(uri)}` },
    () => fixAllEdit(document, validated.schema, { only }, new AbortController().signal),
  );
  if (edit.size > 0) await vscode.workspace.applyEdit(edit);
  const wantsMark = only === undefined || only === 'byte-order-mark';
  const hadMark =
    wantsMark && hasByteOrderMark(validated) && (await removeByteOrderMark(document, services.clock));
  return {
    fixes: fixes + (hadMark ? 1 : 0),
    validated: await validations.validate(uri, validated),
    isCopy: false,
  };
}

function hasByteOrderMark({ summary }: ValidatedCsv): boolean {
  return summary.counts.some(({ rule }) => rule === 'byte-order-mark');
}

async function fixInCopy(
  services: CsvServices,
  validations: Validations,
  validated: ValidatedCsv,
  only?: RuleId,
): Promise<Fixed> {
  const { uri, schema } = validated;
  const target = await freeUri(uri, 'fixed');
  const name = baseName(uri);
  const file = { path: uri.fsPath, schema, target: target.fsPath, options: { only } };
  const words = { name, title: `Fixing ${name}` };
  const fixes = await runWithProgress(services.runTask, 'fix', file, words);
  return { fixes, validated: await validations.validate(target, validated), isCopy: true };
}

/** What fixing has come to, in words. */
export function fixedMessage({ fixes, isCopy }: Fixed, locale: string): string {
  if (fixes === 0) return 'Nothing could be fixed without a look.';
  const done = count(fixes, 'problem fixed', 'problems fixed', locale);
  return isCopy ? `${done} in a new file beside the large one.` : `${done}.`;
}
