// A real VS Code from npm alone: installs code-server's workbench once per version under .vscode-test/.
import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atExit } from '../cleanup.ts';
import { command } from '../command.ts';
import { root } from '../paths.ts';

/**
 * The VS Code versions everything is tried on: the floor of `engines.vscode` and the newest with an npm package, each with
 * the code-server release that carries it and the Node its extension host runs on (1.104's never comes up under Node 24).
 */
export const vsCodeVersions = {
  '1.104.0': { codeServer: '4.104.0', node: '22' },
  '1.139.1': { codeServer: '4.139.1', node: '24' },
} as const;

export type VsCodeVersion = keyof typeof vsCodeVersions;

/** Newest last; the one used where nobody chose. */
export const newestVersion: VsCodeVersion = '1.139.1';

export function isVsCodeVersion(text: string): text is VsCodeVersion {
  return Object.hasOwn(vsCodeVersions, text);
}

/** Where an installed VS Code has its parts. */
export interface VsCodeInstallation {
  readonly version: VsCodeVersion;
  /** The Node binary that runs it. */
  readonly node: string;
  /** The server's entry file. */
  readonly server: string;
}

/** A log for progress lines a person waits on. */
export type Say = (line: string) => void;

/**
 * Finds VS Code `version` under `.vscode-test/`, installing it first where it is missing (about 20 s, 0.3–0.8 GB).
 * Two processes may do so at once: each builds in a folder of its own and the first to finish gives it the final name.
 */
export async function installVsCode(version: VsCodeVersion, say: Say): Promise<VsCodeInstallation> {
  const folder = join(root, '.vscode-test', `vscode-${version}`);
  if (!existsSync(folder)) await build(version, folder, say);
  await mendLogs(join(folder, 'node_modules/code-server/lib/vscode'));
  return {
    version,
    node: join(folder, 'node_modules/node/bin/node'),
    server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

async function build(version: VsCodeVersion, folder: string, say: Say): Promise<void> {
  const { codeServer, node } = vsCodeVersions[version];
  say(`Installing VS Code ${version} (npm package code-server@${codeServer}) into .vscode-test/ …`);
  const started = Date.now();
  await mkdir(join(root, '.vscode-test'), { recursive: true });
  const draft = await mkdtemp(join(root, '.vscode-test', `installing-${version}-`));
  const remove = () => rmSync(draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  const forget = atExit(remove);
  try {
    // A package.json of its own keeps npm from walking up to ours.
    await writeFile(join(draft, 'package.json'), '{ "private": true }\n');
    // No install scripts: code-server's own insist on compiling native modules an extension has no use for.
    await npm(draft, 'install', '--ignore-scripts', `code-server@${codeServer}`, `node@${node}`);
    await npm(draft, 'rebuild', '--ignore-scripts=false', 'node');
    await npm(
      join(draft, 'node_modules/code-server/lib/vscode'),
      'install',
      '--omit=dev',
      '--ignore-scripts',
    );
    await moveInto(draft, folder);
  } finally {
    forget();
    remove();
  }
  say(`VS Code ${version} installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** VS Code writes its logs, and those of extensions, by a native module, which is one of those not compiled here. */
async function mendLogs(vscode: string): Promise<void> {
  const ours = join(root, 'test/support/vscode/spdlog.cjs');
  const theirs = join(vscode, 'node_modules/@vscode/spdlog/index.js');
  if ((await readFile(ours, 'utf8')) === (await readFile(theirs, 'utf8'))) return;
  // Into its place at once: another process may be starting this VS Code.
  const draft = `${theirs}.${process.pid}`;
  await copyFile(ours, draft);
  await rename(draft, theirs);
}

async function moveInto(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    // Somebody else finished first; theirs is as good.
    if (!existsSync(folder)) throw error;
  }
}

async function npm(cwd: string, ...args: readonly string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // `npm run` hands its own project's settings down as npm_*; a nested install must not take them for its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^npm_(?:package|lifecycle|config_local_prefix)/.test(key),
    ),
  );
  await command('npm', [...args, ...quiet], { cwd, env });
}
