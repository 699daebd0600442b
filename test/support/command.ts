// Runs a program to its end and keeps its output.
import { spawnGroup } from './cleanup.ts';

/** How a program ended; `output` is stdout and stderr as they came. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `file` with no input and resolves with how it ended, whatever that was. Rejects when it cannot be started. */
export async function tryCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const group = spawnGroup(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => (output += chunk.toString());
  group.child.stdout?.on('data', keep);
  group.child.stderr?.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    group.child.once('error', reject);
    group.child.once('close', resolve);
  });
  await group.stop();
  return { code, output };
}

/** Runs `file` and resolves with its output; rejects with that output when it does not end with 0. */
export async function command(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, output } = await tryCommand(file, args, options);
  if (code !== 0)
    throw new Error(`${[file, ...args].join(' ')} ended with ${code ?? 'a signal'}:\n${output}`);
  return output;
}
