// The files of batches: a large CSV cut into parts by a worker, kept with the extension's own files until the batch is over.
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FailureError } from '../../domain/connections/failure.ts';
import type { BatchPart, FileCut, ImportBatch } from '../../domain/imports/batch.ts';
import type { RunTask } from '../runTask.ts';
import type { WrittenPart } from './batchSplit.ts';

/** A cut part, and where its file goes. */
interface Place {
  readonly index: number;
  readonly part: BatchPart;
  readonly cut: FileCut;
  readonly target: string;
}

export class BatchFiles {
  readonly #folder: string;
  readonly #runTask: RunTask;
  readonly #warn: (message: string) => void;

  /** @param folder one that all windows share, and nobody else uses. */
  constructor(folder: string, runTask: RunTask, warn: (message: string) => void) {
    this.#folder = folder;
    this.#runTask = runTask;
    this.#warn = warn;
  }

  /**
   * Writes the CSV of each part that is cut from a larger one.
   * @returns all parts, each with its CSV.
   * @throws FailureError; the signal's reason.
   */
  async split(
    { id, parts }: ImportBatch,
    tell: (share: number) => void,
    signal: AbortSignal,
  ): Promise<readonly BatchPart[]> {
    const folder = join(this.#folder, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const places = parts.flatMap((part, index): Place[] =>
      part.cut ? [{ index, part, cut: part.cut, target: join(folder, `part-${index + 1}.csv`) }] : [],
    );
    const sources = new Set(places.map(({ part }) => part.source.path));
    const all = [...parts];
    let done = 0;
    for (const path of sources) {
      const cuts = places.filter(({ part }) => part.source.path === path);
      const written = await this.#write(path, cuts, (share) => tell((done + share) / sources.size), signal);
      cuts.forEach(({ index, part }, at) => {
        const file = written[at];
        if (file) all[index] = { ...part, csv: { ...file, rows: part.rows } };
      });
      done++;
    }
    return all;
  }

  /** Removes what was written for a batch. Never rejects. */
  async remove(batchId: string): Promise<void> {
    const options = { recursive: true, force: true, maxRetries: 3 };
    await rm(join(this.#folder, batchId), options).catch((error: unknown) =>
      this.#warn(`The files of batch ${batchId} could not be removed: ${String(error)}`),
    );
  }

  async #write(
    path: string,
    cuts: readonly Place[],
    tell: (share: number) => void,
    signal: AbortSignal,
  ): Promise<readonly WrittenPart[]> {
    const sha256 = cuts[0]?.part.source.sha256 ?? '';
    const parts = cuts.map(({ cut, target }) => ({ cut, target }));
    const options = { name: basename(path), onProgress: tell, signal };
    const written = await this.#runTask('write', { path, sha256, parts }, options);
    if (written?.length === cuts.length) return written;
    const message = `${basename(path)} has changed since it was validated. Create a new import for it.`;
    throw new FailureError({ kind: 'misconfigured', message });
  }
}
