// Keeps files with people's data out of git's history, and deletes those that the extension has written.
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { count } from '../../domain/jobs/jobWords.ts';
import { countHistory, historyPath } from '../../files/history/historyFolder.ts';
import { addToGitIgnore, findTracking } from '../../files/csv/gitIgnore.ts';
import { findLocalCopies } from '../../files/csv/localCopies.ts';
import { plain } from '../shell/escapeText.ts';
import type { State } from '../shell/sharedState.ts';
import { dataWords as words } from './words.ts';

const writtenKey = 'writtenFiles';
const toldKey = 'toldAboutGit';
/** Older entries are forgotten; nobody keeps so many files. */
const most = 1_000;

/** Remembers files that were written for the user, or are about to be saved, for Delete Local Copies…. */
export async function rememberWritten(machine: State, uris: readonly vscode.Uri[]): Promise<void> {
  const paths = uris.map(({ fsPath }) => fsPath);
  const others = texts(machine.get(writtenKey)).filter((path) => !paths.includes(path));
  await machine.update(writtenKey, [...others, ...paths].slice(-most));
}

/** Warns once per repository that git does not ignore these files. Does not wait for the answer. */
export async function tellAboutGit(
  machine: State,
  uris: readonly vscode.Uri[],
  onError: (error: unknown) => void,
): Promise<void> {
  // Git reads the repository's own settings.
  if (!vscode.workspace.isTrusted) return;
  const tracking = await findTracking(
    uris.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath),
  );
  if (!tracking) return;
  const told = texts(machine.get(toldKey));
  if (told.includes(tracking.root)) return;
  await machine.update(toldKey, [...told, tracking.root].slice(-most));
  const names = tracking.paths.map((path) => basename(path));
  vscode.window.showWarningMessage(plain(words.tracked(names)), words.ignore).then(async (answer) => {
    if (answer !== words.ignore) return;
    try {
      await addToGitIgnore(tracking);
    } catch (error) {
      onError(error);
    }
  }, onError);
}

type CopyItem = vscode.QuickPickItem & { readonly path: string };

/** @param storage the extension's folder on this machine. @throws Error of the file system. */
export async function deleteLocalCopies(machine: State, storage: string): Promise<void> {
  const written = await itemsOf(texts(machine.get(writtenKey)), words.written);
  const own = (await findLocalCopies(storage)).map(({ kind, path, whole }): CopyItem => ({
    ...itemOf(path, words[kind]),
    path: whole,
  }));
  const items = [...written, ...own, ...(await historyItem(storage))];
  if (items.length === 0) {
    void vscode.window.showInformationMessage(words.noCopies);
    return;
  }
  const picked = await vscode.window.showQuickPick(
    items.map((item) => ({ ...item, picked: written.includes(item) })),
    { title: words.title, placeHolder: words.select, canPickMany: true, ignoreFocusOut: true },
  );
  if (!picked || picked.length === 0) return;
  const locale = vscode.env.language;
  const files = count(picked.length, 'file', 'files', locale);
  const answer = await vscode.window.showWarningMessage(
    words.question(files),
    { modal: true, detail: words.forGood },
    words.delete,
  );
  if (answer !== words.delete) return;
  for (const { path } of picked)
    await vscode.workspace.fs.delete(vscode.Uri.file(path), { useTrash: false, recursive: true });
  const gone = new Set(picked.map(({ path }) => path));
  await machine.update(
    writtenKey,
    texts(machine.get(writtenKey)).filter((path) => !gone.has(path)),
  );
  void vscode.window.showInformationMessage(words.deleted(files));
}

/** Items for the files that still exist. */
async function itemsOf(paths: readonly string[], description: string): Promise<CopyItem[]> {
  const items: CopyItem[] = [];
  for (const path of paths) {
    const found = await stat(path).then(
      (file) => file.isFile(),
      () => false,
    );
    if (found) items.push(itemOf(path, description));
  }
  return items;
}

function itemOf(path: string, description: string): CopyItem {
  return { label: plain(basename(path)), description, detail: plain(dirname(path)), path };
}

/** An item for the import history, which can only be deleted as a whole here. */
async function historyItem(storage: string): Promise<readonly CopyItem[]> {
  const jobs = await countHistory(storage);
  if (jobs === 0) return [];
  const description = words.historyOf(count(jobs, 'import job', 'import jobs', vscode.env.language));
  return [{ label: words.history, description, detail: words.historyDetail, path: historyPath(storage) }];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
