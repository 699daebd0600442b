// How often a target is read: the intervals, what selects between them, and the back-off of retries. Pure.

/** 'urgent': stopping, or just acted on. 'active': a job is running. 'quiet': none is. */
export type Pace = 'urgent' | 'active' | 'quiet';

/** All values are in milliseconds except `stretch`. */
export interface Cadence {
  /** Between readings while urgent; a reading younger than this counts as fresh. */
  readonly urgent: number;
  /** Between readings while a job runs, on screen in a focused window. */
  readonly active: number;
  /** Between readings while no job runs. */
  readonly quiet: number;
  /** Between readings while hidden, or while the window has no focus. */
  readonly unattended: number;
  /** How long a user's action keeps its target urgent. */
  readonly hurried: number;
  /** How long an urgent target stays urgent while it is hidden. */
  readonly urgentUnattended: number;
  /** Back-off: the least delay of any retry, the upper bound of the first, and the upper bound of all. */
  readonly retryAtLeast: number;
  readonly retryFirst: number;
  readonly retryAtMost: number;
  /** The fraction by which an interval may be longer (never shorter), so that many targets drift apart. */
  readonly stretch: number;
}

/** The quota allows more, but is shared with production. `retryAtMost` is short, so that a recovered network is noticed soon. */
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

/** What selects an interval besides the pace. */
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
 * Milliseconds to the next attempt after `failures` in a row: exponential with full jitter, so that targets that failed together do
 * not all retry together. `random` is in [0, 1).
 */
export function backOffOf(
  failures: number,
  random: number,
  { retryAtLeast, retryFirst, retryAtMost }: Cadence,
): number {
  const bound = Math.min(retryAtMost, retryFirst * 2 ** (failures - 1));
  return Math.max(retryAtLeast, random * bound);
}
