// After a trial: shows its result, and asks what to do with the rest and with the users that it has imported.
import * as vscode from 'vscode';
import { FailureError, failureOf } from '../../../domain/connections/failure.ts';
import { partJob, type ImportState } from '../../../domain/imports/import.ts';
import type { JobRef } from '../../../domain/jobs/job.ts';
import type { JobService } from '../../../domain/jobs/jobService.ts';
import { withoutValues } from '../../agents/redact.ts';
import type { ResultTools } from '../../results/resultTools.ts';
import type { FailureHelp } from '../../shell/failureHelp.ts';
import { plain } from '../../shell/escapeText.ts';
import { confirmTyping, isGuarded, placeOf } from '../../shell/guard.ts';
import { systemClock } from '../../shell/systemClock.ts';
import type { UserTools } from '../../users/userTools.ts';
import { age, importName } from '../importWords.ts';
import { trialButtons as buttons, trialWords as words, type TrialReason } from './trialWords.ts';

export interface TrialServices {
  readonly jobs: JobService;
  readonly results: () => ResultTools;
  readonly users: () => UserTools;
  readonly help: FailureHelp;
}

export type TrialAnswer = 'rest' | 'undo' | 'keep' | undefined;

/** How long the question waits for the job's log, which arrives after the job has ended. Milliseconds. */
const reasonsTime = 10_000;
/** A trial that ended less than this ago "has ended", without a time. Milliseconds. */
const justNow = 60_000;

export class Trials {
  readonly #services: TrialServices;

  constructor(services: TrialServices) {
    this.#services = services;
  }

  /** Undefined if the user closes the question. */
  async ask(state: ImportState): Promise<TrialAnswer> {
    const locale = vscode.env.language;
    const since = systemClock.now() - state.savedAt;
    const reasons = await this.#reasons(state);
    const ago = since < justNow ? undefined : age(since, locale);
    const message = plain(words.question(importName(state), state, reasons, ago, locale));
    const hasUsers = (state.parts[0]?.result?.importedUsers ?? 0) > 0;
    const shown = hasUsers ? [buttons.undo, buttons.keep] : [buttons.stop];
    const isBad = state.parts[0]?.result?.status !== 'Succeeded';
    const show = isBad ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const answer = await show(message, buttons.rest, ...shown);
    return answer === undefined ? undefined : answers[answer];
  }

  /** For a guarded pool the user types its name again: this answer may come days after the first one. */
  async confirmRest({ connection, userPoolId, poolName }: ImportState): Promise<boolean> {
    const { jobs } = this.#services;
    jobs.addConnection(connection);
    const place = await placeOf(jobs, { connectionId: connection.id, userPoolId }, poolName);
    return !place || !isGuarded(place) || (await confirmTyping(poolName, words.restTitle));
  }

  /**
   * Undoes the import of the trial. Never rejects: a failure is shown.
   * @param giveUp gives up the rest, right before the first user is deleted; nothing is deleted if that is not possible.
   * @returns whether the rest was given up.
   */
  async undo(state: ImportState, giveUp: () => Promise<boolean>): Promise<boolean> {
    const { users, help } = this.#services;
    const ref = partJob(state, 0);
    let isGivenUp = false;
    try {
      if (!ref) throw new Error('The trial has no job.');
      await this.#ensureKnown(state, ref);
      await users().undo(ref, async () => {
        if (!(await giveUp()))
          throw new FailureError({ kind: 'conflict', message: plain(words.decided(importName(state))) });
        isGivenUp = true;
      });
    } catch (error) {
      help.show(failureOf(error), error);
    }
    return isGivenUp;
  }

  /** Reads the job if this window has not done so yet. @throws FailureError */
  async #ensureKnown({ connection, userPoolId, poolName }: ImportState, ref: JobRef): Promise<void> {
    const { jobs } = this.#services;
    jobs.addConnection(connection);
    if (jobs.store.job(ref)) return;
    const gateway = await jobs.gateway(connection.id);
    const { signal } = new AbortController();
    jobs.report(ref, poolName, await gateway.describeUserImportJob(userPoolId, ref.jobId, signal));
  }

  /** Why rows failed; empty if the job is unknown here, since an offer at a window's start calls no API. Never rejects. */
  async #reasons(state: ImportState): Promise<readonly TrialReason[]> {
    const { jobs, results } = this.#services;
    const ref = partJob(state, 0);
    if (!ref || !jobs.store.job(ref) || state.parts[0]?.result?.failedUsers === 0) return [];
    const stop = new vscode.CancellationTokenSource();
    const timer = systemClock.schedule(reasonsTime, () => stop.cancel());
    try {
      const { groups } = await results().read(ref, stop.token);
      return groups
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ reason, count }) => ({ reason: withoutValues(reason), count }));
    } catch {
      // The log may not be read or has not arrived: the counters are enough here, and the panel shows why.
      return [];
    } finally {
      timer.dispose();
      stop.dispose();
    }
  }
}

const answers: Readonly<Record<string, TrialAnswer>> = {
  [buttons.rest]: 'rest',
  [buttons.undo]: 'undo',
  [buttons.keep]: 'keep',
  [buttons.stop]: 'keep',
};
