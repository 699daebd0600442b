// Asks for the hash to check: of the row at the cursor, of a user in a CSV or in another system's file, or a pasted one.
import * as vscode from 'vscode';
import { findHash, type HashSearch } from '../../../csv/read/findHash.ts';
import type { RunTask } from '../../../files/runTask.ts';
import type { SourceTasks } from '../../../files/sources/sourcesWorker.ts';
import type { SourceHash } from '../../../sources/user.ts';
import { findCandidate, sourceOf } from '../convert/convertCsv.ts';
import { choiceOf } from '../convert/plainCsv.ts';
import { activeSource, baseName, openDocument, pickCsv } from '../pickCsv.ts';
import { runWithProgress } from '../runWithProgress.ts';
import type { CsvServices } from '../services.ts';
import { stateOf } from '../validate/readCsv.ts';
import { hashWords } from '../words.ts';

export interface HashServices extends Pick<CsvServices, 'runTask'> {
  readonly runSource: RunTask<SourceTasks>;
}

export interface AskedHash {
  readonly hash: SourceHash | undefined;
  /** Where it is: "line 5 of users.csv". */
  readonly place: string;
  /** The file of the hash; undefined if it was pasted. */
  readonly uri?: vscode.Uri;
  /** Whether that file is uploaded as it is. */
  readonly isImportCsv: boolean;
}

/** Undefined when the user cancels, or there is no such user, which they are told; "noHashes" if the file has none. @throws FailureError */
export async function askHash(
  services: HashServices,
  given: vscode.Uri | undefined,
  { atCursor = true } = {},
): Promise<AskedHash | 'noHashes' | undefined> {
  const uri = given ?? activeSource() ?? (await pickPlace());
  if (uri === 'paste') return pasteHash();
  if (uri === undefined) return undefined;
  const line = atCursor ? cursorLine(uri) : undefined;
  const user = line ?? (await askUser(uri));
  if (user === undefined) return undefined;
  const found = isJson(uri) ? 'noColumn' : await search(services, uri, user);
  if (found === 'noColumn') return searchSource(services, uri, user);
  if (found === 'noUser') {
    tellNoUser();
    return undefined;
  }
  const place = hashWords.onLine(found.line, baseName(uri), vscode.env.language);
  return { hash: { text: found.text }, place, uri, isImportCsv: true };
}

/** Undefined when the user cancels. */
export async function pasteHash(): Promise<AskedHash | undefined> {
  const text = await vscode.window.showInputBox({
    title: hashWords.title,
    prompt: hashWords.pastePrompt,
    ignoreFocusOut: true,
  });
  if (text === undefined || text.trim() === '') return undefined;
  // In a hash copied from an import CSV, the commas of Argon2id are escaped.
  const hash = { text: text.trim().replaceAll('\\,', ',') };
  return { hash, place: hashWords.pasted, isImportCsv: false };
}

async function pickPlace(): Promise<vscode.Uri | 'paste' | undefined> {
  const options = { title: hashWords.title, placeHolder: hashWords.where };
  const picked = await vscode.window.showQuickPick([hashWords.inFile, hashWords.paste], options);
  if (picked === undefined) return undefined;
  return picked === hashWords.paste ? 'paste' : pickCsv(hashWords.title, ['json', 'ndjson', 'jsonl']);
}

function isJson(uri: vscode.Uri): boolean {
  return /\.(json|ndjson|jsonl)$/i.test(uri.path);
}

/**
 * The line of the user at the cursor. Undefined if the file is not in the active editor, does not have one user per line, or the
 * cursor is on the header or an empty line.
 */
function cursorLine(uri: vscode.Uri): number | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString() || /\.json$/i.test(uri.path)) return undefined;
  const { line } = editor.selection.active;
  const isUser = (line > 0 || isJson(uri)) && !editor.document.lineAt(line).isEmptyOrWhitespace;
  return isUser ? line + 1 : undefined;
}

async function askUser(uri: vscode.Uri): Promise<string | undefined> {
  const user = await vscode.window.showInputBox({
    title: hashWords.title,
    prompt: hashWords.user(baseName(uri)),
    ignoreFocusOut: true,
  });
  return user?.trim() === '' ? undefined : user;
}

/** Searches an import CSV, including its unsaved changes. */
async function search(
  { runTask }: HashServices,
  uri: vscode.Uri,
  user: number | string,
): Promise<HashSearch> {
  const document = openDocument(uri);
  if (document) return findHash(document.getText().split(/\r?\n/), user);
  const words = { name: baseName(uri), title: hashWords.searching };
  return runWithProgress(runTask, 'findHash', { path: uri.fsPath, user }, words);
}

/** Searches any other file, and returns the hash with the values beside it, as a conversion would read them. */
async function searchSource(
  { runSource }: HashServices,
  uri: vscode.Uri,
  user: number | string,
): Promise<AskedHash | 'noHashes' | undefined> {
  const name = baseName(uri);
  const source = await sourceOf(uri, (await stateOf(uri)).isUnsaved);
  const candidate = await findCandidate(runSource, source, name);
  if (!candidate) return undefined;
  const input = { source, choice: choiceOf(candidate), columns: [], now: Date.now(), user };
  const found = await runWithProgress(runSource, 'findHash', input, { name, title: hashWords.searching });
  if (found === 'noHashes') return found;
  if (found === 'noUser') {
    tellNoUser();
    return undefined;
  }
  const words = candidate.shape.kind === 'json' ? hashWords.ofUser : hashWords.onLine;
  return {
    hash: found.hash,
    place: words(found.place, name, vscode.env.language),
    uri,
    isImportCsv: false,
  };
}

/** Does not wait for the answer. */
function tellNoUser(): void {
  void vscode.window.showWarningMessage(hashWords.noUser);
}
