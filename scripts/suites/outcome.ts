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
  /** Fills the machine by itself, so nothing runs beside it. */
  readonly alone?: boolean;
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
