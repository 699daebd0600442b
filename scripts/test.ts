// Runs the suites, all or those named, and says on its last line how many tests passed and failed:
// `test.ts [types|lint|unit|adapter|package|host|page|ui|desktop]… [PART OF A TEST FILE'S PATH]… [--vscode VERSION]`.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/support/paths.ts';
import { chosenVersions } from './options.ts';
import { together, type Outcome, type Part, type Suite } from './suites/outcome.ts';
import { suiteGroups, type SuiteChoice } from './suites/suites.ts';

/** Parts in parallel: one with a window leaves half of two cores idle; with more than two, clicks come too late for moving parts. */
const lanes = 2;

// Hundreds of processes load the same modules: a shared compile cache saves a seventh of the CPU time.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/compiled');

interface Finished extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { vscode: { type: 'string', multiple: true } },
});
const named = positionals.filter((word) => Object.hasOwn(suiteGroups, word));
const choice: SuiteChoice = {
  versions: chosenVersions(values.vscode),
  only: positionals.filter((word) => !Object.hasOwn(suiteGroups, word)),
  thorough: named.length > 0,
};
const suites = Object.entries(suiteGroups).flatMap(([name, make]) =>
  // Desktop VS Code is a download and wants a display, so it comes only when called.
  (named.length === 0 ? name !== 'desktop' : named.includes(name)) ? make(choice) : [],
);

if (suites.every(({ parts }) => parts.length === 0)) {
  console.error(`No test file has ${choice.only.join(' or ')} in its path.`);
  process.exitCode = 1;
}
const finished = await runAll(suites);
for (const { name, skipped } of finished) {
  for (const { test, reason } of skipped) console.log(`skipped in ${name}: ${test} (${reason})`);
}
const { passed, failed } = together(finished);
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);

/** In the given order. Suites whose clicks must not come late are last, so that only they run in parallel. */
async function runAll(all: readonly Suite[]): Promise<Finished[]> {
  const done: Finished[] = [];
  const queue = all.flatMap((suite) => {
    let started: number | undefined;
    const outcomes: Outcome[] = [];
    return suite.parts.map((part) => async () => {
      started ??= performance.now();
      outcomes.push(await outcomeOf(part));
      if (outcomes.length < suite.parts.length) return;
      const seconds = (performance.now() - started) / 1000;
      const finished = { ...together(outcomes), name: suite.name, seconds };
      tell(finished, all.length === 1);
      done.push(finished);
    });
  });
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

function outcomeOf(part: Part): Promise<Outcome> {
  return part().catch((error: unknown): Outcome => {
    const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, skipped: [], report };
  });
}

/** Every test by name only where the reader asked for this suite alone or must see what failed. */
function tell({ name, passed, failed, skipped, report, seconds }: Finished, alone: boolean): void {
  if (failed > 0 || alone) console.log(`\n▶ ${name}\n${report.trimEnd()}`);
  const counts = [`${passed} passed`, `${failed} failed`, `${skipped.length} skipped`].join(', ');
  console.log(`${name}: ${counts} (${seconds.toFixed(1)} s)`);
}
