// Creates files that appear only when all of them are complete. Everything here blocks: it is for worker threads.
import { closeSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';

/** Large enough to keep the disk busy, small enough to use little memory. */
const pendingCharacters = 1 << 16;

/** Writes lines to a file that only this user of the machine can read, because they are people's data. It appears when it is complete. */
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
    // Characters of several bytes are usually few.
    const size = Buffer.byteLength(this.#pending);
    const fits = size <= this.#bytes.length;
    const bytes = fits ? this.#bytes : Buffer.from(this.#pending);
    if (fits) bytes.write(this.#pending);
    for (let at = 0; at < size;) at += writeSync(this.#file, bytes, at, size - at);
    this.#pending = '';
  }
}

/** Starts a file with its first line. */
export type CreateFile = (path: string, header: string) => NewFile;

/** Publishes all files that `work` creates when it is done, or none if it fails. @throws what the work throws; Error of the file system. */
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
