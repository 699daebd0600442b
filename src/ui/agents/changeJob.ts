// The tools that change something: they stop or start a job after the user has confirmed it in the extension's own dialog.
import * as vscode from 'vscode';
import { failureOf, type Failure } from '../../domain/connections/failure.ts';
import { isStarted, isStoppable, type JobRef } from '../../domain/jobs/job.ts';
import { startChange } from '../jobs/startJob.ts';
import { stopChange } from '../jobs/stopJob.ts';
import { background } from '../shell/background.ts';
import { confirmChange } from '../shell/confirm.ts';
import { jobFacts } from './jobTools.ts';
import { withoutValues } from './redact.ts';
import type { AgentServices, Tool } from './services.ts';
import { jobOf, poolName } from './targets.ts';
import { progressWords, toolWords } from './words.ts';

export const stopTool: Tool = {
  progress: (input) => progressWords.stop(input.text('jobId')),
  run: async (call) => {
    const { jobs } = call.services;
    const { ref, job } = await jobOf(call);
    if (!isStoppable(job.status))
      return { stopped: false, reason: toolWords.cannotStop(job.status), job: jobFacts(job) };
    const isConfirmed = await confirmChange(jobs, ref, stopChange(job, vscode.env.language));
    // Cancelled while the question was open: nothing is done, whatever the answer was.
    call.signal.throwIfAborted();
    if (!isConfirmed) return { stopped: false, reason: toolWords.declined };
    const outcome = await jobs.stop(ref);
    const isAccepted = outcome.kind === 'accepted';
    return {
      stopped: isAccepted,
      [isAccepted ? 'note' : 'reason']: isAccepted ? toolWords.stopping : toolWords.endedBefore,
      job: jobFacts(outcome.job),
    };
  },
};

export const startTool: Tool = {
  progress: (input) => progressWords.start(input.text('jobId')),
  run: async (call) => {
    const { jobs, importTools, log } = call.services;
    const { ref, job } = await jobOf(call);
    const view = jobs.store.connection(ref.connectionId);
    if (job.status !== 'Created' || !view)
      return { started: false, reason: toolWords.cannotStart(job.status), job: jobFacts(job) };
    const isConfirmed = await confirmChange(jobs, ref, startChange(job));
    call.signal.throwIfAborted();
    if (!isConfirmed) return { started: false, reason: toolWords.declined };
    // Continues, visibly to the user, until the job has ended.
    const importing = importTools().imports.start(job, view.connection, poolName(call, ref));
    background(importing, log);
    const failure = await untilStarted(call.services, ref, importing);
    if (failure) return { started: false, reason: toolWords.notStarted(words(failure)) };
    const now = jobs.store.job(ref);
    return { started: true, ...(now ? { job: jobFacts(now) } : {}) };
  },
};

function words({ message, detail }: Failure): string {
  return detail === undefined ? message : `${message} (${withoutValues(detail)})`;
}

const gaveUp: Failure = { kind: 'unexpected', message: 'The start did not come to an end.' };

/** Resolves as soon as the job runs, or with the reason why it could not be started. Never rejects. */
async function untilStarted(
  { jobs, importTools }: AgentServices,
  ref: JobRef,
  importing: Promise<void>,
): Promise<Failure | undefined> {
  const hasStarted = (): boolean => isStarted(jobs.store.job(ref)?.status ?? 'Created');
  let failure: Failure | undefined;
  const failed = importTools().imports.driver.onProgress((view) => {
    if (view.state.parts.some(({ jobId }) => jobId === ref.jobId)) failure = view.failure ?? failure;
  });
  const started = new Promise<void>((resolve) => {
    const listening = jobs.store.onChange(() => {
      if (!hasStarted()) return;
      listening.dispose();
      resolve();
    });
    void importing.catch(() => undefined).finally(() => listening.dispose());
  });
  try {
    await Promise.race([started, importing]);
    return hasStarted() ? undefined : (failure ?? gaveUp);
  } catch (error) {
    return failureOf(error);
  } finally {
    failed.dispose();
  }
}
