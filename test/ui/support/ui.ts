// What a ui test file needs: the emulator, a real VS Code with the packaged extension connected to it, and windows.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, type TestContext } from 'node:test';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/emulator.ts';
import { writeAwsFiles, type AwsProfile } from '../../support/awsFiles.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { root } from '../../support/paths.ts';
import { isVsCodeVersion, newestVersion, type VsCodeVersion } from '../../support/vscode/vscodeInstall.ts';
import { startVsCode, type RunningVsCode, type WindowContent } from '../../support/vscode/vscodeServer.ts';
import { launchUserBrowser, warmCache, type UserBrowser } from '../../support/vscode/warmBrowser.ts';
import { colorThemes, type ThemeKind } from './colorThemes.ts';
import { patience } from './eventually.ts';
import { Workbench } from './workbench.ts';

export interface UiOptions {
  /** The demo sample, the same each time, where absent. */
  readonly emulator?: EmulatorOptions;
  /** The user's AWS profiles; one named `default` to the emulator where absent. */
  readonly profiles?: (emulator: Emulator) => readonly AwsProfile[];
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: ThemeKind;
  /** All of VS Code's own extensions, as a user has them, not those alone that the tests look at. */
  readonly allBuiltIn?: boolean;
  /** Folders of extensions to have beside ours. */
  readonly extensions?: readonly string[];
}

/** What a window shows comes from these; starting the others is a fifth of the CPU time that a window takes to start. */
const builtIn = ['theme-defaults', 'theme-seti', 'json', 'log'];

interface WindowOptions extends WindowContent {
  /** Shares the storage of this window, as two windows of one user do. A user of their own where absent. */
  readonly beside?: Workbench;
  readonly width?: number;
  readonly height?: number;
}

export interface Ui {
  readonly version: VsCodeVersion;
  readonly emulator: Emulator;
  readonly vscode: RunningVsCode;
  /** The folder with the AWS files `config` and `credentials`. */
  readonly awsFolder: string;
  openWindow(options?: WindowOptions): Promise<Workbench>;
}

/**
 * Starts everything before the tests of the file (or `describe`) it is called in and ends it after them. Windows are closed
 * after each test; of a failed one, pictures and logs go to `test/ui/output`.
 *
 * Which VS Code: `VSCODE_VERSION`. The extension: what is installed in `EXTENSIONS_DIR`, else the package in `VSIX`, else the checkout as it
 * was last built.
 */
export function useUi(options: UiOptions = {}): () => Ui {
  let session: Session | undefined;
  before(async () => {
    session = await Session.start(options);
  });
  afterEach(async (t) => {
    // The hook's context is the test's own, of which @types/node does not know all.
    await session?.closeWindows(t as TestContext & { readonly passed: boolean });
  });
  after(async () => {
    await session?.stop();
  });
  return () => {
    if (session === undefined) throw new Error('The ui is there only inside tests and their hooks.');
    return session;
  };
}

class Session implements Ui {
  readonly version: VsCodeVersion;
  readonly emulator: Emulator;
  readonly vscode: RunningVsCode;
  readonly awsFolder: string;
  /** What browsers start with. */
  readonly #cache: string;
  readonly #removeFolder: () => void;
  readonly #windows = new Map<Workbench, { readonly browser: UserBrowser; readonly console: string[] }>();

  private constructor(
    started: Pick<Ui, 'version' | 'emulator' | 'vscode' | 'awsFolder'>,
    cache: string,
    removeFolder: () => void,
  ) {
    this.version = started.version;
    this.emulator = started.emulator;
    this.vscode = started.vscode;
    this.awsFolder = started.awsFolder;
    this.#cache = cache;
    this.#removeFolder = removeFolder;
  }

  static async start(options: UiOptions): Promise<Session> {
    const version = wantedVersion();
    const folder = temporaryFolder('aws');
    const emulator = await startEmulator(options.emulator ?? { seed: 'demo', randomSeed: 1 });
    const profiles = options.profiles?.(emulator) ?? [
      { name: 'default', region: 'us-east-1', endpoint: emulator.url },
    ];
    const { VSIX: vsix, EXTENSIONS_DIR: extensionsDir } = process.env;
    const vscode = await startVsCode({
      version,
      ...(extensionsDir !== undefined
        ? { extensionsDir }
        : vsix !== undefined
          ? { vsix }
          : { smokeTestDriver: true }),
      env: { ...writeAwsFiles(folder.path, profiles), ...options.env },
      ...(options.allBuiltIn === true ? {} : { builtIn }),
      ...(options.extensions === undefined ? {} : { beside: options.extensions }),
      settings: { ...testSettings(version, options.theme ?? 'dark'), ...options.settings },
      say: (line) => console.log(line),
    });
    const cache = await warmCache(version, (line) => console.log(line));
    const started = { version, emulator, vscode, awsFolder: folder.path };
    return new Session(started, cache, () => folder.remove());
  }

  async openWindow({
    beside,
    width = 1280,
    height = 900,
    ...content
  }: WindowOptions = {}): Promise<Workbench> {
    const browser = await this.#browser(beside);
    const page = await browser.context.newPage();
    await page.setViewportSize({ width, height });
    page.setDefaultTimeout(patience);
    const log: string[] = [];
    page.on('console', (message) => log.push(`${message.type()}: ${message.text()}`));
    const window = new Workbench(page);
    this.#windows.set(window, { browser, console: log });
    const development = process.env['VSIX'] === undefined ? { extensionDevelopmentPath: root } : {};
    await page.goto(browser.addressOf(this.vscode.windowUrl({ ...development, ...content })));
    await window.ready();
    return window;
  }

  async #browser(beside: Workbench | undefined): Promise<UserBrowser> {
    const shared = beside && this.#windows.get(beside)?.browser;
    return shared ?? launchUserBrowser(this.vscode, this.#cache, (line) => console.log(line));
  }

  async closeWindows(test: TestContext & { readonly passed: boolean }): Promise<void> {
    const windows = [...this.#windows];
    if (!test.passed) await this.#keepEvidence(test.fullName, windows);
    this.#windows.clear();
    for (const [window] of windows) await window.close();
    for (const browser of new Set(windows.map(([, { browser }]) => browser))) await browser.close();
    // A browser's storage ends with it; what the extension keeps on this machine would reach the next test.
    const stored = join(
      this.vscode.dataDir,
      'data/User/globalStorage/cognito-import-jobs.cognito-import-jobs',
    );
    rmSync(stored, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }

  async #keepEvidence(
    test: string,
    windows: readonly (readonly [Workbench, { readonly console: string[] }])[],
  ): Promise<void> {
    const folder = join(root, 'test/ui/output');
    mkdirSync(folder, { recursive: true });
    const name = `${test} ${this.version}`.replaceAll(/[^\w.]+/g, '-').slice(0, 120);
    for (const [index, [{ page }, { console }]] of windows.entries()) {
      writeFileSync(join(folder, `${name}-${index + 1}.log`), console.join('\n'));
      if (!page.isClosed()) await page.screenshot({ path: join(folder, `${name}-${index + 1}.png`) });
    }
    writeFileSync(join(folder, `${name}-server.log`), this.vscode.log());
  }

  async stop(): Promise<void> {
    await this.vscode.stop();
    await this.emulator.close();
    this.#removeFolder();
  }
}

function wantedVersion(): VsCodeVersion {
  const asked = process.env['VSCODE_VERSION'] ?? newestVersion;
  if (!isVsCodeVersion(asked)) throw new Error(`VSCODE_VERSION is ${asked}, which is not installed by us.`);
  return asked;
}

function testSettings(version: VsCodeVersion, theme: ThemeKind): Record<string, unknown> {
  return {
    'workbench.colorTheme': colorThemes[version][theme],
    // The user's system says nothing about the theme.
    'window.autoDetectColorScheme': false,
    'window.autoDetectHighContrast': false,
    // A busy machine hands the focus back late, and would close the palette that was opened meanwhile.
    'workbench.quickOpen.closeOnFocusLost': false,
    // Tooltips at once, where the pointer comes to rest.
    'workbench.hover.delay': 0,
  };
}
