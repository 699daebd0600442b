// The users listed from a pool so far, as JSON lines: one page per line, and each line is complete or absent.
import { createReadStream } from 'node:fs';
import { open, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { GroupPlace, Membership, PoolDraft } from '../../domain/users/exportPool.ts';
import type { PoolUser } from '../../domain/gateway/userGateway.ts';
import { orDiskFailure } from '../imports/diskFailure.ts';
import { codeOf } from '../imports/disk.ts';
import { readLines } from '../rows/lines.ts';

/** In the folder of an export. */
export function usersPath(folder: string): string {
  return join(folder, 'users.ndjson');
}

export function membersPath(folder: string): string {
  return join(folder, 'members.ndjson');
}

export interface UserPage {
  readonly users: readonly PoolUser[];
  readonly nextToken?: string;
}

/** The last one has no place. */
export interface MemberPage {
  readonly members: readonly Membership[];
  readonly place?: GroupPlace;
}

const nothing = { count: 0, pages: 0, nextToken: undefined, isWhole: false };

export class ExportDraft implements PoolDraft {
  readonly #folder: string;
  readonly #users: FileHandle;
  readonly #members: FileHandle;
  readonly #check: () => Promise<void>;
  #listed: PoolDraft['users'] = nothing;
  #place: GroupPlace | undefined;
  #hasGroups = false;

  private constructor(folder: string, users: FileHandle, members: FileHandle, check: () => Promise<void>) {
    this.#folder = folder;
    this.#users = users;
    this.#members = members;
    this.#check = check;
  }

  /** Reads the existing file. @param check is awaited before anything is written. @throws FailureError */
  static open(folder: string, check: () => Promise<void> = () => Promise.resolve()): Promise<ExportDraft> {
    return onDisk(folder, async () => {
      const [users, members] = [usersPath(folder), membersPath(folder)];
      const found: { listed: PoolDraft['users']; last: MemberPage | undefined } = {
        listed: nothing,
        last: undefined,
      };
      await readWhole(users, (line) => (found.listed = after(found.listed, JSON.parse(line) as UserPage)));
      await readWhole(members, (line) => (found.last = JSON.parse(line) as MemberPage));
      const draft = new ExportDraft(
        folder,
        await open(users, 'a', 0o600),
        await open(members, 'a', 0o600),
        check,
      );
      draft.#listed = found.listed;
      draft.#place = found.last?.place;
      draft.#hasGroups = found.last !== undefined && found.last.place === undefined;
      return draft;
    });
  }

  get users(): PoolDraft['users'] {
    return this.#listed;
  }

  get groups(): GroupPlace | undefined {
    return this.#place;
  }

  get hasGroups(): boolean {
    return this.#hasGroups;
  }

  async addUsers(users: readonly PoolUser[], nextToken: string | undefined): Promise<void> {
    const page = nextToken === undefined ? { users } : { users, nextToken };
    await this.#append(this.#users, page);
    this.#listed = after(this.#listed, page);
  }

  async addMembers(members: readonly Membership[], place: GroupPlace): Promise<void> {
    await this.#append(this.#members, { members, place });
    this.#place = place;
  }

  async endGroups(): Promise<void> {
    await this.#append(this.#members, { members: [] });
    this.#hasGroups = true;
  }

  async *pages(): AsyncGenerator<readonly PoolUser[], void> {
    // This extension wrote the lines, and `open` removed a torn last line.
    for await (const { text } of readLines(createReadStream(usersPath(this.#folder))))
      yield (JSON.parse(text) as UserPage).users;
  }

  async clear(): Promise<void> {
    await this.#check();
    await onDisk(this.#folder, async () => {
      await this.#members.truncate(0);
      await this.#users.truncate(0);
      this.#listed = nothing;
      this.#place = undefined;
      this.#hasGroups = false;
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#users.close(), this.#members.close()]);
  }

  /** Written in one call: a killed process leaves complete lines, except perhaps a torn last one. */
  async #append(file: FileHandle, page: UserPage | MemberPage): Promise<void> {
    await this.#check();
    await onDisk(this.#folder, () => file.appendFile(`${JSON.stringify(page)}\n`));
  }
}

function after({ count, pages }: PoolDraft['users'], { users, nextToken }: UserPage): PoolDraft['users'] {
  return { count: count + users.length, pages: pages + 1, nextToken, isWhole: nextToken === undefined };
}

/** Reads every complete line, and cuts off a torn last line left by a killed window. */
async function readWhole(path: string, take: (line: string) => void): Promise<void> {
  let whole = 0;
  let isTorn = false;
  try {
    for await (const { text, end, isWhole } of readLines(createReadStream(path))) {
      isTorn = !isWhole;
      if (isTorn) break;
      whole = end;
      take(text);
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  if (isTorn) await truncate(path, whole);
}

function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return orDiskFailure(folder, work, 'the export');
}
