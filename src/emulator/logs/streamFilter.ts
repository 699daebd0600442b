// FilterLogEvents: the events of several streams that match a pattern of plain terms.
import type { LogEvents } from '../cognito/jobLog.ts';
import { invalidParameter } from '../serviceError.ts';
import { eventsIn, firstAt } from './streamPage.ts';

export interface LogStream {
  readonly logStreamName: string;
  readonly log: LogEvents;
}

export interface FilterRequest {
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
  readonly filterPattern: string | undefined;
  readonly nextToken: string | undefined;
  readonly limit: number | undefined;
}

const defaultLimit = 10_000;

/** Reads stream after stream; a token names the next stream and row. */
export function filterEvents(streams: readonly LogStream[], request: FilterRequest): object {
  const { startTime = 0, endTime = Infinity, limit = defaultLimit } = request;
  const matches = pattern(request.filterPattern ?? '');
  const [start, row] = position(request.nextToken);
  const events: object[] = [];
  for (const [number, { logStreamName, log }] of streams.entries()) {
    if (number < start) continue;
    const from = Math.max(firstAt(log, startTime), number === start ? row : 0);
    for (const { index, event } of eventsIn(log, from, firstAt(log, endTime + 1))) {
      if (!matches(event.message)) continue;
      if (events.length === limit) return { events, searchedLogStreams: [], nextToken: `${number}/${index}` };
      const eventId = `${event.timestamp}${String(number).padStart(4, '0')}${String(index).padStart(8, '0')}`;
      events.push({ logStreamName, ...event, ingestionTime: event.timestamp, eventId });
    }
  }
  return { events, searchedLogStreams: [] };
}

/** All terms must match, at least one of those with `?`, and none of those with `-`. Terms with other signs are in double quotes. */
function pattern(text: string): (message: string) => boolean {
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g)].map(
    ([, sign, quoted, bare]) => ({ sign, term: quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '' }),
  );
  if (terms.length === 0 && text.trim() !== '') throw invalidParameter('Invalid filter pattern');
  const signed = (sign: string): string[] =>
    terms.filter((term) => term.sign === sign).map(({ term }) => term);
  const [all, any, none] = [signed(''), signed('?'), signed('-')];
  return (message) =>
    all.every((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
}

function position(token: string | undefined): readonly [stream: number, row: number] {
  if (token === undefined) return [0, 0];
  const [, stream, row] = /^(\d+)\/(\d+)$/.exec(token) ?? [];
  if (stream === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return [Number(stream), Number(row)];
}
