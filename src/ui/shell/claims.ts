// Decides between windows: whoever creates the file first has the claim. No window needs to know of another.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Claims older than this are cleared away, in milliseconds: what they settled is long past. */
const keepTime = 7 * 24 * 60 * 60 * 1000;

export class Claims {
  readonly #folder: string;

  /** @param folder one that all windows share. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** True for exactly one caller in all windows. Where the disk fails, everybody is told rather than nobody. */
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
        () => 0, // another window has cleared it away
      );
      if (age > keepTime) await unlink(path).catch(() => undefined);
    }
  }
}
