// How long an import would take at the service: nothing is measured, it follows from the number of rows.

/**
 * AWS's own export solution publishes its run times: 8.13 minutes for 10,000 users and 56.31 for 100,000, which is 31 users more in each
 * second. AWS promises no speed.
 */
export const serviceUsersPerSecond = 31;

/** Jobs run one after another. Milliseconds. */
export function forecast(rows: number): number {
  return (rows / serviceUsersPerSecond) * 1_000;
}
