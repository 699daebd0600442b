// How the runner and the tests inside the extension host communicate: environment variables, and a result file named in one of them.
import { existsSync, readFileSync } from 'node:fs';

/** Environment variable with the path of the file to write. */
export const resultVariable = 'HOST_TEST_RESULT';

/** Environment variable with the URL of the emulator that the default AWS profile leads to. */
export const emulatorVariable = 'EMULATOR_URL';

/** Environment variable with the path of the folder in which the VS Code that runs the tests keeps its user's data. */
export const userDataVariable = 'HOST_TEST_USER_DATA';

/**
 * Environment variable with the path of a certificate file that Node treats as the system's. It holds the tests' authority, whose key
 * lies beside it.
 */
export const systemCertificatesVariable = 'SSL_CERT_FILE';

/** Full titles; a hook that fails counts as a failed test, as in mocha's own counting. */
export interface SuiteResult {
  readonly passed: string[];
  readonly skipped: string[];
  readonly failed: { readonly test: string; readonly error: string }[];
}

/** The result in `path`, or undefined if the run ended before it wrote one. */
export function readResult(path: string): SuiteResult | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SuiteResult) : undefined;
}
