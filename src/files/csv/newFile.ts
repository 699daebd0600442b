// Files that are there once all of them are complete. Everything here blocks: it is for worker threads.
import { closeSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';

/** Enough for the disk to be busy, and no more than a little memory. */
const pendingCharacters = 1 << 16;

/** Lines into a file that only this user of the machine may read: they are people's data. It is there once it is complete. */
export class NewFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: number;
  #isOpen = true;
  #isPublished = false;
  #pending = '';
  /** Used again and again. */
  readonly #bytes = Buffer.allocUnsafeSlow(2 * pendingCharacters);

  constructor(path: string) {
    this.#path = path;
    this.#partial = `${path}.partial`;
    this.#file = openSync(this.#partial, 'w', 0o600);
  }

  write(line: string): void {
    this.#pending += line;
    this.#pending += '\n';
    if (this.#pending.length > pendingCharacters) this.#flush();
  }

  end(): void {
    this.#flush();
    closeSync(this.#file);
    this.#isOpen = false;
  }

  publish(): void {
    renameSync(this.#partial, this.#path);
    this.#isPublished = true;
  }

  /** Removes what was written, unless it is published. */
  abandon(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
    if (!this.#isPublished) unlinkSync(this.#partial);
  }

  #flush(): void {
    // Characters that take more bytes are few, as a rule.
    const size = Buffer.byteLength(this.#pending);
    const fits = size <= this.#bytes.length;
    const bytes = fits ? this.#bytes : Buffer.from(this.#pending);
    if (fits) bytes.write(this.#pending);
    for (let at = 0; at < size;) at += writeSync(this.#file, bytes, at, size - at);
    this.#pending = '';
  }
}

/** Begins a file by its first line. */
export type CreateFile = (path: string, header: string) => NewFile;

/** Publishes every file that the work creates once it is done, or leaves none. @throws what the work throws; Error of the file system. */
export async function allOrNone<T>(work: (create: CreateFile) => Promise<T>): Promise<T> {
  const files: NewFile[] = [];
  try {
    const result = await work((path, header) => {
      const file = new NewFile(path);
      files.push(file);
      file.write(header);
      return file;
    });
    for (const file of files) file.end();
    for (const file of files) file.publish();
    return result;
  } catch (error) {
    for (const file of files) file.abandon();
    throw error;
  }
}
