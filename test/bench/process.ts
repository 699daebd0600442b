// Runs a part of the bench in its own process, so that nothing else uses its main thread.
import { join } from 'node:path';
import { command } from '../support/command.ts';

export interface PartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** Runs `test/bench/FILE ARGS…` and parses the last line it prints. */
export async function runPart<T>(
  file: string,
  args: readonly string[] = [],
  { env = {}, nodeOptions = [] }: PartOptions = {},
): Promise<T> {
  const output = await command(process.execPath, [...nodeOptions, join(import.meta.dirname, file), ...args], {
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
  });
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as T;
}
