// The emulator as a command: what it prints, and how it ends.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { once } from 'node:events';
import { spawnGroup } from '../../support/cleanup.ts';
import { tryCommand } from '../../support/command.ts';
import { root } from '../../support/paths.ts';

const cli = join(root, 'src/emulator/cli.ts');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`prints its address, serves its sample, and ends cleanly on ${signal}`, async () => {
    const group = spawnGroup(
      process.execPath,
      [cli, '--port', '0', '--seed', 'demo', '--speed', '120', '--log-lines', 'rows'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const { child } = group;
    assert.ok(child.stdout);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    while (!output.includes('\n')) await once(child.stdout, 'data');
    const [, url] = /^Emulator: (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output) ?? [];
    assert.ok(url, output);
    const pools = (await (await fetch(`${url}/_emulator/pools`)).json()) as { pools: { name: string }[] };
    assert.ok(pools.pools.some(({ name }) => name === 'customers-production'));
    const settings = (await (await fetch(`${url}/_emulator/settings`)).json()) as object;
    assert.deepEqual({ ...settings, usersPerSecond: 120, logLines: 'rows' }, settings);
    child.kill(signal);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    await group.stop();
  });
}

for (const [args, words] of [
  [['--bogus'], /--bogus/],
  [['--port', '70000'], /--port must be a whole number from 0 to 65535, not '70000'/],
  [['--seed', 'tulips'], /--seed must be one of demo, empty, large, not 'tulips'/],
  [['--log-lines', 'pages'], /--log-lines must be one of file, filled, rows, not 'pages'/],
  [['--speed', 'fast'], /--speed must be a whole number/],
  [['extra'], /extra/],
] as const) {
  test(`refuses ${args.join(' ')} with its usage`, async () => {
    const { code, output } = await tryCommand(process.execPath, [cli, ...args]);
    assert.equal(code, 2);
    assert.match(output, words);
    assert.match(output, /^Usage: /m);
  });
}
