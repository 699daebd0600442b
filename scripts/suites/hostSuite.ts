// The host suite as part of `npm test`, in one VS Code.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { bundleHostSuite } from '../../test/host/run/bundle.ts';
import { newAuthority } from '../../test/adapter/support/certificate.ts';
import {
  emulatorVariable,
  systemCertificatesVariable,
  type SuiteResult,
} from '../../test/host/run/result.ts';
import { writeAwsFiles } from '../../test/support/awsFiles.ts';
import { atExit } from '../../test/support/cleanup.ts';
import { root } from '../../test/support/paths.ts';
import type { Outcome, Part, Suite } from './outcome.ts';

export interface PreparedRun {
  /** The bundled tests: a file that exports `run()`. */
  readonly suite: string;
  /** Points the extension to its own emulator, the tests to the emulator's admin endpoint, and Node to a system's certificates. */
  readonly env: Readonly<Record<string, string>>;
}

/** Bundles the tests, starts an emulator, lets `run` execute the bundle in a VS Code, and returns the outcome. */
export function hostSuite(name: string, run: (prepared: PreparedRun) => Promise<SuiteResult>): Suite {
  const part: Part = async () => {
    // Inside the checkout, so that the bundle finds mocha.
    mkdirSync(join(root, '.vscode-test'), { recursive: true });
    const folder = mkdtempSync(join(root, '.vscode-test', 'host-'));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    const forget = atExit(remove);
    const emulator = await startEmulator({ seed: 'demo', randomSeed: 1 });
    try {
      const suite = await bundleHostSuite(folder);
      const profile = { name: 'default', region: 'us-east-1', endpoint: emulator.url };
      const env = {
        ...writeAwsFiles(folder, [profile]),
        [emulatorVariable]: emulator.url,
        [systemCertificatesVariable]: newAuthority(folder).cert,
      };
      return outcome(await run({ suite, env }));
    } finally {
      await emulator.close();
      forget();
      remove();
    }
  };
  return { name, parts: [part] };
}

function outcome({ passed, skipped, failed }: SuiteResult): Outcome {
  const lines = [
    ...passed.map((test) => `✔ ${test}`),
    ...skipped.map((test) => `﹣ ${test}`),
    ...failed.flatMap(({ test, error }) => [`✖ ${test}`, error]),
  ];
  const none = passed.length + failed.length === 0;
  return {
    passed: passed.length,
    failed: none ? 1 : failed.length,
    skipped: skipped.map((test) => ({ test, reason: 'skipped in the source' })),
    report: none ? 'No host test ran.' : lines.join('\n'),
  };
}
