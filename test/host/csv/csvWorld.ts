// Set-up for tests of import CSVs in the extension host: a user pool in the emulator, files, and a user's actions on them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { poolSpec } from '../../support/cognito/mistakesPool.ts';
import { emulatorVariable } from '../run/result.ts';

/** How long the first call may take on a busy machine: it loads the SDK and lists pools. Milliseconds. */
export const openingTime = 120_000;

/** A world for the tests of the `describe` this is called in. Editors are closed after each test. */
export function useCsvWorld(take: (world: CsvWorld) => void): void {
  let world: CsvWorld;
  before(async function () {
    this.timeout(openingTime);
    world = await CsvWorld.open();
    take(world);
  });
  afterEach(() => world.closeEditors());
  after(() => world.remove());
}

/** Resolves when the condition holds. If it never does, the suite's time limit ends the test. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

export function command(name: string, argument?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(`cognitoImportJobs.${name}`, argument);
}

export class CsvWorld {
  /** Where the tests' files are. */
  readonly folder = mkdtempSync(join(tmpdir(), 'import-csv-'));
  /** Through the connection of the default profile (`domain/connection.ts`). */
  readonly pool: { readonly connectionId: string; readonly userPoolId: string };

  private constructor(userPoolId: string) {
    this.pool = { connectionId: 'profile/default/us-east-1', userPoolId };
  }

  static async open(): Promise<CsvWorld> {
    const url = `${process.env[emulatorVariable] ?? ''}/_emulator/pools`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(poolSpec) });
    assert.ok(answer.ok, await answer.clone().text());
    const { userPoolId } = (await answer.json()) as { userPoolId: string };
    const world = new CsvWorld(userPoolId);
    // VS Code in a browser saves files by itself after a while.
    const files = vscode.workspace.getConfiguration('files');
    await files.update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    // Opening the view for the first time adds the default profile's connection.
    await vscode.commands.executeCommand('cognitoImportJobs.explorer.focus');
    const probe = world.write('probe.csv', csv(user('probe', 'soon')));
    await until(async () => {
      await world.validate(probe);
      return problems(probe).length > 0;
    });
    await command('stopValidatingCsv', probe);
    assert.deepEqual(problems(probe), []);
    return world;
  }

  write(name: string, content: string | Uint8Array): vscode.Uri {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return vscode.Uri.file(path);
  }

  /** Writes the file and opens it in an editor. */
  async open(name: string, content: string | Uint8Array): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(this.write(name, content));
    await vscode.window.showTextDocument(document);
    return document;
  }

  validate(uri: vscode.Uri): Thenable<unknown> {
    return command('validateCsv', { uri, pool: this.pool });
  }

  async closeEditors(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

const header = 'cognito:username,email,email_verified,birthdate';

/** A row that can be imported if its birthdate is valid. */
export function user(name: string, birthdate = '02/01/1985'): string {
  return `${name},${name}@example.com,true,${birthdate}`;
}

/** A file of these rows. */
export function csv(...rows: readonly string[]): string {
  return csvOf(rows);
}

/** The same for more rows than a call can have arguments. */
export function csvOf(rows: readonly string[]): string {
  return [header, ...rows].map((line) => `${line}\n`).join('');
}

export function problems(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Cognito import');
}

/** The rule that a problem violates. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

export function errors(uri: vscode.Uri, rule?: string): readonly vscode.Diagnostic[] {
  return problems(uri).filter(
    (problem) =>
      problem.severity === vscode.DiagnosticSeverity.Error &&
      (rule === undefined || ruleOf(problem) === rule),
  );
}

/** Replaces the whole text, as a user who pastes. */
export async function paste(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** The quick fixes at a place, or actions of another kind. */
export function fixesAt(
  uri: vscode.Uri,
  range: vscode.Range,
  { value } = vscode.CodeActionKind.QuickFix,
): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, value, 50);
}

/** Applies the quick fix with that title. */
export async function choose(actions: readonly vscode.CodeAction[], title: string | RegExp): Promise<void> {
  const action = actions.find((candidate) =>
    typeof title === 'string' ? candidate.title === title : title.test(candidate.title),
  );
  assert.ok(action, `${String(title)} among ${actions.map((each) => each.title).join(', ')}`);
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit));
  const { command: after } = action;
  if (after) await vscode.commands.executeCommand(after.command, ...((after.arguments ?? []) as unknown[]));
}

/** Accepts the selection of each quick pick until `running` is done. @param command runs on each quick pick instead. */
export async function acceptAll<T>(
  running: Thenable<T>,
  command = 'workbench.action.acceptSelectedQuickOpenItem',
): Promise<T> {
  const state = { isDone: false };
  const end = (): void => {
    state.isDone = true;
  };
  running.then(end, end);
  while (!state.isDone) {
    await vscode.commands.executeCommand(command);
    await sleep(50);
  }
  return running;
}
