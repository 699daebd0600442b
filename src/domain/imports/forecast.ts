// Estimates how long an import takes, from its number of rows alone.

/**
 * AWS's own export solution publishes its run times: 8.13 minutes for 10,000 users and 56.31 for 100,000, which is about 31
 * users per second for the additional 90,000. AWS promises no speed.
 */
export const serviceUsersPerSecond = 31;

/** Milliseconds for all rows, also of several jobs: they run one after another. */
export function forecast(rows: number): number {
  return (rows / serviceUsersPerSecond) * 1_000;
}
