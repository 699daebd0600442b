// Files with personal data: the warning about a repository appears once, and only files of the extension can be deleted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, test } from 'node:test';
import type * as vscode from 'vscode';
import { MemoryMemento } from '../../../support/vscode/memento.ts';
import { installFakeVscode } from '../../../support/vscode/fakeVscode.ts';
import { testFolder } from '../../../support/testFolder.ts';

const fake = installFakeVscode();
const { Uri, workspace } = await import('vscode');
const { deleteLocalCopies, rememberWritten, tellAboutGit } =
  await import('../../../../src/ui/csv/customerData.ts');

const folder = testFolder('people');
const storage = join(folder, 'storage');
const messages: string[] = [];
let answer: string | undefined;
/** The items of the list, and which of them the user selects. */
let offered: readonly vscode.QuickPickItem[] = [];
let selects: (item: vscode.QuickPickItem) => boolean = () => true;

let machine = new MemoryMemento();

beforeEach(() => {
  machine = new MemoryMemento();
  messages.length = 0;
  const tell = (message: string) => {
    messages.push(message);
    return Promise.resolve(answer);
  };
  Object.assign(fake.window, {
    showInformationMessage: tell,
    showWarningMessage: tell,
    showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
      offered = items;
      return Promise.resolve(items.filter(selects));
    },
  });
  const remove = ({ fsPath }: vscode.Uri): void => rmSync(fsPath, { recursive: true });
  Object.assign(workspace, { fs: { delete: remove } });
});

function put(...names: readonly string[]): vscode.Uri {
  const path = join(folder, ...names);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'a\n');
  return Uri.file(path);
}

const fail = (error: unknown): void => assert.fail(String(error));

test('the warning about a repository appears once, and its button ignores the files', async () => {
  execFileSync('git', ['init', '-q', join(folder, 'repository')]);
  const users = [put('repository', 'data', 'users.csv'), put('repository', 'data', 'users.after.csv')];
  answer = 'Add to .gitignore';
  await tellAboutGit(machine, users, fail);
  assert.deepEqual(messages, [
    'users.csv, users.after.csv have personal data and lie in a folder that git tracks.',
  ]);
  const ignored = join(folder, 'repository', '.gitignore');
  // tellAboutGit does not wait for the answer.
  const written = (): string => (existsSync(ignored) ? readFileSync(ignored, 'utf8') : '');
  while (written() === '') await new Promise(setImmediate);
  assert.equal(written(), '/data/users.csv\n/data/users.after.csv\n');
  await tellAboutGit(machine, [put('repository', 'others.csv')], fail);
  assert.equal(messages.length, 1, 'the warning appears again');
});

test('files outside a repository cause no warning', async () => {
  await tellAboutGit(machine, [put('elsewhere', 'users.csv')], fail);
  assert.deepEqual(messages, []);
});

test('only selected files are deleted; written files are preselected, files that are still needed are not', async () => {
  const mine = put('mine.csv');
  const written = [put('written.csv'), put('written.after.csv')];
  await rememberWritten(machine, [...written, put('gone.csv')]);
  rmSync(join(folder, 'gone.csv'));
  const part = put('storage', 'imports', 'a', 'part-0.csv');
  const listed = put('storage', 'users', 'exports', 'b', 'users.ndjson');
  const rows = put('storage', 'users', 'passes', 'c', 'rows.ndjson');
  const head = put('storage', 'users', 'passes', 'c', 'pass.json');
  answer = 'Delete';
  selects = ({ label }) => label !== 'written.after.csv' && label !== 'part-0.csv';
  await deleteLocalCopies(machine, storage);
  assert.deepEqual(
    offered.map(({ label, picked }) => [label, picked]),
    [
      ['written.csv', true],
      ['written.after.csv', true],
      ['part-0.csv', false],
      ['users.ndjson', false],
      ['rows.ndjson', false],
    ],
  );
  assert.equal(messages.at(-1), '3 files deleted.');
  const isThere = (uri: vscode.Uri | undefined): boolean => existsSync(uri?.fsPath ?? '');
  assert.deepEqual([mine, ...written, part].map(isThere), [true, false, true, true]);
  // A pass without its rows could neither resume nor finish.
  assert.deepEqual([listed, rows, head].map(isThere), [false, false, false]);

  selects = () => false;
  await deleteLocalCopies(machine, storage);
  assert.deepEqual(
    offered.map(({ label }) => label),
    ['written.after.csv', 'part-0.csv'],
  );
});

test('nothing is deleted without the confirmation', async () => {
  const written = put('asked.csv');
  await rememberWritten(machine, [written]);
  answer = undefined;
  selects = () => true;
  await deleteLocalCopies(machine, join(folder, 'none'));
  assert.ok(existsSync(written.fsPath));
});
