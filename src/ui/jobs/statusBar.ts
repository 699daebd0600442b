// The one status-bar item: which followed jobs run, and for a while how one ended. Drawn anew from what is known, never patched.
import * as vscode from 'vscode';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import type { Completion, FollowedJob } from '../../domain/live/follower.ts';
import type { Clock } from '../../domain/base/clock.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { counters, ending, progressWords } from '../../domain/jobs/jobWords.ts';
import { commands } from '../shell/ids.ts';
import type { IsToldElsewhere } from './notices.ts';
import { outlookOf } from './outlook.ts';
import type { RowsOf } from '../panel/panelSnapshot.ts';
import { shortReason } from '../tree/rows.ts';
import { plain, plainStart } from '../shell/escapeText.ts';

/** How long a result stays when nobody clicks it, in milliseconds. */
const resultTime = 60_000;

export class StatusBar extends Owner {
  readonly #jobs: JobService;
  readonly #rowsOf: RowsOf;
  readonly #clock: Clock;
  readonly #item: vscode.StatusBarItem;
  #results: readonly Completion[] = [];
  #expiry: Disposable | undefined;
  #drawing = false;

  constructor(jobs: JobService, clock: Clock, rowsOf: RowsOf, isToldElsewhere: IsToldElsewhere) {
    super();
    this.#jobs = jobs;
    this.#rowsOf = rowsOf;
    this.#clock = clock;
    this.#item = this.own(vscode.window.createStatusBarItem('jobs', vscode.StatusBarAlignment.Left, 10));
    this.#item.name = 'Cognito Import Jobs';
    this.#item.command = commands.showFollowedJobs;
    this.own(jobs.store.onChange(() => this.#draw()));
    this.own(jobs.follower.onChange(() => this.#draw()));
    this.own(
      jobs.follower.onCompletion((completion) => {
        if (!isToldElsewhere(completion.followed.ref)) this.#show(completion);
      }),
    );
  }

  /** The results that are on show, newest first. Reading them is a click: they leave. */
  takeResults(): readonly Completion[] {
    const results = this.#results;
    this.#clear();
    return results;
  }

  override dispose(): void {
    this.#expiry?.dispose();
    super.dispose();
  }

  #show(completion: Completion): void {
    this.#results = [completion, ...this.#results];
    this.#expiry?.dispose();
    this.#expiry = this.#clock.schedule(resultTime, () => this.#clear());
    this.#draw();
  }

  #clear(): void {
    this.#results = [];
    this.#expiry?.dispose();
    this.#draw();
  }

  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    setImmediate(() => {
      this.#drawing = false;
      if (!this.isDisposed) this.#render();
    });
  }

  #render(): void {
    const locale = vscode.env.language;
    const followed = this.#jobs.follower.jobs();
    const text =
      this.#results.length > 0 ? resultText(this.#results, locale) : this.#runningText(followed, locale);
    if (text === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = text;
    this.#item.tooltip = this.#tooltip(followed, locale);
    this.#item.accessibilityInformation = {
      label: `Cognito import jobs: ${text.replace(/\$\([^)]*\)\s*/g, '')}`,
    };
    this.#item.show();
  }

  #runningText(followed: readonly FollowedJob[], locale: string): string | undefined {
    // A job that nobody has started is followed too, but there is nothing to watch yet.
    const running = followed.filter(
      ({ ref, lastSeen }) => (this.#jobs.store.job(ref)?.status ?? lastSeen) !== 'Created',
    );
    const [first] = running;
    if (!first) return undefined;
    for (const { ref, jobName } of running) {
      const failure =
        this.#jobs.store.connection(ref.connectionId)?.failure ?? this.#jobs.store.pool(ref)?.failure;
      if (failure) return `$(warning) ${plainStart(jobName)}: ${shortReason(failure)}`;
    }
    if (running.length > 1) return `$(sync~spin) ${running.length.toLocaleString(locale)} imports`;
    const job = this.#jobs.store.job(first.ref);
    if (!job) return `$(sync~spin) ${plainStart(first.jobName)}`;
    const outlook = outlookOf(this.#jobs, first.ref, job, this.#rowsOf(first.ref));
    const words = progressWords(job, outlook, locale).join(' · ');
    return `$(sync~spin) ${plainStart(first.jobName)} ${words || job.importedUsers.toLocaleString(locale)}`;
  }

  #tooltip(followed: readonly FollowedJob[], locale: string): string {
    const running = followed.map(({ ref, jobName }) => {
      const job = this.#jobs.store.job(ref);
      const name = plain(jobName);
      return job ? `${name}: ${job.status} · ${counters(job, locale)}` : name;
    });
    return [...this.#results.map(({ job }) => plain(ending(job, locale))), ...running].join('\n');
  }
}

function resultText(results: readonly Completion[], locale: string): string | undefined {
  const [first] = results;
  if (!first) return undefined;
  const anyFailed = results.some(({ job }) => job.status === 'Failed');
  const icon = anyFailed ? 'error' : first.job.status === 'Succeeded' ? 'pass' : 'circle-slash';
  if (results.length === 1)
    return `$(${icon}) ${ending({ ...first.job, jobName: plainStart(first.job.jobName) }, locale)}`;
  return `$(${icon}) ${results.length.toLocaleString(locale)} imports ended`;
}
