// How fast an upload is now, not on average: one that stalls is seen to stand still.

/** Bytes that were sent by a moment in milliseconds since the epoch. */
export type SentMark = readonly [at: number, sentBytes: number];

/** The speed is that of the last five seconds. */
export const speedWindow = 5_000;
/** Marks closer together are told as one, so that a fast upload keeps as few as a slow one. Milliseconds. */
export const markSpacing = 250;
/** The first moment says nothing of the speed. Milliseconds. */
const firstSight = 1_000;

/** The marks worth keeping, oldest first, once `sentBytes` have been sent at `at`. */
export function withMark(marks: readonly SentMark[], at: number, sentBytes: number): readonly SentMark[] {
  const mark: SentMark = [at, sentBytes];
  const last = marks.at(-1);
  // A clock that was put back begins anew.
  if (!last || at < last[0]) return [mark];
  const lastButOne = marks.at(-2);
  const kept = lastButOne && last[0] - lastButOne[0] < markSpacing ? marks.slice(0, -1) : marks;
  return [...kept.slice(windowStart(kept, at)), mark];
}

/** Bytes per second over the last `speedWindow` before `now`; undefined as long as that cannot be told. */
export function uploadSpeed(marks: readonly SentMark[], now: number): number | undefined {
  const from = marks[windowStart(marks, now)];
  const last = marks.at(-1);
  if (!from || !last || last[1] === 0 || now - from[0] < firstSight) return undefined;
  return ((last[1] - from[1]) * 1_000) / (now - from[0]);
}

/** Index of the mark that the window begins with: the last one at or before its start, else the first. */
function windowStart(marks: readonly SentMark[], now: number): number {
  return Math.max(
    0,
    marks.findLastIndex(([at]) => at <= now - speedWindow),
  );
}
