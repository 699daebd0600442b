// Changes the users of a job one after another: the plan, the confirmation, and the pass, which can be paused and resumed.
import { rename, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { FailureError, failureOf } from '../../../domain/connections/failure.ts';
import type { UserPoolDescription } from '../../../domain/gateway/importGateway.ts';
import type { UserGateway } from '../../../domain/gateway/userGateway.ts';
import { jobKey, type ImportJob, type JobRef } from '../../../domain/jobs/job.ts';
import { runRows, type RowAction } from '../../../domain/rows/rowRunner.ts';
import { runOf, type ImportRun } from '../../../domain/users/importRun.ts';
import type { PassHead } from '../../../files/rows/passHead.ts';
import type { HeldPass, Passes } from '../../../files/rows/passes.ts';
import { cancelled } from '../../../files/runTask.ts';
import { background } from '../../shell/background.ts';
import { askChange } from '../../shell/confirm.ts';
import { plain } from '../../shell/escapeText.ts';
import type { CommandId } from '../../shell/ids.ts';
import { followUpReport, tally } from './followUpReport.ts';
import { followUpWords, type FollowUpNouns } from './followUpWords.ts';
import { refused } from '../importedUsers.ts';
import { showMarkdown } from '../showMarkdown.ts';
import { evidenceWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';

/** The members that rows of every kind have. */
export interface FollowUpRow {
  /** The line in the CSV. */
  readonly line: number;
}

export interface FollowUpPlan {
  /** The path of the list of rows. The caller moves or deletes the file. */
  readonly path: string;
  readonly rows: number;
  /** What will happen, who is left alone, and what cannot be undone. */
  readonly consequence: string;
  /** Stored with the pass, for its report. */
  readonly numbers: Readonly<Record<string, number>>;
}

export interface FollowUp<R extends FollowUpRow> {
  /** Stored with passes on disk: never change it. */
  readonly kind: string;
  readonly command: CommandId;
  readonly nouns: FollowUpNouns;
  /** Whether the user must type the pool's name even if the target is not guarded. */
  readonly isGrave: boolean;
  readonly parse: (value: unknown) => R | undefined;
  /** @throws FailureError if the evidence is missing, or there is nothing to do; 'cancelled' when the user cancels. */
  readonly plan: (services: UserServices, ref: JobRef, job: ImportJob) => Promise<FollowUpPlan>;
  /** Runs before the first row, also when a pass is resumed. */
  readonly prepare?: (users: UserGateway, pass: HeldPass<R>, ref: JobRef) => Promise<void>;
  readonly act: (context: ActContext) => Promise<RowAction<R>>;
}

/** What an action needs, in a new pass and in a resumed one. */
export interface ActContext {
  readonly users: UserGateway;
  readonly userPoolId: string;
  readonly run: ImportRun;
  /** The pool's current settings. */
  readonly pool: UserPoolDescription;
  readonly plan: PassHead['plan'];
}

interface Subject {
  readonly ref: JobRef;
  readonly job: ImportJob;
  readonly run: ImportRun;
  readonly begins: () => Promise<void>;
}

/**
 * @param begins is awaited after the user has confirmed, before anything is changed; nothing is changed if it rejects.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function followUp<R extends FollowUpRow>(
  services: UserServices,
  passes: Passes,
  ref: JobRef,
  what: FollowUp<R>,
  begins: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const job = services.jobs.store.job(ref);
  if (!job) return;
  const run = runOf(job);
  if (!run) throw refused(evidenceWords.noDates(job.jobName));
  const subject = { ref, job, run, begins };
  const [interrupted] = await passes.unfinished(what.kind, jobKey(ref));
  const pass = interrupted
    ? await takeUp(services, passes, { ...subject, id: interrupted.id }, what)
    : await begin(services, passes, subject, what);
  if (pass) await drive(services, pass, subject, what);
}

async function begin<R extends FollowUpRow>(
  services: UserServices,
  passes: Passes,
  { ref, job, begins }: Subject,
  { kind, nouns, isGrave, parse, plan: make }: FollowUp<R>,
): Promise<HeldPass<R> | undefined> {
  const plan = await make(services, ref, job);
  try {
    const answer = await askChange(services.jobs, ref, {
      title: nouns.title,
      question: plain(nouns.question(job.jobName)),
      consequence: plan.consequence,
      isGrave,
    });
    if (answer !== 'confirmed') return undefined;
    await begins();
    const write = async (path: string): Promise<number> => {
      await rename(plan.path, path);
      return plan.rows;
    };
    const poolName = services.jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
    const about = { kind, subject: jobKey(ref), name: job.jobName, poolName, plan: plan.numbers };
    return await passes.create(about, write, parse);
  } finally {
    await rm(plan.path, { force: true });
  }
}

/** Resumes a pass that was paused, or whose window is gone. Undefined if the user does not continue it. */
async function takeUp<R extends FollowUpRow>(
  { jobs }: UserServices,
  passes: Passes,
  { ref, job, id, begins }: Subject & { readonly id: string },
  { nouns, isGrave, parse }: FollowUp<R>,
): Promise<HeldPass<R> | undefined> {
  const locale = vscode.env.language;
  const waiting = { location: vscode.ProgressLocation.Window, title: nouns.title };
  const { signal } = new AbortController();
  const pass = await vscode.window.withProgress(waiting, () => passes.claim(id, parse, signal));
  if (pass === 'elsewhere') throw new FailureError({ kind: 'conflict', message: followUpWords.elsewhere });
  if (!pass) return undefined;
  const { finished, total } = pass.rows;
  const answer = await askChange(jobs, ref, {
    title: followUpWords.continue,
    question: plain(followUpWords.interrupted(nouns, job.jobName)),
    consequence: followUpWords.resumeDetail(nouns, { finished, total }, locale),
    isGrave,
    alternative: followUpWords.discard,
  });
  if (answer === 'confirmed') {
    try {
      await begins();
    } catch (error) {
      await pass.release();
      throw error;
    }
    return pass;
  }
  if (answer === 'alternative') await pass.finish();
  else await pass.release();
  return undefined;
}

async function drive<R extends FollowUpRow>(
  services: UserServices,
  pass: HeldPass<R>,
  subject: Subject,
  what: FollowUp<R>,
): Promise<void> {
  const { log } = services;
  const { ref, job } = subject;
  const { nouns, command } = what;
  const locale = vscode.env.language;
  try {
    await withProgress(services, pass, subject, what);
  } catch (error) {
    const { finished, total } = pass.rows;
    await pass.release();
    const failure = failureOf(error);
    if (failure.kind !== 'cancelled') {
      const message = followUpWords.rests(nouns, failure.message, { finished, total }, locale);
      throw new FailureError({ ...failure, message }, { cause: error });
    }
    const text = followUpWords.paused(nouns, job.jobName, { finished, total }, locale);
    offer(text, followUpWords.continue, log, () => vscode.commands.executeCommand(command, ref));
    return;
  }
  const counts = await tally(pass);
  const report = await followUpReport(services, {
    ref,
    job,
    nouns,
    ...counts,
    planned: pass.head.plan ?? {},
  });
  await pass.finish();
  const text = nouns.finished(job.jobName, counts.done, counts.others, locale);
  offer(text, followUpWords.showReport, log, () => showMarkdown(report));
}

async function withProgress<R extends FollowUpRow>(
  { jobs, clock }: UserServices,
  pass: HeldPass<R>,
  { ref, job, run }: Subject,
  { nouns, prepare, act }: FollowUp<R>,
): Promise<void> {
  const locale = vscode.env.language;
  const gateway = await jobs.gateway(ref.connectionId);
  const { users } = gateway.withPriority('rows');
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: plain(nouns.running(job.jobName)),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
    let reported = 0;
    const onProgress = (done: number, total: number): void => {
      const share = done / Math.max(1, total);
      const message = followUpWords.soFar(done, total, locale);
      progress.report({ increment: 100 * (share - reported), message });
      reported = share;
    };
    try {
      await prepare?.(users, pass, ref);
      const { userPoolId } = ref;
      const pool = await gateway.imports.describeUserPool(userPoolId, stop.signal);
      const action = await act({ users, userPoolId, run, pool, plan: pass.head.plan });
      await runRows(pass.rows, action, { clock, lease: pass.lease, signal: stop.signal, onProgress });
    } finally {
      cancelling.dispose();
    }
  });
}

/** Does not wait for the answer. */
function offer(
  text: string,
  button: string,
  log: UserServices['log'],
  act: () => PromiseLike<unknown>,
): void {
  const answered = vscode.window
    .showInformationMessage(plain(text), button)
    .then((answer) => answer && act());
  background(answered, log);
}
