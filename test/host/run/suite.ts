// Runs inside the extension host of desktop or server: runs every bundled test file beside it with mocha.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultVariable, type SuiteResult } from './result.ts';

/** The entry point for VS Code. Writes the result to the file that the environment names; rejects if a test failed. */
export async function run(): Promise<void> {
  // An ES module: with `require`, the older host's Node would return its namespace.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: 'spec', color: false });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  }
  const result = await new Promise<SuiteResult>((resolve) => {
    const done: SuiteResult = { passed: [], skipped: [], failed: [] };
    mocha
      .run(() => resolve(done))
      .on('pass', (test) => done.passed.push(test.fullTitle()))
      .on('pending', (test) => done.skipped.push(test.fullTitle()))
      .on('fail', (test, error: Error) =>
        done.failed.push({ test: test.fullTitle(), error: error.stack ?? error.message }),
      );
  });
  const path = process.env[resultVariable];
  if (path !== undefined) writeFileSync(path, JSON.stringify(result));
  if (result.failed.length > 0) throw new Error(`${result.failed.length} host tests failed.`);
}
