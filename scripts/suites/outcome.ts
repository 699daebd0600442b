// The outcome of a suite, and how it is printed.

export interface SkippedTest {
  readonly test: string;
  readonly reason: string;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
  /** The output for a person: the tests by name, and every failure in full. */
  readonly report: string;
}

/** Never rejects for a failed test; a rejection counts as one failure. */
export type Part = () => Promise<Outcome>;

export interface Suite {
  readonly name: string;
  /** Parts that may run in parallel, also with parts of other suites. Started in this order. */
  readonly parts: readonly Part[];
}

/** The combined outcome of a suite's parts, or of several suites. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const sum = (count: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[count], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
    report: outcomes.map(({ report }) => report.trimEnd()).join('\n'),
  };
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
