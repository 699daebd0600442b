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
  /** How many files run at a time; absent: each file is a part of its own. */
  readonly concurrency?: number;
  /** Run only files whose path contains one of these, perhaps with other folders between its words; all where empty. */
  readonly only: readonly string[];
  /** A test that takes longer, in milliseconds, has failed. */
  readonly timeout: number;
  /** Prepares the tests and resolves with additions to their environment. */
  readonly prepare?: () => Promise<Readonly<Record<string, string>>>;
}

export function nodeSuite(options: NodeSuiteOptions): Suite {
  const { name, concurrency } = options;
  const files = filesOf(options);
  // The named files belong to another suite of the same run.
  if (files.length === 0 && options.only.length > 0) return { name, parts: [] };
  if (files.length === 0) {
    const report = `No test file among ${options.files}.`;
    return { name, parts: [() => Promise.resolve({ passed: 0, failed: 1, skipped: [], report })] };
  }
  const groups = concurrency === undefined ? files.map((file) => [file]) : [files];
  return { name, parts: groups.map((group) => () => runFiles(group, options)) };
}

function filesOf({ files, except, only }: NodeSuiteOptions): string[] {
  return globSync(files, { cwd: root, exclude: except === undefined ? [] : [except] })
    .filter((file) => only.length === 0 || only.some((part) => isAsked(file, part)))
    .sort(longestFirst);
}

/** Whether the path has the words of `part`, in their order: `ui/stop` is in `test/ui/jobs/stop.test.ts` too. */
function isAsked(file: string, part: string): boolean {
  let from = 0;
  return part.split('/').every((word) => {
    const at = file.indexOf(word, from);
    from = at + word.length;
    return at !== -1;
  });
}

async function runFiles(files: readonly string[], options: NodeSuiteOptions): Promise<Outcome> {
  const { concurrency = 1, timeout, prepare } = options;
  const env = { ...process.env, ...(await prepare?.()) };
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
    // An error outside the tests of a file fails none of its tests.
    if (!summary.success && counts.failed === 0) counts.failed = 1;
  });
  let report = '';
  for await (const chunk of stream.compose(new spec())) report += String(chunk);
  return { ...counts, skipped, report };
}

/** Longer files take longer, roughly: the last ones to run are short and end at about the same time. */
function longestFirst(one: string, other: string): number {
  const size = (file: string) => statSync(join(root, file)).size;
  return size(other) - size(one);
}

function reason(value: string | boolean): string {
  return typeof value === 'string' && value !== '' ? value : 'no reason given';
}
