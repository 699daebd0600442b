// Waiting for what must come true, never for a time.
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which something that has not come true counts as never coming: a busy machine's worst, not the usual. */
export const patience = 20_000;

/**
 * Reads until `accept` takes the value, and resolves with it. Rejects with `what` and the last value seen.
 * A reading that throws (an element that has just been replaced) counts as not yet.
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T>,
  accept: (value: T) => boolean,
  limit = patience,
): Promise<T> {
  const until = performance.now() + limit;
  let last = 'nothing could be read';
  while (performance.now() < until) {
    try {
      const value = await read();
      if (accept(value)) return value;
      last = JSON.stringify(value);
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      // A browser that has gone does not come back.
      if (last.includes('has been closed')) break;
    }
    await sleep(40);
  }
  throw new Error(`Never came true (up to ${limit / 1000} s): ${what}. Last seen: ${last}`);
}

/** Whether a text is, or matches, what a test expects. */
export function matches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text === expected : expected.test(text);
}
