// GetLogEvents: a window on a stream that moves forward and back by tokens.
import { firstIndex, type LogEvent, type LogEvents } from '../cognito/jobLog.ts';
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

/** Without a token: the latest events, or the first ones with `startFromHead`. At either end the token stays the same. */
export function readStream(log: LogEvents, request: StreamRequest): object {
  const { startTime = 0, endTime = Infinity, limit = defaultLimit } = request;
  const low = firstAt(log, startTime);
  const high = firstAt(log, endTime);
  const token = request.nextToken === undefined ? undefined : parse(request.nextToken);
  let from = request.startFromHead === true ? low : Math.max(low, high - limit);
  if (token?.direction === 'f') from = Math.max(low, token.index);
  if (token?.direction === 'b') from = Math.max(low, token.index - limit);
  const to = token?.direction === 'b' ? Math.min(token.index, high) : Math.min(from + limit, high);
  return {
    events: eventsIn(log, from, to).map(({ event }) => ({ ...event, ingestionTime: event.timestamp })),
    nextForwardToken: `f/${Math.max(from, to)}/s`,
    nextBackwardToken: `b/${from}/s`,
  };
}

/** Events `from` (included) to `to` (not). */
export function eventsIn(log: LogEvents, from: number, to: number): { index: number; event: LogEvent }[] {
  const events: { index: number; event: LogEvent }[] = [];
  for (let index = from; index < to; index++) {
    const event = log.at(index);
    if (event) events.push({ index, event });
  }
  return events;
}

/** Index of the first event at or after `at`; events are sorted by time. */
export function firstAt(log: LogEvents, at: number): number {
  return firstIndex(log.length, (index) => (log.at(index)?.timestamp ?? 0) >= at);
}

function parse(token: string): { readonly direction: string; readonly index: number } {
  const [, direction, index] = /^([fb])\/(\d+)\/s$/.exec(token) ?? [];
  if (direction === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return { direction, index: Number(index) };
}
