// Reads the job's log while its panel is visible, including for finished jobs.
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import { jobKey, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { Results } from '../../protocol/panel.ts';
import type { ResultTools } from '../results/resultTools.ts';
import { notStartedResults } from '../results/resultsSnapshot.ts';

export class ResultsWatch extends Owner {
  readonly #ref: JobRef;
  readonly #load: () => ResultTools;
  readonly #onChange: () => void;
  #tools: ResultTools | undefined;
  #watching: Disposable | undefined;

  /** @param load is called when there is a log to read, and not before. */
  constructor(ref: JobRef, load: () => ResultTools, onChange: () => void) {
    super();
    this.#ref = ref;
    this.#load = load;
    this.#onChange = onChange;
  }

  /** Call this when anything has changed. @param wanted whether the panel is visible. */
  update(wanted: boolean, job: ImportJob | undefined): void {
    if (wanted && job?.startDate !== undefined) {
      this.#watching ??= this.#results().watch(this.#ref);
    } else {
      this.#watching?.dispose();
      this.#watching = undefined;
    }
  }

  readAgain(): void {
    if (this.#watching) this.#results().readAgain(this.#ref);
  }

  /** Opens the job's CSV at this line; 1 is the first. */
  openLine(line: number): void {
    if (this.#watching) void this.#results().openLine(this.#ref, line); // never rejects
  }

  snapshot(job: ImportJob): Results {
    return this.#watching ? this.#results().snapshot(this.#ref, job) : notStartedResults(job);
  }

  override dispose(): void {
    this.update(false, undefined);
    super.dispose();
  }

  #results(): ResultTools {
    if (this.#tools) return this.#tools;
    this.#tools = this.#load();
    this.own(this.#tools.onChange((ref) => jobKey(ref) === jobKey(this.#ref) && this.#onChange()));
    return this.#tools;
  }
}
