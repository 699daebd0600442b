// The suites that need no run: types, and the tools that hold the house rules.
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { command } from '../../test/support/command.ts';
import { root } from '../../test/support/paths.ts';
import { runChecks, type Suite } from './outcome.ts';

const tool = (path: string, ...args: string[]) => {
  return () => command(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: root });
};

/** One check per tsconfig, which is one per environment the code runs in. */
export const types: Suite = {
  name: 'types',
  parts: [
    () =>
      runChecks(
        Object.fromEntries(
          globSync('{src,test,scripts}/**/tsconfig.json', { cwd: root })
            .sort()
            .map((file) => [`tsc -p ${dirname(file)}`, tool('typescript/bin/tsc', '-p', file)]),
        ),
      ),
  ],
};

export const lint: Suite = {
  name: 'lint',
  parts: [
    () =>
      runChecks({
        eslint: tool('eslint/bin/eslint.js', '.', '--max-warnings=0'),
        prettier: tool('prettier/bin/prettier.cjs', '--check', '.'),
        knip: tool('knip/bin/knip.js'),
      }),
  ],
};
