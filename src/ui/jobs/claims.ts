// Decides between windows of a machine: the one that creates a file first has the claim.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Claims older than this are deleted, in milliseconds. */
const keepTime = 7 * 24 * 60 * 60 * 1000;

export class Claims {
  readonly #folder: string;

  /** @param folder shared by all windows. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** True for exactly one caller in all windows. If the disk fails it is true for all: two notices are better than none. */
  async claim(subject: string): Promise<boolean> {
    const name = createHash('sha256').update(subject).digest('hex');
    try {
      await mkdir(this.#folder, { recursive: true });
      await this.#clear();
      const file = await open(join(this.#folder, name), 'wx');
      await file.close();
      return true;
    } catch (error) {
      return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
    }
  }

  async #clear(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const age = await stat(path).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0, // another window has deleted it
      );
      if (age > keepTime) await unlink(path).catch(() => undefined);
    }
  }
}
