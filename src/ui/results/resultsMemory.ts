// Remembers the user's choices about the results of jobs (the location of a CSV, the numbering of the log), and the exported files.
import type { JobRef } from '../../domain/jobs/job.ts';
import type { LineBase } from '../../domain/results/lineBase.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';
import type { State } from '../shell/sharedState.ts';

export interface ExportedRows {
  readonly path: string;
  /** The number of failed rows in it. */
  readonly rows: number;
  /** The numbering that was assumed. Absent in records of earlier versions, which assumed data rows. */
  readonly base?: LineBase;
}

interface Remembered {
  readonly userPoolId: string;
  readonly jobId: string;
  readonly csv?: FileContent;
  readonly exported?: ExportedRows;
  readonly base?: LineBase;
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

  /** The numbering that the user chose for the job's log. */
  base(ref: JobRef): LineBase | undefined {
    return this.#find(ref)?.base;
  }

  /** If the exported file was another job's export, that job forgets it, because it is overwritten. */
  async save(ref: JobRef, change: Pick<Remembered, 'csv' | 'exported'>): Promise<void> {
    await this.#put({ ...this.#entry(ref), ...change }, change.exported?.path);
  }

  /** @param base undefined to infer the numbering from the log. */
  async saveBase(ref: JobRef, base: LineBase | undefined): Promise<void> {
    const { base: _, ...rest } = this.#entry(ref);
    await this.#put(base === undefined ? rest : { ...rest, base });
  }

  async #put(entry: Remembered, exportedPath?: string): Promise<void> {
    const others = this.#all()
      .filter(({ userPoolId, jobId }) => userPoolId !== entry.userPoolId || jobId !== entry.jobId)
      .map((one) => without(one, exportedPath));
    await this.#state.update(key, [...others.slice(1 - kept), entry]);
  }

  #entry(ref: JobRef): Remembered {
    const { userPoolId, jobId } = ref;
    return this.#find(ref) ?? { userPoolId, jobId };
  }

  #find({ userPoolId, jobId }: JobRef): Remembered | undefined {
    return this.#all().find((one) => one.userPoolId === userPoolId && one.jobId === jobId);
  }

  #all(): readonly Remembered[] {
    const stored = this.#state.get<unknown>(key);
    return Array.isArray(stored) ? stored.filter(isRemembered) : [];
  }
}

function without({ exported, ...rest }: Remembered, path: string | undefined): Remembered {
  return exported === undefined || exported.path === path ? rest : { ...rest, exported };
}

/** Another version of the extension may have written another shape. */
function isRemembered(value: unknown): value is Remembered {
  if (!isRecord(value) || typeof value['userPoolId'] !== 'string' || typeof value['jobId'] !== 'string')
    return false;
  const { csv, exported, base } = value;
  return (
    (csv === undefined ||
      (isRecord(csv) &&
        typeof csv['path'] === 'string' &&
        typeof csv['bytes'] === 'number' &&
        typeof csv['sha256'] === 'string')) &&
    (exported === undefined ||
      (isRecord(exported) && typeof exported['path'] === 'string' && typeof exported['rows'] === 'number')) &&
    (base === undefined || base === 'fileLines' || base === 'dataRows')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
