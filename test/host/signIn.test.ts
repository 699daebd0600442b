// Sign In: an expired login offers the command that renews it in its own terminal, even if terminals do not run here.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { command, openingTime, until } from './csv/csvWorld.ts';
import { writeDefaultProfile } from './proxiedAws.ts';

const name = 'AWS sign-in';
const failureRow = { id: 'failure connection profile/default/us-east-1' };

describe('Sign In', () => {
  const config = process.env['AWS_CONFIG_FILE'] ?? '';
  const credentials = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
  const original = [config, credentials].map((path) => [path, readFileSync(path, 'utf8')] as const);
  const opened: vscode.Terminal[] = [];
  const listening = vscode.window.onDidOpenTerminal((terminal) => opened.push(terminal));

  after(() => {
    listening.dispose();
    for (const terminal of opened) terminal.dispose();
    for (const [path, text] of original) writeFileSync(path, text);
  });

  it('opens one terminal, shows it, and uses it again', async function () {
    this.timeout(openingTime);
    writeFileSync(credentials, '');
    writeDefaultProfile('login_session = arn:aws:iam::111122223333:user/dev\n');
    await vscode.commands.executeCommand('cognitoImportJobs.explorer.focus');
    // Nothing happens until the files are read again and the row appears.
    await until(async () => {
      await vscode.commands.executeCommand('list.focusFirst');
      await vscode.commands.executeCommand('list.expand');
      await command('resolveFailure', failureRow);
      return opened.length > 0;
    });
    const [terminal] = opened;
    assert.equal(terminal?.name, name);
    // The user's own shell: no other program runs in its place.
    assert.deepEqual(terminal.creationOptions, { name });
    assert.ok(vscode.window.terminals.includes(terminal));
    await until(() => vscode.window.activeTerminal === terminal);
    await command('resolveFailure', failureRow);
    assert.deepEqual(opened, [terminal]);
  });
});
