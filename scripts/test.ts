// Runs the suites, all or those named, and says on its last line how many tests passed and failed:
// `test.ts [types|lint|unit|adapter|package|host|page|ui|desktop]… [PART OF A TEST FILE'S PATH]… [--vscode VERSION]`.
import { parseArgs } from 'node:util';
import { chosenVersions } from './options.ts';
import type { Outcome, Suite } from './suites/outcome.ts';
import { suiteGroups, type SuiteChoice } from './suites/suites.ts';

/** Suites side by side; two keep a two-core machine busy. */
const lanes = 2;

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

const finished = await runAll(suites);
for (const { name, skipped } of finished) {
  for (const { test, reason } of skipped) console.log(`skipped in ${name}: ${test} (${reason})`);
}
const total = (count: 'passed' | 'failed') => finished.reduce((sum, outcome) => sum + outcome[count], 0);
if (total('failed') > 0) process.exitCode = 1;
console.log(`${total('passed')} passed, ${total('failed')} failed`);

async function runAll(waiting: readonly Suite[]): Promise<Finished[]> {
  const done: Finished[] = [];
  const lane = async (queue: Suite[]) => {
    for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
      const outcome = await finish(suite);
      tell(outcome, waiting.length === 1);
      done.push(outcome);
    }
  };
  const together = waiting.filter(({ alone }) => alone !== true);
  await Promise.all(Array.from({ length: lanes }, () => lane(together)));
  await lane(waiting.filter(({ alone }) => alone === true));
  return done;
}

async function finish(suite: Suite): Promise<Finished> {
  const started = performance.now();
  const outcome = await suite.run().catch((error: unknown): Outcome => {
    const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, skipped: [], report };
  });
  return { ...outcome, name: suite.name, seconds: (performance.now() - started) / 1000 };
}

/** Every test by name only where the reader asked for this suite alone or must see what failed. */
function tell({ name, passed, failed, skipped, report, seconds }: Finished, alone: boolean): void {
  if (failed > 0 || alone) console.log(`\n▶ ${name}\n${report.trimEnd()}`);
  const counts = [`${passed} passed`, `${failed} failed`, `${skipped.length} skipped`].join(', ');
  console.log(`${name}: ${counts} (${seconds.toFixed(1)} s)`);
}
