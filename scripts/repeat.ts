// Runs the suites several times and prints a table of the runs and of the tests that failed in any of them:
// `repeat.ts N [suite or part of a test file's path]… [--vscode VERSION] [--busy LOOPS]`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { root } from '../test/support/paths.ts';

interface Run {
  readonly seconds: number;
  /** The runner's last line: how many tests passed and failed. */
  readonly result: string;
  readonly isGreen: boolean;
  readonly failures: readonly string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    vscode: { type: 'string', multiple: true, default: [] },
    // Endless loops beside the tests: each uses as much of a core as it gets, like a developer's other programs.
    busy: { type: 'string', default: '0' },
  },
});
const [times, ...suites] = positionals;
const count = Number(times);
if (!Number.isInteger(count) || count < 1) {
  console.error('Usage: npm run test:repeat -- N [suite]… [--vscode VERSION] [--busy LOOPS]');
  process.exit(2);
}
const versions = values.vscode.flatMap((version) => ['--vscode', version]);
const loops = Array.from({ length: Number(values.busy) }, () => new Worker('for (;;);', { eval: true }));

const runs: Run[] = [];
for (let number = 1; number <= count; number += 1) {
  const run = await runOnce([...suites, ...versions]);
  runs.push(run);
  const failed = run.failures.length === 0 ? '' : ` · ${run.failures.join(' · ')}`;
  console.log(
    `| ${number} | ${run.isGreen ? 'green' : 'RED'} | ${run.result} | ${run.seconds.toFixed(0)} s |${failed}`,
  );
}
await Promise.all(loops.map((loop) => loop.terminate()));

const green = runs.filter(({ isGreen }) => isGreen).length;
for (const [test, failures] of failuresByTest(runs)) console.log(`${failures} of ${count}: ${test}`);
console.log(
  `${green} of ${count} runs green (${suites.join(' ') || 'all suites'}; busy loops: ${values.busy})`,
);
if (green < count) process.exitCode = 1;

/** One run of the test program, in a process of its own as `npm test` has it. */
async function runOnce(args: readonly string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'scripts/test.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - started) / 1000;
  const result = output.trimEnd().split('\n').at(-1) ?? '';
  return { seconds, result, isGreen: code === 0, failures: failedTests(output) };
}

/** The names that the reporter marks as failed, each once. */
function failedTests(output: string): readonly string[] {
  const names = [...output.matchAll(/^\s*✖ (.+?)(?: \([\d.]+ms\))?$/gm)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => name !== 'failing tests:');
}

function failuresByTest(all: readonly Run[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of all.flatMap(({ failures }) => failures)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
