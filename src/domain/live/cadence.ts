// How often a thing is read: the intervals, what decides between them, and how retries spread out. Pure.

/** 'urgent': stopping, or just acted on. 'active': something is running. 'quiet': nothing is. */
export type Pace = 'urgent' | 'active' | 'quiet';

/** All in milliseconds but `stretch`. */
export interface Cadence {
  /** Between readings while urgent; a reading younger than this is fresh enough for anybody. */
  readonly urgent: number;
  /** Between readings while something runs, on screen in a focused window. */
  readonly active: number;
  /** Between readings while nothing runs. */
  readonly quiet: number;
  /** Between readings while nobody can see the difference: hidden, or the window has no focus. */
  readonly unattended: number;
  /** How long a user's action keeps its target urgent. */
  readonly hurried: number;
  /** How long an urgent target stays so while nobody can see it. */
  readonly urgentUnattended: number;
  /** Back-off: no retry sooner than the first, the first retry's bound, and the bound of all. */
  readonly retryAtLeast: number;
  readonly retryFirst: number;
  readonly retryAtMost: number;
  /** The share an interval may be longer (never shorter), so that many targets drift apart. */
  readonly stretch: number;
}

/** The quota allows for more; it is shared with production. `retryAtMost` is short so that a network that is back is noticed. */
export const cadence: Cadence = {
  urgent: 2_000,
  active: 5_000,
  quiet: 30_000,
  unattended: 30_000,
  hurried: 20_000,
  urgentUnattended: 60_000,
  retryAtLeast: 1_000,
  retryFirst: 4_000,
  retryAtMost: 30_000,
  stretch: 0.05,
};

/** What decides an interval besides the pace. */
interface Circumstances {
  /** On screen, in the window that has the focus. */
  readonly attended: boolean;
  /** Within `hurried` of the user's own action. */
  readonly hurried: boolean;
  /** Within `urgentUnattended` of turning urgent. */
  readonly newlyUrgent: boolean;
}

/** Milliseconds from one reading to the next. */
export function intervalOf(
  pace: Pace,
  circumstances: Circumstances,
  { urgent, active, quiet, unattended }: Cadence,
): number {
  const { attended, hurried, newlyUrgent } = circumstances;
  if (hurried || (pace === 'urgent' && (attended || newlyUrgent))) return urgent;
  if (pace === 'quiet') return quiet;
  return attended ? active : unattended;
}

/**
 * Milliseconds to the next try after `failures` in a row: exponential with full jitter, so that many that failed together do not
 * come back together. `random` is in [0, 1).
 */
export function backOffOf(
  failures: number,
  random: number,
  { retryAtLeast, retryFirst, retryAtMost }: Cadence,
): number {
  const bound = Math.min(retryAtMost, retryFirst * 2 ** (failures - 1));
  return Math.max(retryAtLeast, random * bound);
}
