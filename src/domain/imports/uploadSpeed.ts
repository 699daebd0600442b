// The current speed of an upload, not the average, so that a stall shows.

/** A time in milliseconds since the epoch, and the bytes sent by then. */
export type SentMark = readonly [at: number, sentBytes: number];

/** The speed is that of the last five seconds. */
export const speedWindow = 5_000;
/** Marks closer together are merged, so that a fast upload keeps as few as a slow one. Milliseconds. */
export const markSpacing = 250;
/** The speed is unknown for this long after the start. Milliseconds. */
const firstSight = 1_000;

/** The marks worth keeping, oldest first, once `sentBytes` have been sent at `at`. */
export function withMark(marks: readonly SentMark[], at: number, sentBytes: number): readonly SentMark[] {
  const mark: SentMark = [at, sentBytes];
  const last = marks.at(-1);
  // The clock was set back: start again.
  if (!last || at < last[0]) return [mark];
  const lastButOne = marks.at(-2);
  const kept = lastButOne && last[0] - lastButOne[0] < markSpacing ? marks.slice(0, -1) : marks;
  return [...kept.slice(windowStart(kept, at)), mark];
}

/** Bytes per second over the last `speedWindow` before `now`; undefined while unknown. */
export function uploadSpeed(marks: readonly SentMark[], now: number): number | undefined {
  const from = marks[windowStart(marks, now)];
  const last = marks.at(-1);
  if (!from || !last || last[1] === 0 || now - from[0] < firstSight) return undefined;
  return ((last[1] - from[1]) * 1_000) / (now - from[0]);
}

/** Index of the first mark of the window: the last one at or before its start, otherwise the first. */
function windowStart(marks: readonly SentMark[], now: number): number {
  return Math.max(
    0,
    marks.findLastIndex(([at]) => at <= now - speedWindow),
  );
}
