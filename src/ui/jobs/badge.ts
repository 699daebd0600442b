// The badge of the view: the number of running import jobs that are followed or in a pool that is watched now.
import type * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { onceATurn } from '../shell/onceATurn.ts';
import { statusWords } from './jobCommandWords.ts';

export class Badge extends Owner {
  readonly #jobs: JobService;
  readonly #view: Pick<vscode.TreeView<unknown>, 'badge'>;
  readonly #draw = onceATurn(() => {
    if (!this.isDisposed) this.#render();
  });

  constructor(jobs: JobService, view: Pick<vscode.TreeView<unknown>, 'badge'>) {
    super();
    this.#jobs = jobs;
    this.#view = view;
    this.own(jobs.store.onChange(() => this.#draw()));
    this.own(jobs.onWatchChange(() => this.#draw()));
  }

  #render(): void {
    const running = this.#jobs.runningJobs().length;
    if ((this.#view.badge?.value ?? 0) === running) return;
    this.#view.badge = running === 0 ? undefined : { value: running, tooltip: statusWords.badge(running) };
  }
}
