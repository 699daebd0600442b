// What keeps an import from going on, in words.
import type { Failure } from '../connections/failure.ts';
import type { ImportJob } from '../jobs/job.ts';

export const changed: Failure = {
  kind: 'misconfigured',
  message:
    'The CSV file has changed since it was validated, or is not there any more. Create a new import for it.',
};

/** A job just made that is not as one just made should be. */
export function unusable({ jobName, status }: ImportJob): Failure {
  const message = `The new import job “${jobName}” is ${status} and takes no CSV.`;
  return { kind: 'conflict', message, action: { type: 'retry', withNewJob: true } };
}

export function inTheWay({ jobName, poolName }: { jobName: string; poolName: string }): Failure {
  const message = `“${jobName}” in ${poolName} is running, and an account can run one import job at a time.`;
  return { kind: 'conflict', message };
}
