// Import CSVs that are created in the editor: new ones and converted ones, and the offer to validate an open CSV.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acceptAll, command, csv, type CsvWorld, errors, until, user, useCsvWorld } from './csvWorld.ts';

describe('new import CSVs', () => {
  let world: CsvWorld;
  useCsvWorld((opened) => (world = opened));

  it('begin with the columns that the pool can import', async () => {
    await acceptAll(command('newImportCsv', { pool: world.pool }));
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.match(
      document.lineAt(0).text,
      /,custom:age,custom:code,cognito:mfa_enabled,cognito:username,password_hash$/,
    );
    assert.equal(document.lineCount, 3);
    await world.validate(document.uri);
    assert.deepEqual(errors(document.uri), []);
  });

  it("come from a spreadsheet's file, in whatever encoding and with whatever delimiter", async () => {
    const rows = ['Login;E-Mail;Email Verified;Shelf', 'zoë;zoe@example.com;TRUE;"1; top"'];
    const uri = world.write('sheet.csv', Buffer.from(rows.join('\r\n'), 'latin1'));
    // The column "Shelf" has no clear target: the first choice leaves it out.
    await acceptAll(command('convertCsv', { uri, pool: world.pool }));
    await until(() => vscode.window.activeTextEditor?.document.isUntitled === true);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.match(document.lineAt(1).text, /zoe@example\.com,TRUE,.*,zoë,$/);
    assert.doesNotMatch(document.getText(), /top/);
    assert.deepEqual(errors(document.uri), []);
  });

  it('are offered their validation on the first line', async () => {
    const { uri } = await world.open('lens.csv', csv(user('a')));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    const offered = lenses.map((lens) => lens.command?.command);
    assert.deepEqual(offered, ['cognitoImportJobs.validateCsv']);
  });
});
