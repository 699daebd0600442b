// What a suite tells of itself, and how it is told.

export interface SkippedTest {
  readonly test: string;
  readonly reason: string;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
  /** What a person reads: the tests by name, and every failure in full. */
  readonly report: string;
}

/** One part of `npm test`. Never rejects for a failed test; a rejection counts as one failure. */
export interface Suite {
  readonly name: string;
  /**
   * Beside what it runs: two suites `together`; `last`, after those, what keeps two cores busy by itself; and in the `background` of
   * all of them what takes only the CPU time that they leave.
   */
  readonly runs: 'together' | 'last' | 'background';
  run(): Promise<Outcome>;
}

/** Runs named checks one after another; each is one test, failing with what it rejects with. */
export async function runChecks(checks: Readonly<Record<string, () => Promise<unknown>>>): Promise<Outcome> {
  const lines: string[] = [];
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      lines.push(`✔ ${name}`);
    } catch (error) {
      failed += 1;
      lines.push(`✖ ${name}`, error instanceof Error ? error.message : String(error));
    }
  }
  return { passed: Object.keys(checks).length - failed, failed, skipped: [], report: lines.join('\n') };
}
