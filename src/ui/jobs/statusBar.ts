// The status-bar item: shows the running followed jobs, and for a while how one ended. Always drawn from the current state.
import * as vscode from 'vscode';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import type { Completion, FollowedJob } from '../../domain/live/follower.ts';
import type { Clock } from '../../domain/base/clock.ts';
import { globalJobKey } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { counters, ending, progressWords } from '../../domain/jobs/jobWords.ts';
import { commands, displayName } from '../shell/ids.ts';
import { statusWords } from './jobCommandWords.ts';
import type { IsReportedElsewhere } from './notices.ts';
import { outlookOf } from './outlook.ts';
import type { RowsOf } from '../panel/panelSnapshot.ts';
import { shortReason } from '../tree/rows.ts';
import { plain, plainStart } from '../shell/escapeText.ts';
import { onceATurn } from '../shell/onceATurn.ts';

/** How long a result stays unless it is clicked. Milliseconds. */
const resultTime = 60_000;

export class StatusBar extends Owner {
  readonly #jobs: JobService;
  readonly #rowsOf: RowsOf;
  readonly #clock: Clock;
  readonly #item: vscode.StatusBarItem;
  #results: readonly Completion[] = [];
  #expiry: Disposable | undefined;
  readonly #draw = onceATurn(() => {
    if (!this.isDisposed) this.#render();
  });

  constructor(jobs: JobService, clock: Clock, rowsOf: RowsOf, isReportedElsewhere: IsReportedElsewhere) {
    super();
    this.#jobs = jobs;
    this.#rowsOf = rowsOf;
    this.#clock = clock;
    this.#item = this.own(vscode.window.createStatusBarItem('jobs', vscode.StatusBarAlignment.Left, 10));
    this.#item.name = displayName;
    this.#item.command = commands.showFollowedJobs;
    this.own(jobs.store.onChange(() => this.#draw()));
    this.own(jobs.follower.onChange(() => this.#draw()));
    this.own(
      jobs.follower.onCompletion((completion) => {
        if (!isReportedElsewhere(completion.followed.ref)) this.#show(completion);
      }),
    );
  }

  /** Removes the results and returns them, newest first; called when a click has shown them to the user. */
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
    const key = globalJobKey(completion.followed.ref);
    const others = this.#results.filter(({ followed }) => globalJobKey(followed.ref) !== key);
    this.#results = [completion, ...others];
    this.#expiry?.dispose();
    this.#expiry = this.#clock.schedule(resultTime, () => this.#clear());
    this.#draw();
  }

  #clear(): void {
    this.#results = [];
    this.#expiry?.dispose();
    this.#draw();
  }

  #render(): void {
    const locale = vscode.env.language;
    const followed = this.#followed();
    const text =
      this.#results.length > 0 ? resultText(this.#results, locale) : this.#runningText(followed, locale);
    if (text === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = text;
    this.#item.tooltip = this.#tooltip(followed, locale);
    const spoken = text.replace(/\$\([^)]*\)\s*/g, '');
    this.#item.accessibilityInformation = { label: statusWords.spoken(spoken) };
    this.#item.show();
  }

  /** Each job once, even if it is followed through several profiles of its account. */
  #followed(): readonly FollowedJob[] {
    return [...new Map(this.#jobs.follower.jobs().map((job) => [globalJobKey(job.ref), job])).values()];
  }

  #runningText(running: readonly FollowedJob[], locale: string): string | undefined {
    const [first] = running;
    if (!first) return undefined;
    for (const { ref, jobName } of running) {
      const failure =
        this.#jobs.store.connection(ref.connectionId)?.failure ?? this.#jobs.store.pool(ref)?.failure;
      if (failure) return `$(warning) ${plainStart(jobName)}: ${shortReason(failure)}`;
    }
    if (running.length > 1)
      return `$(sync~spin) ${statusWords.running(running.length.toLocaleString(locale))}`;
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
  return `$(${icon}) ${statusWords.ended(results.length.toLocaleString(locale))}`;
}
