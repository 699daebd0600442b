// What a run inside the extension host tells the runner outside, through a file named in its environment.
import { existsSync, readFileSync } from 'node:fs';

/** Environment variable with the path of the file to write. */
export const resultVariable = 'HOST_TEST_RESULT';

/** Full titles; a hook that fails counts as a failed test, as in mocha's own counting. */
export interface SuiteResult {
  readonly passed: string[];
  readonly skipped: string[];
  readonly failed: { readonly test: string; readonly error: string }[];
}

/** The result in `path`, or undefined where the run ended before it wrote one. */
export function readResult(path: string): SuiteResult | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SuiteResult) : undefined;
}
