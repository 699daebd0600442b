// The tool that reads why rows of a job failed or were skipped: reasons with the lines of the CSV, and how certain those are.
import { defined } from '../../domain/base/defined.ts';
import type { ResultGroup, Results } from '../../protocol/panel.ts';
import { withoutValues } from './redact.ts';
import type { Tool } from './services.ts';
import { jobOf, poolName } from './targets.ts';
import { progressWords, toolWords } from './words.ts';

export const getFailures: Tool = {
  progress: (input) => progressWords.failures(input.text('jobId')),
  run: async (call) => {
    const { ref, job } = await jobOf(call);
    const results = await call.services.results().read(ref, call.token);
    return {
      userPool: poolName(call, ref),
      jobId: job.jobId,
      jobName: job.jobName,
      status: job.status,
      ...failureFacts(results),
    };
  },
};

function failureFacts(results: Results): object {
  const { groups, hiddenGroups, numbering, note, csv, csvNote } = results;
  return defined({
    failedRows: results.failed,
    skippedRows: results.skipped,
    // While the job runs: the log covers all rows that it had counted when it was asked for.
    logIsComplete: results.state === 'complete',
    note: results.state === 'reading' ? toolWords.running : note,
    csv,
    csvNote,
    lineNumbers: numbering?.text,
    linesAreCertain: numbering?.isCertain,
    warning: numbering?.isCertain === false ? toolWords.unnumbered : undefined,
    reasons: groups.map(reasonFacts),
    moreReasons: hiddenGroups > 0 ? hiddenGroups : undefined,
  });
}

function reasonFacts({ outcome, reason, count, lines }: ResultGroup): object {
  return { outcome, reason: withoutValues(reason), rows: count, firstLines: lines };
}
