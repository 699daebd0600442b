// Tools that read import jobs: those of a user pool, and one with its completion message explained.
import { defined } from '../../domain/base/defined.ts';
import { isStoppable, shareDone, wholePercent, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import { explanation, nextSteps } from '../../domain/jobs/jobWords.ts';
import { withoutValues } from './redact.ts';
import type { AgentServices, Tool } from './services.ts';
import { jobOf, poolName, poolOf } from './targets.ts';
import { progressWords } from './words.ts';

/** Jobs per answer; the maximum is the API's own. */
const page = { least: 1, most: 60, usual: 20 };

export const listJobs: Tool = {
  progress: (input) => progressWords.jobs(input.text('userPoolId')),
  run: async (call) => {
    const { input, services, signal } = call;
    const ref = await poolOf(call);
    const nextToken = input.optionalText('page');
    const gateway = await services.jobs.gateway(ref.connectionId);
    const request = defined({ maxResults: input.number('limit', page), nextToken });
    const found = await gateway.listUserImportJobs(ref.userPoolId, request, signal);
    return defined({
      userPool: poolName(call, ref),
      jobs: found.items.map(jobFacts),
      nextPage: found.nextToken,
    });
  },
};

export const getJob: Tool = {
  progress: (input) => progressWords.job(input.text('jobId')),
  run: async (call) => {
    const { ref, job } = await jobOf(call);
    return { userPool: poolName(call, ref), ...jobExplained(call.services, ref, job) };
  },
};

/** A job in the API's words; dates are ISO 8601. Never its upload URL. */
export function jobFacts(job: ImportJob): object {
  return defined({
    jobId: job.jobId,
    jobName: job.jobName,
    status: job.status,
    importedUsers: job.importedUsers,
    skippedUsers: job.skippedUsers,
    failedUsers: job.failedUsers,
    created: date(job.creationDate),
    started: date(job.startDate),
    ended: date(job.completionDate),
  });
}

function jobExplained({ rowsOf }: AgentServices, ref: JobRef, job: ImportJob): object {
  const rows = rowsOf(ref);
  const share = shareDone(job, rows);
  return {
    ...jobFacts(job),
    ...defined({
      completionMessage: job.completionMessage && withoutValues(job.completionMessage),
      passwordHashingAlgorithm: job.passwordHashingAlgorithm,
      rowsOfTheCsv: rows,
      percentDone: share === undefined ? undefined : wholePercent(share),
    }),
    explanation: explanation(job),
    nextSteps: nextSteps(job, 'en'),
    canBeStopped: isStoppable(job.status),
    canBeStarted: job.status === 'Created',
  };
}

function date(value: number | undefined): string | undefined {
  return value === undefined ? undefined : new Date(value).toISOString();
}
