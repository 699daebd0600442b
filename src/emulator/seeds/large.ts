// The large sample: as many pools as an account may have, twenty finished jobs in each.
import type { Control } from '../control.ts';

const poolCount = 1_000;
const jobsPerPool = 20;
const day = 86_400_000;
const areas = ['orders', 'billing', 'portal', 'support', 'mobile', 'partners', 'loyalty', 'events'] as const;

export function sowLarge(control: Control, now: number): void {
  for (let number = 1; number <= poolCount; number++) {
    const area = areas[number % areas.length] ?? areas[0];
    const created = now - (poolCount - number + 60) * day;
    const pool = control.createPool({ name: `${area}-${String(number).padStart(4, '0')}`, created });
    for (let job = 1; job <= jobsPerPool; job++) {
      const start = now - (jobsPerPool - job + 1) * day - number * 1_000;
      const failed = job % 7 === 0;
      control.createJob({
        userPoolId: pool.id,
        jobName: `import-${String(job).padStart(2, '0')}`,
        created: start - 60_000,
        status: failed ? 'Failed' : 'Succeeded',
        startDate: start,
        completionDate: start + 45_000,
        completionMessage: failed
          ? 'Too many users have failed or been skipped during the import.'
          : 'Import Job Completed Successfully.',
        importedUsers: failed ? 120 : 1_400 + job,
        skippedUsers: job % 3,
        failedUsers: failed ? 900 : job % 5,
      });
    }
  }
}
