// Asks for the hash to check: that of the row at the cursor, of a user in a CSV, or one that is pasted.
import * as vscode from 'vscode';
import { findHash, type HashSearch } from '../../../csv/read/findHash.ts';
import type { SourceHash } from '../../../sources/user.ts';
import { activeCsv, baseName, openDocument, pickCsv } from '../pickCsv.ts';
import { runWithProgress } from '../runWithProgress.ts';
import type { CsvServices } from '../services.ts';
import { hashWords } from '../words.ts';

export interface AskedHash {
  readonly hash: SourceHash;
  /** Where it is: "line 5 of users.csv". */
  readonly place: string;
  /** The import CSV that it is in. */
  readonly csv?: vscode.Uri;
}

/** Undefined when the user cancels, or has been told that there is no such user; "noColumn" where the CSV has no hashes. @throws FailureError */
export async function askHash(
  services: CsvServices,
  given: vscode.Uri | undefined,
  { atCursor = true } = {},
): Promise<AskedHash | 'noColumn' | undefined> {
  const uri = given ?? activeCsv() ?? (await pickPlace());
  if (uri === 'paste') return pasteHash();
  if (uri === undefined) return undefined;
  const line = atCursor ? cursorLine(uri) : undefined;
  const user = line === undefined ? await askUser(uri) : String(line);
  if (user === undefined) return undefined;
  const found = await search(services, uri, user);
  if (found === 'noColumn') return found;
  if (found === 'noUser') {
    void vscode.window.showWarningMessage(hashWords.noUser);
    return undefined;
  }
  return {
    hash: { text: found.text },
    place: hashWords.onLine(found.line, baseName(uri), vscode.env.language),
    csv: uri,
  };
}

/** Undefined when the user cancels. */
export async function pasteHash(): Promise<AskedHash | undefined> {
  const text = await vscode.window.showInputBox({
    title: hashWords.title,
    prompt: hashWords.pastePrompt,
    ignoreFocusOut: true,
  });
  if (text === undefined || text.trim() === '') return undefined;
  // From an import CSV the commas of Argon2id come escaped.
  const hash = { text: text.trim().replaceAll('\\,', ',') };
  return { hash, place: hashWords.pasted };
}

async function pickPlace(): Promise<vscode.Uri | 'paste' | undefined> {
  const options = { title: hashWords.title, placeHolder: hashWords.where };
  const picked = await vscode.window.showQuickPick([hashWords.inCsv, hashWords.paste], options);
  if (picked === undefined) return undefined;
  return picked === hashWords.paste ? 'paste' : pickCsv(hashWords.title);
}

/** The line of the user at the cursor; undefined where the CSV is in no active editor, or the cursor is on the header or an empty line. */
function cursorLine(uri: vscode.Uri): number | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return undefined;
  const { line } = editor.selection.active;
  return line > 0 && !editor.document.lineAt(line).isEmptyOrWhitespace ? line + 1 : undefined;
}

function askUser(uri: vscode.Uri): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: hashWords.title,
    prompt: hashWords.user(baseName(uri)),
    ignoreFocusOut: true,
  });
}

/** What is not saved yet counts. */
async function search(services: CsvServices, uri: vscode.Uri, user: string): Promise<HashSearch> {
  const document = openDocument(uri);
  if (document) return findHash(document.getText().split(/\r?\n/), user);
  const words = { name: baseName(uri), title: hashWords.searching };
  return runWithProgress(services.runTask, 'findHash', { path: uri.fsPath, user }, words);
}
