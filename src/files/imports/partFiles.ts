// The files of cut parts: a worker writes them into the import's folder in the store, which removes them when the import is finished.
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FailureError } from '../../domain/connections/failure.ts';
import type { FileCut, ImportPart, ImportState } from '../../domain/imports/import.ts';
import { partsToWrite } from '../../domain/imports/trial.ts';
import type { RunTask } from '../runTask.ts';
import type { WrittenPart } from './batchSplit.ts';

/** A cut part, and where its file goes. */
interface PartTarget {
  readonly index: number;
  readonly part: ImportPart;
  readonly cut: FileCut;
  readonly target: string;
}

export class PartFiles {
  readonly #runTask: RunTask;
  readonly #folderOf: (importId: string) => string;

  /** @param folderOf the folder of an import, which all windows share. */
  constructor(runTask: RunTask, folderOf: (importId: string) => string) {
    this.#runTask = runTask;
    this.#folderOf = folderOf;
  }

  /**
   * Writes the CSV of each cut part that is to be uploaded next.
   * @returns all parts, each of those with its CSV.
   * @throws FailureError; the signal's reason.
   */
  async split(
    state: Pick<ImportState, 'id' | 'parts' | 'trial'>,
    report: (share: number) => void,
    signal: AbortSignal,
  ): Promise<readonly ImportPart[]> {
    const { id, parts } = state;
    const folder = this.#folderOf(id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const wanted = partsToWrite(state);
    const targets = parts.flatMap((part, index): PartTarget[] => {
      const target = join(folder, `part-${index + 1}.csv`);
      return part.cut && wanted.includes(index) ? [{ index, part, cut: part.cut, target }] : [];
    });
    const sources = new Set(targets.map(({ part }) => part.source?.path ?? ''));
    const all = [...parts];
    let done = 0;
    for (const path of sources) {
      const cuts = targets.filter(({ part }) => part.source?.path === path);
      const written = await this.#write(path, cuts, (share) => report((done + share) / sources.size), signal);
      cuts.forEach(({ index, part }, at) => {
        const file = written[at];
        if (file) all[index] = { ...part, csv: { ...file, rows: part.rows } };
      });
      done++;
    }
    return all;
  }

  async #write(
    path: string,
    cuts: readonly PartTarget[],
    report: (share: number) => void,
    signal: AbortSignal,
  ): Promise<readonly WrittenPart[]> {
    const sha256 = cuts[0]?.part.source?.sha256 ?? '';
    const parts = cuts.map(({ cut, target }) => ({ cut, target }));
    const options = { name: basename(path), onProgress: report, signal };
    const written = await this.#runTask('write', { path, sha256, parts }, options);
    if (written?.length === cuts.length) return written;
    const message = `${basename(path)} has changed since it was validated. Create a new import for it.`;
    throw new FailureError({ kind: 'misconfigured', message });
  }
}
