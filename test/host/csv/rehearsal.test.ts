// Rehearse in Sandbox… in the extension host: problems at the lines of rows that would not be imported, for as long as they are true.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acceptAll, command, csv, CsvWorld, openingTime, until, user } from './csvWorld.ts';

/** Line, severity and message of each problem of a rehearsal. */
function found(uri: vscode.Uri): readonly (readonly [number, vscode.DiagnosticSeverity, string])[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Cognito rehearsal')
    .map(({ range, severity, message }) => [range.start.line + 1, severity, message] as const)
    .toSorted(([a], [b]) => a - b);
}

describe('a rehearsal', () => {
  let world: CsvWorld;
  before(async function () {
    this.timeout(openingTime);
    world = await CsvWorld.open();
  });
  afterEach(() => world.closeEditors());
  after(() => world.remove());

  const text = csv(user('ada'), user('bob', '1985-02-01'), user('ada'), user('cy'), 'di,,true,', user('ed'));
  const { Error, Information } = vscode.DiagnosticSeverity;
  const expected = [
    [3, Error, 'Would fail: A birthdate is written mm/dd/yyyy.'],
    [4, Information, 'Would be skipped: The user already exists. An earlier row of this CSV has created it.'],
    [6, Error, 'Would fail: The email address is missing, but email_verified is true.'],
  ] as const;

  it('marks the rows that would not be imported, until they are changed', async () => {
    const document = await world.open('rehearsed.csv', text);
    const { uri } = document;
    await acceptAll(command('rehearseCsv', { uri, pool: world.pool }));
    assert.deepEqual(found(uri), expected);
    const report = vscode.workspace.textDocuments.find(
      ({ uri: { scheme } }) => scheme === 'cognito-rehearsal',
    );
    assert.match(report?.getText() ?? '', /^# Rehearsal of rehearsed\.csv for /);
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(1, 0), 'x');
    await vscode.workspace.applyEdit(edit);
    await until(() => found(uri).length === 0);
  });

  it('is the same each time, however often, and its problems can be hidden', async () => {
    const { uri } = await world.open('again.csv', text);
    for (let time = 0; time < 3; time++) {
      await acceptAll(command('rehearseCsv', { uri, pool: world.pool }));
      assert.deepEqual(found(uri), expected);
    }
    await command('hideResults');
    assert.deepEqual(found(uri), []);
  });
});
