// What a run inside the extension host tells the runner outside.

/** Full titles; a hook that fails counts as a failed test, as in mocha's own counting. */
export interface SuiteResult {
  readonly passed: string[];
  readonly skipped: string[];
  readonly failed: { readonly test: string; readonly error: string }[];
}
