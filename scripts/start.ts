// The demo: a real VS Code with the packaged extension, connected to a local Cognito with running jobs. Ctrl-C ends everything.
// `start.ts [--no-open] [--port N] [--vscode VERSION]`. The extension: the package in `VSIX`, or one built from this checkout.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from '../src/emulator/emulator.ts';
import { writeAwsFiles, type AwsProfile } from '../test/support/awsFiles.ts';
import { temporaryFolder } from '../test/support/cleanup.ts';
import { root } from '../test/support/paths.ts';
import { installVsCode, newestVersion } from '../test/support/vscode/vscodeInstall.ts';
import { startVsCode } from '../test/support/vscode/vscodeServer.ts';
import { chosenVersion } from './options.ts';
import { packageExtension } from './package.ts';

/** Twice the service's own speed: the big import takes about six minutes. */
const usersPerSecond = 62;

const { values } = parseArgs({
  options: {
    open: { type: 'boolean', default: true },
    port: { type: 'string', default: '0' },
    vscode: { type: 'string', default: newestVersion },
  },
  allowNegative: true,
});
const version = chosenVersion(values.vscode);
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`No port: ${values.port}`);

const say = (line: string) => console.log(line);
say('Packaging the extension and starting its local Cognito …');
const [vsix, profiles] = await Promise.all([
  process.env['VSIX'] ?? packageExtension(),
  startAccounts(),
  installVsCode(version, say),
]);
say(`Starting VS Code ${version} …`);
const vscode = await startVsCode({
  version,
  vsix,
  port,
  // The developer's own AWS files stay untouched and unseen.
  env: { ...writeAwsFiles(temporaryFolder('aws').path, profiles), AWS_PROFILE: 'demo' },
  beside: [join(root, 'scripts/demo')],
  settings: { 'workbench.colorTheme': 'Default Dark Modern' },
});
for (const { name, region, endpoint } of profiles) say(`AWS profile ${name} (${region}): ${endpoint}`);
say(`Ready: ${vscode.url}`);
say('The view is open in the side bar. Ctrl-C ends the demo and leaves nothing behind.');
if (values.open) openBrowser(vscode.url);

/** Two accounts of one company, each with its own Cognito. */
async function startAccounts(): Promise<AwsProfile[]> {
  const accounts = [
    { name: 'demo', region: 'us-east-1', accountId: '111122223333' },
    { name: 'demo-europe', region: 'eu-west-1', accountId: '444455556666' },
  ];
  return Promise.all(
    accounts.map(async ({ name, region, accountId }) => {
      const { url } = await startEmulator({ seed: 'demo', usersPerSecond, region, accountId });
      return { name, region, endpoint: url };
    }),
  );
}

/** Opens `url` in the user's browser, if there is a screen. */
function openBrowser(url: string): void {
  const onScreen = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['cmd', '/c', 'start', ''],
    ...(onScreen === undefined ? {} : { linux: ['xdg-open'] }),
  };
  const [program, ...args] = openers[process.platform] ?? [];
  if (program === undefined) return;
  const browser = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  browser.once('error', () => say('No browser could be opened; open the address above yourself.'));
  browser.unref();
}
