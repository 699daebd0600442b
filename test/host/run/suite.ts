// Runs inside the extension host, of the desktop as of the server: every bundled test file beside it, by mocha.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultVariable, type SuiteResult } from './result.ts';

/** The entry VS Code calls. Writes the outcome to the file its environment names and rejects when a test failed. */
export async function run(): Promise<void> {
  // An ES module; the older host's Node hands `require` its namespace, so it is imported.
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
