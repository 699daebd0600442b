// Watches the actions on the users of a finished job while its panel is visible.
import * as vscode from 'vscode';
import type { Disposable } from '../../domain/base/disposable.ts';
import { isTerminal, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { AfterImport } from '../../protocol/afterImport.ts';
import type { Results } from '../../protocol/panel.ts';
import type { UserTools } from '../users/userTools.ts';

export class AfterWatch implements Disposable {
  readonly #ref: JobRef;
  readonly #load: () => Pick<UserTools, 'watchAfter'>;
  readonly #onChange: () => void;
  #watching: ReturnType<UserTools['watchAfter']> | undefined;

  /** @param load is called when the job is over, and not before. */
  constructor(ref: JobRef, load: () => Pick<UserTools, 'watchAfter'>, onChange: () => void) {
    this.#ref = ref;
    this.#load = load;
    this.#onChange = onChange;
  }

  /** Call this when anything has changed. @param wanted whether the panel is visible. */
  update(wanted: boolean, job: ImportJob | undefined): void {
    if (wanted && job?.startDate !== undefined && isTerminal(job.status)) {
      this.#watching ??= this.#load().watchAfter(this.#ref, this.#onChange);
    } else {
      this.dispose();
    }
  }

  snapshot(job: ImportJob, results: Results): AfterImport | undefined {
    return this.#watching?.snapshot(job, results, vscode.env.language);
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
  }
}
