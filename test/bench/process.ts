// Runs a part of the bench in a process of its own, so that what is measured shares its thread with nothing else.
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
