// The emulator alone, as a command: `--port N --seed demo|empty|large --speed USERS_PER_SECOND --log-lines file|filled|rows`.
import { parseArgs } from 'node:util';
import { startEmulator, type EmulatorOptions } from './emulator.ts';
import { seedNames } from './seeds/seeds.ts';
import { logLineKinds } from './settings.ts';

const usage =
  'Usage: emulator [--port N] [--seed demo|empty|large] [--speed USERS_PER_SECOND] [--log-lines file|filled|rows]';

class UsageError extends Error {}

/** @throws UsageError with what is wrong. */
function readOptions(args: string[]): EmulatorOptions {
  const { port, seed, speed, 'log-lines': logLines } = parse(args);
  return {
    ...(port === undefined ? {} : { port: number('--port', port, 65_535) }),
    ...(seed === undefined ? {} : { seed: oneOf('--seed', seed, seedNames) }),
    ...(speed === undefined ? {} : { usersPerSecond: number('--speed', speed, 1_000_000) }),
    ...(logLines === undefined ? {} : { logLines: oneOf('--log-lines', logLines, logLineKinds) }),
  };
}

function parse(args: string[]): { port?: string; seed?: string; speed?: string; 'log-lines'?: string } {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { port: text, seed: text, speed: text, 'log-lines': text } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function oneOf<T extends string>(flag: string, text: string, names: readonly T[]): T {
  const known = names.find((name) => name === text);
  if (known === undefined) throw new UsageError(`${flag} must be one of ${names.join(', ')}, not '${text}'`);
  return known;
}

function number(flag: string, text: string, largest: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > largest) {
    throw new UsageError(`${flag} must be a whole number from 0 to ${largest}, not '${text}'`);
  }
  return value;
}

async function main(): Promise<void> {
  const emulator = await startEmulator(readOptions(process.argv.slice(2)));
  const end = (): void => void emulator.close();
  process.once('SIGINT', end).once('SIGTERM', end);
  console.log(`Emulator: ${emulator.url}`);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  console.error(error instanceof Error ? error.message : error);
  if (isUsage) console.error(usage);
  process.exitCode = isUsage ? 2 : 1;
});
