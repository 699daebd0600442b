// Writes the import CSVs of a planned source and what is kept aside, for a worker thread.
import { closeSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { afterKey, writeAfterRecord } from '../../csv/afterFile.ts';
import { writeRecord } from '../../csv/read/dialect.ts';
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { Plan } from '../../sources/plan/plan.ts';
import type { PlannedUser, Planner } from '../../sources/plan/planner.ts';
import type { ReadEnd } from '../../sources/read/readUsers.ts';
import { isRefused, type SourceUser } from '../../sources/user.ts';
import type { OnProgress } from '../csv/textFile.ts';
import { datesOf, newPlanner, type PlanInput } from './planSource.ts';
import { entriesOf, hashesOf } from './source.ts';

/** The file for the users of one algorithm. */
export interface PartTarget {
  /** While it is written the file is PATH.partial; then it replaces what is there. */
  readonly path: string;
  /** Undefined for everyone whom no other target takes. */
  readonly algorithm?: HashAlgorithm;
}

export interface WriteInput extends PlanInput {
  readonly decisions: NonNullable<PlanInput['decisions']>;
  readonly targets: readonly PartTarget[];
  /** The file for what is kept aside, and the names of it. */
  readonly aside?: { readonly path: string; readonly names: readonly string[] };
}

export interface WrittenSource {
  /** Of what was written: it is the plan that was shown, unless the file has changed since. */
  readonly plan: Plan;
  readonly end: ReadEnd;
  /** Users in each target, in their order. */
  readonly users: readonly number[];
}

/** All files or none: an incomplete one is removed. @throws UnreadableSource; Error of the file system. */
export async function writeSource(input: WriteInput, onProgress?: OnProgress): Promise<WrittenSource> {
  const { schema, decisions, targets, aside } = input;
  const files: NewFile[] = [];
  const create = (path: string, header: string): NewFile => {
    const file = new NewFile(path);
    files.push(file);
    file.write(header);
    return file;
  };
  try {
    const hashes = await hashesOf(input);
    const planner = newPlanner(schema, decisions, await datesOf(input, decisions));
    const parts = targets.map(({ path, algorithm }) => ({
      algorithm,
      file: create(path, writeRecord(schema.csvHeader)),
      users: 0,
    }));
    const names = aside?.names ?? [];
    const after = aside && create(aside.path, writeAfterRecord([afterKey, ...names]));
    let end: ReadEnd = { columns: [], emptyColumns: 0, emptyRows: 0 };
    for await (const batch of entriesOf(input, hashes, onProgress, (read) => (end = read)))
      for (const entry of batch) {
        const user = planner.take(entry);
        if (user === undefined || isRefused(entry)) continue;
        const part =
          parts.find(({ algorithm }) => algorithm === user.algorithm) ??
          parts.find(({ algorithm }) => algorithm === undefined) ??
          parts[0];
        if (part === undefined) continue;
        part.users++;
        part.file.write(user.line);
        if (after) writeAside(after, names, planner, user, entry);
      }
    for (const file of files) file.end();
    for (const file of files) file.publish();
    return { plan: planner.end(), end, users: parts.map(({ users }) => users) };
  } catch (error) {
    for (const file of files) file.abandon();
    throw error;
  }
}

function writeAside(
  file: NewFile,
  names: readonly string[],
  planner: Planner,
  user: PlannedUser,
  entry: SourceUser,
): void {
  const kept = planner.asideOf(entry, user.bad);
  if (kept.size === 0) return;
  file.write(writeAfterRecord([user.username, ...names.map((name) => kept.get(name) ?? '')]));
}

/** Enough for the disk to be busy, and no more than a little memory. */
const pendingCharacters = 1 << 16;

/** Lines into a file that only this user of the machine may read: they are people's data. It is there once it is complete. */
class NewFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: number;
  #isOpen = true;
  #isPublished = false;
  #pending = '';

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
    const bytes = Buffer.from(this.#pending);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    this.#pending = '';
  }
}
