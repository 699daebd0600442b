// GetLogEvents: a window on a stream that moves forward and back by tokens.
import type { LogEvent, Results } from '../cognito/jobResults.ts';
import { invalidParameter } from '../serviceError.ts';

export interface StreamRequest {
  /** Milliseconds since the epoch; from `startTime` on, before `endTime`. */
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
  readonly nextToken: string | undefined;
  readonly limit: number | undefined;
  readonly startFromHead: boolean | undefined;
}

const defaultLimit = 10_000;

/** Without a token: the latest events, or the first ones with `startFromHead`. The token of an end that is reached stays the same. */
export function readStream(results: Results, request: StreamRequest): object {
  const { startTime = 0, endTime = Infinity, limit = defaultLimit } = request;
  const low = firstAt(results, startTime);
  const high = firstAt(results, endTime);
  const token = request.nextToken === undefined ? undefined : parse(request.nextToken);
  let from = request.startFromHead === true ? low : Math.max(low, high - limit);
  if (token?.direction === 'f') from = Math.max(low, token.index);
  if (token?.direction === 'b') from = Math.max(low, token.index - limit);
  const to = token?.direction === 'b' ? Math.min(token.index, high) : Math.min(from + limit, high);
  return {
    events: eventsIn(results, from, to).map(({ event }) => ({ ...event, ingestionTime: event.timestamp })),
    nextForwardToken: `f/${Math.max(from, to)}/s`,
    nextBackwardToken: `b/${from}/s`,
  };
}

/** Events of the rows `from` (included) to `to` (not). */
export function eventsIn(results: Results, from: number, to: number): { index: number; event: LogEvent }[] {
  const events: { index: number; event: LogEvent }[] = [];
  for (let index = from; index < to; index++) {
    const event = results.at(index);
    if (event) events.push({ index, event });
  }
  return events;
}

/** Index of the first event not before `at`; events are in the order of time. */
export function firstAt(results: Results, at: number): number {
  let low = 0;
  let high = results.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((results.at(middle)?.timestamp ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function parse(token: string): { readonly direction: string; readonly index: number } {
  const [, direction, index] = /^([fb])\/(\d+)\/s$/.exec(token) ?? [];
  if (direction === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return { direction, index: Number(index) };
}
