// Create Import Job… on a folder of CSVs, and on a CSV that is being edited. CSVs over the service's limits: `ui/imports/csvImports.test.ts`.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { call } from '../../adapter/support/bareHttp.ts';
import { acceptAll, command, csvOf, CsvWorld, until, user } from './csvWorld.ts';
import { emulatorVariable } from '../run/result.ts';

const url = process.env[emulatorVariable] ?? '';

async function configure(settings: object): Promise<void> {
  const answer = await fetch(`${url}/_emulator/settings`, { method: 'POST', body: JSON.stringify(settings) });
  assert.ok(answer.ok, await answer.text());
}

interface JobList {
  readonly UserImportJobs: readonly {
    readonly JobName: string;
    readonly Status: string;
    readonly ImportedUsers: number;
    readonly SkippedUsers: number;
    readonly FailedUsers: number;
  }[];
}

/** The jobs, oldest first: name without its time, status, users imported, skipped and failed. */
async function jobsOf(userPoolId: string): Promise<readonly string[]> {
  const { body } = await call(url, 'ListUserImportJobs', { UserPoolId: userPoolId, MaxResults: 60 });
  return (JSON.parse(body) as JobList).UserImportJobs.toReversed().map((job) =>
    [
      job.JobName.replace(/-\d{4}-\d\d-\d\d-\d{6}-/, ' '),
      job.Status,
      job.ImportedUsers,
      job.SkippedUsers,
      job.FailedUsers,
    ].join(' '),
  );
}

const users = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => user(`${name}${index}`));

describe('an import', () => {
  let world: CsvWorld;
  beforeEach(async () => {
    world = await CsvWorld.open();
    await configure({ usersPerSecond: 10_000_000, pendingMs: 0 });
  });
  afterEach(async () => {
    await configure({ usersPerSecond: 31, pendingMs: 400 });
    await world.closeEditors();
    world.remove();
  });

  it('of a folder is one job for each CSV, in the order of their names', async () => {
    mkdirSync(`${world.folder}/staff`);
    const folder = world
      .write('staff/people-10.csv', csvOf(users('c', 4)))
      .with({ path: `${world.folder}/staff` });
    world.write('staff/people-2.csv', csvOf(users('b', 3)));
    world.write('staff/Admins.csv', csvOf(users('a', 2)));
    world.write('staff/notes.txt', 'not for import');
    await acceptAll(command('createImportJob', { uri: folder, pool: world.pool }));
    assert.deepEqual(await jobsOf(world.pool.userPoolId), [
      'staff 1 Succeeded 2 0 0',
      'staff 2 Succeeded 3 0 0',
      'staff 3 Succeeded 4 0 0',
    ]);
  }).timeout(60_000);

  it('of a CSV that is edited between the questions uses the text in the editor at its validation', async () => {
    const document = await world.open('edited.csv', csvOf(users('a', 1)));
    const append = async (row: string): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(document.lineCount, 0), `${row}\n`);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    await append(user('b'));
    const edited = new Promise((resolve) => {
      const saving = vscode.workspace.onDidSaveTextDocument(() => {
        saving.dispose();
        resolve(append(user('c')));
      });
    });
    const created = command('createImportJob', { uri: document.uri, pool: world.pool });
    await edited;
    await acceptAll(created);
    assert.equal(document.isDirty, false);
    await until(async () => {
      const [job] = await jobsOf(world.pool.userPoolId);
      return job?.endsWith(' Succeeded 3 0 0') === true;
    });
  }).timeout(60_000);
});
