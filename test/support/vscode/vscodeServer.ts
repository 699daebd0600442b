// Starts a real VS Code server on loopback, with the packaged extension in it where one is given.
import { once } from 'node:events';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { spawnGroup, temporaryFolder, type ProcessGroup } from '../cleanup.ts';
import { command } from '../command.ts';
import { cleanEnvironment } from '../environment.ts';
import { installVsCode, type Say, type VsCodeInstallation, type VsCodeVersion } from './vscodeInstall.ts';

export interface VsCodeOptions {
  readonly version: VsCodeVersion;
  /** A packaged extension to install before the start. */
  readonly vsix?: string;
  /** A folder of installed extensions, from `installExtension`; several servers may share it. */
  readonly extensionsDir?: string;
  /** Added to the server's environment, and so to the extension host's. */
  readonly env?: Readonly<Record<string, string>>;
  /** User settings on top of `quietSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folder names of VS Code's own extensions to have, such as `theme-defaults`; all of them where absent. */
  readonly builtIn?: readonly string[];
  /** Folders of unpackaged extensions to have beside VS Code's own. */
  readonly beside?: readonly string[];
  /** Where the server keeps its data; kept afterwards. Without it a temporary folder, removed on `stop`. */
  readonly dataDir?: string;
  /** 0, the default, for any free one. */
  readonly port?: number;
  /** Lets a window load an unpackaged extension, and run a test file inside the extension host. */
  readonly smokeTestDriver?: boolean;
  /** Told what takes time. */
  readonly say?: Say;
}

/** A running VS Code server; open `windowUrl()` in a browser for a window. */
export interface RunningVsCode {
  readonly version: VsCodeVersion;
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Everything the server has printed so far, extension host included. */
  log(): string;
  windowUrl(window?: WindowContent): string;
  stop(): Promise<void>;
}

/** What a window opens with; without a folder it is an empty window. */
export interface WindowContent {
  readonly folder?: string;
  /** An unpackaged extension to load from this absolute path. Needs `smokeTestDriver` from VS Code 1.139 on at the latest. */
  readonly extensionDevelopmentPath?: string;
  /** A CommonJS file exporting `run()` to run inside the extension host. Needs `smokeTestDriver`. */
  readonly extensionTestsPath?: string;
}

/** User settings that keep a fresh VS Code from talking about itself. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
};

/** Starts a server and resolves when it listens. Rejects with the server's own output when it ends before that. */
export async function startVsCode(options: VsCodeOptions): Promise<RunningVsCode> {
  const say = options.say ?? (() => undefined);
  // The server itself says nothing of a port that is taken, and goes on without one.
  if (options.port !== undefined && options.port !== 0) await assertFree(options.port);
  const installation = await installVsCode(options.version, say);
  const temporary = options.dataDir === undefined ? temporaryFolder('vscode') : undefined;
  const dataDir = options.dataDir ?? temporary?.path ?? '';
  // On Linux the sockets of windows go there, which VS Code leaves behind when it is ended.
  const env = { ...serverEnvironment(), XDG_RUNTIME_DIR: dataDir, ...options.env };
  await writeSettings(dataDir, options.settings ?? {});
  if (options.vsix !== undefined)
    await install(installation, options.vsix, ['--server-data-dir', dataDir], env);
  const builtInDir = await builtInFolder(installation, options, dataDir);
  const group = spawnGroup(installation.node, serverArguments(installation, options, dataDir, builtInDir), {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(group);
  const stop = async () => {
    await group.stop();
    temporary?.remove();
  };
  try {
    const port = await listening(group, output);
    const url = `http://127.0.0.1:${port}/`;
    return {
      version: options.version,
      url,
      port,
      dataDir,
      log: () => output.text,
      windowUrl: (content = {}) => windowUrl(url, content),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments(
  installation: VsCodeInstallation,
  options: VsCodeOptions,
  dataDir: string,
  builtInDir: string | undefined,
): string[] {
  return [
    installation.server,
    '--host=127.0.0.1',
    `--port=${options.port ?? 0}`,
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    `--server-data-dir=${dataDir}`,
    ...(options.extensionsDir === undefined ? [] : [`--extensions-dir=${options.extensionsDir}`]),
    ...(builtInDir === undefined ? [] : [`--builtin-extensions-dir=${builtInDir}`]),
    ...(options.smokeTestDriver === true ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** Without an extension gallery: nothing here looks anything up outside this machine. */
function serverEnvironment(): Record<string, string> {
  return { ...cleanEnvironment(), EXTENSIONS_GALLERY: '{}' };
}

/**
 * Writes the user's settings on top of `quietSettings`. A window that is open takes them up when it is reloaded: without its
 * native file watcher the server does not see the change.
 */
export async function writeSettings(
  dataDir: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const folder = join(dataDir, 'data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

/** A folder with links to the extensions that are wanted; undefined where VS Code's own are just right. */
async function builtInFolder(
  { server }: VsCodeInstallation,
  { builtIn, beside = [] }: Pick<VsCodeOptions, 'builtIn' | 'beside'>,
  dataDir: string,
): Promise<string | undefined> {
  if (builtIn === undefined && beside.length === 0) return undefined;
  const own = join(dirname(server), '../extensions');
  const names = builtIn ?? (await readdir(own));
  const folder = join(dataDir, 'built-in');
  await mkdir(folder, { recursive: true });
  for (const path of [...names.map((name) => join(own, name)), ...beside])
    await symlink(path, join(folder, basename(path)), 'dir');
  return folder;
}

/** Installs a packaged extension into a folder of its own, for servers to share. */
export async function installExtension(
  version: VsCodeVersion,
  vsix: string,
  extensionsDir: string,
  say: Say,
): Promise<void> {
  const data = temporaryFolder('vscode');
  const folders = ['--server-data-dir', data.path, '--extensions-dir', extensionsDir];
  await install(await installVsCode(version, say), vsix, folders, serverEnvironment());
  data.remove();
}

async function install(
  { node, server }: VsCodeInstallation,
  vsix: string,
  folders: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  await command(node, [server, '--install-extension', vsix, ...folders], { env });
}

function collect(group: ProcessGroup): { text: string } {
  const output = { text: '' };
  const keep = (chunk: Buffer) => (output.text += chunk.toString());
  group.child.stdout?.on('data', keep);
  group.child.stderr?.on('data', keep);
  return output;
}

/** Rejects where something listens on `port` of the loopback interface. */
async function assertFree(port: number): Promise<void> {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/** Milliseconds a start may take on a busy machine; it usually takes one or two seconds. */
const startTime = 60_000;

/** The port, once the server says that it listens. */
function listening(group: ProcessGroup, output: { readonly text: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const overdue = setTimeout(() => {
      reject(new Error(`The VS Code server did not listen within ${startTime / 1000} s:\n${output.text}`));
    }, startTime);
    overdue.unref();
    const look = () => {
      const port = /Extension host agent listening on (\d+)/.exec(output.text)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    group.child.stdout?.on('data', look);
    group.child.once('error', reject);
    group.child.once('exit', () => reject(new Error(`The VS Code server ended:\n${output.text}`)));
  });
}

function windowUrl(url: string, content: WindowContent): string {
  const query = new URLSearchParams();
  if (content.folder === undefined) query.set('ew', 'true');
  else query.set('folder', content.folder);
  const payload = Object.entries({
    extensionDevelopmentPath: content.extensionDevelopmentPath,
    extensionTestsPath: content.extensionTestsPath,
  }).flatMap(([key, path]) => (path === undefined ? [] : [[key, `vscode-remote://remote${path}`]]));
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${url}?${query.toString()}`;
}
