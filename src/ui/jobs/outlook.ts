// A job's progress and time left, as the tree and the status bar show them.
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { Outlook } from '../../domain/jobs/jobWords.ts';
import { remaining } from '../../protocol/pace.ts';

/** @param rows the row count of the job's CSV, if it is known. */
export function outlookOf(jobs: JobService, ref: JobRef, job: ImportJob, rows: number | undefined): Outlook {
  if (rows === undefined) return { rows, timeLeft: undefined };
  return { rows, timeLeft: remaining({ ...job, samples: jobs.samplesOf(ref, job), totalRows: rows }) };
}
