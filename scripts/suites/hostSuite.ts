// The host suite as part of `npm test`, in one VS Code.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleHostSuite } from '../../test/host/bundle.ts';
import type { SuiteResult } from '../../test/host/result.ts';
import { atExit } from '../../test/support/cleanup.ts';
import { root } from '../../test/support/paths.ts';
import type { Outcome, Suite } from './outcome.ts';

/** Bundles the tests, lets `run` execute the bundle in some VS Code, and tells what came of it. */
export function hostSuite(name: string, run: (suiteFile: string) => Promise<SuiteResult>): Suite {
  return {
    name,
    async run() {
      // Inside the checkout, so that the bundle finds mocha.
      const folder = mkdtempSync(join(root, '.vscode-test', 'host-'));
      const remove = () => rmSync(folder, { recursive: true, force: true });
      const forget = atExit(remove);
      try {
        return outcome(await run(await bundleHostSuite(folder)));
      } finally {
        forget();
        remove();
      }
    },
  };
}

function outcome({ passed, skipped, failed }: SuiteResult): Outcome {
  const lines = [
    ...passed.map((test) => `✔ ${test}`),
    ...skipped.map((test) => `﹣ ${test}`),
    ...failed.flatMap(({ test, error }) => [`✖ ${test}`, error]),
  ];
  const none = passed.length + failed.length === 0;
  return {
    passed: passed.length,
    failed: none ? 1 : failed.length,
    skipped: skipped.map((test) => ({ test, reason: 'skipped in the source' })),
    report: none ? 'No host test ran.' : lines.join('\n'),
  };
}
