// The emulator alone, as a command: `--port N --seed demo|empty|large --speed USERS_PER_SECOND`.
import { parseArgs } from 'node:util';
import { startEmulator, type EmulatorOptions } from './emulator.ts';
import { seedNames, type SeedName } from './seeds/seeds.ts';

const usage = 'Usage: emulator [--port N] [--seed demo|empty|large] [--speed USERS_PER_SECOND]';

class UsageError extends Error {}

/** @throws UsageError with what is wrong. */
function readOptions(args: string[]): EmulatorOptions {
  const { port, seed, speed } = parse(args);
  return {
    ...(port === undefined ? {} : { port: number('--port', port, 65_535) }),
    ...(seed === undefined ? {} : { seed: seedName(seed) }),
    ...(speed === undefined ? {} : { usersPerSecond: number('--speed', speed, 1_000_000) }),
  };
}

function parse(args: string[]): { port?: string; seed?: string; speed?: string } {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { port: text, seed: text, speed: text } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function seedName(text: string): SeedName {
  const known = seedNames.find((name) => name === text);
  if (!known) throw new UsageError(`--seed must be one of ${seedNames.join(', ')}, not '${text}'`);
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
