// `npm start`, as a terminal starts and ends it: it serves what it prints, and leaves nothing behind.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { launchBrowser } from '../support/vscode/chromium.ts';
import { spawnGroup, temporaryFolder } from '../support/cleanup.ts';
import { command } from '../support/command.ts';
import { root } from '../support/paths.ts';
import { Workbench } from '../ui/support/workbench.ts';

/** The command lines of all processes that contain `path`. */
async function processesOf(path: string): Promise<readonly string[]> {
  const all = await command('ps', ['-ax', '-o', 'args=']);
  return all.split('\n').filter((line) => line.includes(path));
}

/** Opens a window. Resolves once it shows the view with the default connection in the side bar. */
async function viewIsOpen(url: string): Promise<void> {
  const browser = await launchBrowser((line) => console.log(line));
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const window = new Workbench(page);
    await window.ready();
    await window.tree.row('demo').appears();
  } finally {
    await browser.close();
  }
}

test('the demo serves VS Code and two accounts, and Ctrl-C leaves nothing behind', async (t) => {
  const temporary = temporaryFolder('start');
  t.after(() => temporary.remove());
  const [program = '', ...args] = manifest.scripts.start.split(' ');
  const group = spawnGroup(program, [...args, '--no-open', '--port', '0'], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => group.stop());
  const { child } = group;
  assert.ok(child.stdout && child.pid !== undefined);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exit = once(child, 'exit');
  while (!/^Ready: .*\n/m.test(output) && child.exitCode === null)
    await Promise.race([once(child.stdout, 'data'), exit]);
  const [, url = ''] = /^Ready: (http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(output) ?? [];
  assert.match(await (await fetch(url)).text(), /<html/, output);
  const accounts = [...output.matchAll(/^AWS profile demo\S* \(\S+\): (http\S+)$/gm)].map(
    ([, at]) => at ?? '',
  );
  assert.equal(accounts.length, 2, output);
  await viewIsOpen(url);
  for (const account of accounts) {
    const pools = (await (await fetch(`${account}/_emulator/pools`)).json()) as { pools: unknown[] };
    assert.ok(pools.pools.length > 1);
  }
  assert.notDeepEqual(await processesOf(temporary.path), []);
  assert.notDeepEqual(readdirSync(temporary.path), []);

  // A terminal sends the signal to the whole foreground process group.
  process.kill(-child.pid, 'SIGINT');
  assert.deepEqual(await exit, [130, null]);
  // Killed processes may take a moment to exit, but answer no more.
  for (const address of [url, ...accounts]) await assert.rejects(fetch(address), TypeError);
  const patience = Date.now() + 20_000;
  let left = await processesOf(temporary.path);
  while (left.length > 0 && Date.now() < patience) left = await processesOf(temporary.path);
  assert.deepEqual(left, []);
  assert.throws(() => process.kill(-(child.pid ?? 0), 0), { code: 'ESRCH' });
  assert.deepEqual(readdirSync(temporary.path), []);
});
