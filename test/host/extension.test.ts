// The extension as VS Code sees it: it is installed, does nothing until its view is opened, and has exactly the commands of its manifest.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import manifest from '../../package.json' with { type: 'json' };
import { emulatorVariable } from './run/result.ts';

const id = `${manifest.publisher}.${manifest.name}`;

/** The call stacks at which the extension host opened sockets and started processes since this file was loaded. */
const made = { sockets: [] as string[], processes: [] as string[] };
const stack = () => new Error().stack ?? '';
subscribe('net.client.socket', () => made.sockets.push(stack()));
subscribe('child_process', () => made.processes.push(stack()));

/** The extension's bundles that have been loaded. */
function bundles(folder: string): string[] {
  const loaded = Object.keys(createRequire(__filename).cache);
  return loaded.filter((path) => dirname(path) === join(folder, 'dist')).map((path) => basename(path));
}

/** How often each operation was called at the emulator, by name. */
async function calls(): Promise<Readonly<Record<string, number>>> {
  const answer = await fetch(`${process.env[emulatorVariable] ?? ''}/_emulator/calls`);
  const { counts } = (await answer.json()) as { counts: Record<string, number> };
  return counts;
}

describe('the extension', () => {
  it('is installed, activates, and calls nothing until its view is opened', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    // VS Code may start it before this file is loaded or after: the loaded bundles show the former, the recorded stacks the latter.
    await extension.activate();
    assert.equal(extension.isActive, true);
    // VS Code and its own extensions run processes too, and this file, which is in each stack, may lie below the extension's folder.
    const dist = join(extension.extensionPath, 'dist');
    const ours = (stacks: string[]) => stacks.filter((each) => each.includes(dist));
    assert.deepEqual(ours(made.sockets), []);
    assert.deepEqual(ours(made.processes), []);
    // The code that calls AWS, runs processes or resolves credentials is in other bundles.
    assert.deepEqual(bundles(extension.extensionPath), ['extension.js']);
    assert.deepEqual(await calls(), {});
  });

  it('registers exactly the commands of its manifest', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((command) =>
      command.startsWith('cognitoImportJobs.'),
    );
    const ofViews = registered.filter((command) => command.startsWith('cognitoImportJobs.explorer.'));
    const own = registered.filter((command) => !ofViews.includes(command));
    assert.deepEqual(own.sort(), manifest.contributes.commands.map(({ command }) => command).sort());
  });

  it('has the settings of its manifest, with their defaults', () => {
    for (const [key, { default: expected }] of Object.entries(
      manifest.contributes.configuration.properties,
    )) {
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(key)?.defaultValue, expected, key);
    }
  });

  it('lists user pools when a connection is expanded', async () => {
    await vscode.commands.executeCommand('cognitoImportJobs.explorer.focus');
    // The connection's row takes a moment to appear. The suite's time limit ends this loop if it never does.
    do {
      await vscode.commands.executeCommand('list.focusFirst');
      await vscode.commands.executeCommand('list.expand');
      await sleep(100);
    } while ((await calls())['ListUserPools'] === undefined);
    // Shows that the checks above would have found bundles, sockets and processes.
    assert.ok(bundles(vscode.extensions.getExtension(id)?.extensionPath ?? '').includes('aws.js'));
    assert.ok(made.sockets.length > 0);
    const before = made.processes.length;
    await promisify(execFile)('true');
    assert.ok(made.processes.length > before);
  });
});
