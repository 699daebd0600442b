// Remembers, for all windows, where the CSVs of jobs are that the user has located, and what was exported of them.
import type { JobRef } from '../../domain/jobs/job.ts';
import type { State } from '../shell/sharedState.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

/** What a file was made of: so many rows. */
export interface ExportedRows {
  readonly path: string;
  readonly rows: number;
}

interface Remembered {
  readonly userPoolId: string;
  readonly jobId: string;
  readonly csv?: FileContent;
  /** Of the failed rows. */
  readonly exported?: ExportedRows;
}

const key = 'results';
const kept = 100;

export class ResultsMemory {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  csv(ref: JobRef): FileContent | undefined {
    return this.#find(ref)?.csv;
  }

  exported(ref: JobRef): ExportedRows | undefined {
    return this.#find(ref)?.exported;
  }

  /** A file that is written anew is no other job's any more. */
  async save(ref: JobRef, change: Pick<Remembered, 'csv' | 'exported'>): Promise<void> {
    const { userPoolId, jobId } = ref;
    const known = this.#find(ref);
    const others = this.#all()
      .filter((one) => one !== known)
      .map((one) => without(one, change.exported?.path));
    const entry = { ...known, userPoolId, jobId, ...change };
    await this.#state.update(key, [...others.slice(1 - kept), entry]);
  }

  #find({ userPoolId, jobId }: JobRef): Remembered | undefined {
    return this.#all().find((one) => one.userPoolId === userPoolId && one.jobId === jobId);
  }

  #all(): readonly Remembered[] {
    return this.#state.get<readonly Remembered[]>(key, []);
  }
}

function without({ exported, ...rest }: Remembered, path: string | undefined): Remembered {
  return exported === undefined || exported.path === path ? rest : { ...rest, exported };
}
