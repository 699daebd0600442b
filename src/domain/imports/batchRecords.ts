// What is written down of batches: read again before each change, and of those that are over only the latest.
import type { BatchMemory, ImportBatch } from './batch.ts';

/** Batches that are over are kept for the way from a job's line back to the CSV's; so many of them. */
const keptOver = 20;

export class BatchRecords {
  readonly #memory: BatchMemory;
  readonly #removeFiles: (batchId: string) => Promise<void>;

  /** @param removeFiles of a batch that is forgotten: a window may have died between ending it and removing them. Never rejects. */
  constructor(memory: BatchMemory, removeFiles: (batchId: string) => Promise<void>) {
    this.#memory = memory;
    this.#removeFiles = removeFiles;
  }

  all(): readonly ImportBatch[] {
    return this.#memory.loadBatches();
  }

  /** @throws Error where there is none of that id. */
  get(id: string): ImportBatch {
    const batch = this.all().find((known) => known.id === id);
    if (!batch) throw new Error(`There is no batch ${id}.`);
    return batch;
  }

  async save(batch: ImportBatch): Promise<ImportBatch> {
    const others = this.all().filter(({ id }) => id !== batch.id);
    const over = others.filter(({ state }) => state === 'over');
    const forgotten = new Set(over.slice(0, Math.max(0, over.length - keptOver)));
    this.#memory.saveBatches([...others.filter((other) => !forgotten.has(other)), batch]);
    for (const { id } of forgotten) await this.#removeFiles(id);
    return batch;
  }
}
