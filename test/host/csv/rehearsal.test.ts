// Rehearse in Sandbox… in a real extension host: the result of each row, and that a cancelled rehearsal leaves nothing behind.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { userDataVariable } from '../run/result.ts';
import {
  acceptAll,
  command,
  csv,
  csvOf,
  type CsvWorld,
  openingTime,
  until,
  useCsvWorld,
  user,
} from './csvWorld.ts';

const folder = join(
  process.env[userDataVariable] ?? '',
  'User/globalStorage/cognito-import-jobs.cognito-import-jobs/rehearsals',
);
/** Folders of rehearsals that are running or were left behind. */
const folders = (): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** The marks of a rehearsal: line, severity and message. */
function marks(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Cognito rehearsal')
    .map(({ range, severity, message }) => {
      return `${range.start.line + 1} ${vscode.DiagnosticSeverity[severity]} ${message}`;
    })
    .toSorted();
}

/** The text of the report, once it is shown. */
async function reportOf(name: string): Promise<string> {
  const find = (): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'cognito-rehearsal' && uri.path.includes(name),
    );
  await until(() => find() !== undefined);
  return find()?.getText() ?? '';
}

describe('a rehearsal', () => {
  let world: CsvWorld;
  useCsvWorld((opened) => (world = opened));
  /** Threads that were started during a test and have not ended. */
  const threads = new Set<Worker>();
  const started = (thread: Worker): void => {
    threads.add(thread);
    thread.once('exit', () => threads.delete(thread));
  };
  before(() => process.on('worker', started));
  after(() => process.off('worker', started));
  afterEach(() => command('stopValidatingCsv'));

  it('counts the results of the rows, and marks rows that would not be imported', async () => {
    const rows = [
      user('ada'),
      user('bob', '1985-02-01'),
      user('ada'),
      user('cy').replace('true', 'false'),
      user('di'),
      user('ed'),
      user('flo'),
    ];
    const { uri } = await world.open('rehearsed.csv', csv(...rows));
    await acceptAll(command('rehearseCsv', { uri, pool: world.pool }));
    assert.deepEqual(marks(uri), [
      '3 Error Would fail: A birthdate is written mm/dd/yyyy.',
      '4 Information Would be skipped: The user already exists. An earlier row of this CSV has created it.',
      '5 Error Would fail: The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    ]);
    const report = await reportOf('rehearsed.csv');
    assert.match(report, /^# Rehearsal of rehearsed\.csv for csv-tests\n/);
    assert.match(report, /\*\*Of 7 users, 4 imported · 1 skipped · 2 failed\.\*\*/);
    assert.match(report, /\| 1 \| 7 \| 4 \| 1 \| 2 \| Succeeded \|/);
    assert.deepEqual([folders(), threads.size], [[], 0]);
  }).timeout(openingTime);

  it('that is cancelled in the middle leaves no mark, no thread and no folder', async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    const rows = Array.from({ length: 100_000 }, (_, index) => user(`u${index}`, '1985-02-01'));
    const { uri } = await world.open('cancelled.csv', csvOf(rows));
    const rehearsed = command('rehearseCsv', { uri, pool: world.pool });
    const state = { isDone: false };
    const end = (): void => {
      state.isDone = true;
    };
    rehearsed.then(end, end);
    const accepted = acceptAll(rehearsed);
    // The sandbox runs, and the folder for parts exists.
    await until(() => state.isDone || (folders().length === 1 && threads.size === 1));
    assert.ok(!state.isDone, 'it ended before it could be cancelled');
    await until(async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return state.isDone;
    });
    await accepted;
    assert.deepEqual([marks(uri), folders(), threads.size], [[], [], 0]);
  }).timeout(openingTime);
});
