// A suite of node:test files, each in a process of its own.
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { root } from '../../test/support/paths.ts';
import type { Outcome, SkippedTest, Suite } from './outcome.ts';

export interface NodeSuiteOptions {
  readonly name: string;
  /** Globs of the test files, from the checkout's top folder. */
  readonly files: string;
  readonly except?: string;
  /** How many files run at a time. */
  readonly concurrency: number;
  /** See `Suite`. */
  readonly alone?: boolean;
  /** Run only files whose path contains one of these; all where empty. */
  readonly only: readonly string[];
  /** A test that takes longer, in milliseconds, has failed. */
  readonly timeout: number;
  /** Makes what the tests need and resolves with what to add to their environment. */
  readonly prepare?: () => Promise<Readonly<Record<string, string>>>;
}

export function nodeSuite(options: NodeSuiteOptions): Suite {
  const { name, alone = false } = options;
  return { name, alone, run: () => runFiles(options) };
}

async function runFiles(options: NodeSuiteOptions): Promise<Outcome> {
  const { only, concurrency, timeout } = options;
  const files = globSync(options.files, {
    cwd: root,
    exclude: options.except === undefined ? [] : [options.except],
  })
    .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
    .sort(longestFirst);
  if (files.length === 0) {
    return { passed: 0, failed: 1, skipped: [], report: `No test file among ${options.files}.` };
  }
  const env = { ...process.env, ...(await options.prepare?.()) };
  const stream = run({
    files: files.map((file) => join(root, file)),
    concurrency,
    timeout,
    env,
  });
  const skipped: SkippedTest[] = [];
  const counts = { passed: 0, failed: 0 };
  stream.on('test:pass', ({ name, skip, todo, file }) => {
    if (skip !== undefined) skipped.push({ test: name, reason: reason(skip) });
    else if (todo !== undefined)
      skipped.push({ test: `${name} (to do, ${file ?? '?'})`, reason: reason(todo) });
  });
  stream.on('test:summary', (summary) => {
    if (summary.file !== undefined) return;
    counts.passed = summary.counts.passed;
    counts.failed =
      summary.counts.tests - summary.counts.passed - summary.counts.skipped - summary.counts.todo;
    // A file that breaks outside its tests fails no test of its own.
    if (!summary.success && counts.failed === 0) counts.failed = 1;
  });
  let report = '';
  for await (const chunk of stream.compose(new spec())) report += String(chunk);
  return { ...counts, skipped, report };
}

/** The longer a file, the longer it takes, roughly: the last ones to run are short, and end at about the same time. */
function longestFirst(one: string, other: string): number {
  const size = (file: string) => statSync(join(root, file)).size;
  return size(other) - size(one);
}

function reason(value: string | boolean): string {
  return typeof value === 'string' && value !== '' ? value : 'no reason given';
}
