// Writes what to apply to which user: joins the users found with the values kept aside for them. Blocks: for a worker thread.
import { createReadStream } from 'node:fs';
import { afterKey, type AfterColumns } from '../../csv/afterFile.ts';
import { readBooleanWord } from '../../csv/values/booleanWords.ts';
import { readBoolean } from '../../csv/values/values.ts';
import type { ApplyRow } from '../../domain/users/applyGroups.ts';
import type { KeyRow } from '../../domain/users/userNames.ts';
import { readLines } from '../rows/lines.ts';
import { readAfterRows, type AfterRow } from './afterRows.ts';
import { LineWriter } from './textFile.ts';

export interface ApplyRequest {
  /** The list of `KeyRow`s. */
  readonly keys: string;
  /** A list of the users that were found: their line, username and sub. */
  readonly found: string;
  /** What was kept aside for the CSV. */
  readonly after: string;
  /** If absent, the columns of the files that this extension keeps aside. */
  readonly columns?: AfterColumns;
  /** A file that must not exist yet: one `ApplyRow` per line. */
  readonly target: string;
}

export interface WrittenPlan {
  /** Users with something to apply. */
  readonly rows: number;
  /** Memberships by group. */
  readonly groups: readonly (readonly [name: string, members: number])[];
  readonly disabled: number;
  /** Rows of the file kept aside whose groups cannot be read. */
  readonly unreadable: number;
}

interface Wanted {
  readonly groups: readonly string[];
  readonly disable: boolean;
}

/** @throws Error of the file system, or of csv-parse. An incomplete target is removed. */
export async function writeApplyPlan(request: ApplyRequest): Promise<WrittenPlan> {
  const { keys, found, after, columns = ownColumns, target } = request;
  const { wanted, unreadable } = await readWanted(after, columns);
  const byLine = new Map<number, Wanted>();
  for await (const { text } of readLines(createReadStream(keys))) {
    const { line, username } = JSON.parse(text) as KeyRow;
    const want = wanted.get(username);
    if (want) byLine.set(line, want);
  }
  const output = new LineWriter(target);
  const groups = new Map<string, number>();
  let [rows, disabled] = [0, 0];
  try {
    for await (const { text } of readLines(createReadStream(found))) {
      const user = JSON.parse(text) as Pick<ApplyRow, 'line' | 'username' | 'sub'>;
      const want = byLine.get(user.line);
      if (!want) continue;
      rows++;
      if (want.disable) disabled++;
      for (const group of want.groups) groups.set(group, (groups.get(group) ?? 0) + 1);
      output.write(JSON.stringify({ ...user, ...want } satisfies ApplyRow));
    }
    output.end();
    const byName = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
    return { rows, groups: byName, disabled, unreadable };
  } catch (error) {
    output.abandon();
    throw error;
  }
}

const ownColumns: AfterColumns = { username: afterKey, groups: 'groups', disabled: 'disabled' };

async function readWanted(
  path: string,
  columns: AfterColumns,
): Promise<{
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly unreadable: number;
}> {
  const wanted = new Map<string, Wanted>();
  let unreadable = 0;
  const { username, groups: ofGroups = '', separator = ';' } = columns;
  for await (const row of readAfterRows(path, username)) {
    const groups = groupsIn(row[ofGroups] ?? '', separator);
    if (!groups) unreadable++;
    const disable = isDisabled(columns, row);
    const want = { groups: groups ?? [], disable };
    if (want.groups.length > 0 || disable) wanted.set(row[username] ?? '', want);
  }
  return { wanted, unreadable };
}

/** Values with a meaning of their own, whatever the column's name: `enabled` does not mean yes in a column `disabled`. */
const states = new Map([
  ...['disabled', 'blocked', 'banned', 'inactive'].map((word) => [word, true] as const),
  ...['enabled', 'active', 'confirmed', 'verified'].map((word) => [word, false] as const),
]);

/** Whether the user is disabled; an unclear value disables nobody. */
function isDisabled({ disabled = '', enabled = '' }: AfterColumns, row: AfterRow): boolean {
  const [no, yes] = [(row[disabled] ?? '').trim(), (row[enabled] ?? '').trim()];
  if (no !== '' && (states.get(no.toLowerCase()) ?? readTruth(no)) === true) return true;
  return yes !== '' && (states.get(yes.toLowerCase()) ?? readTruth(yes) === false);
}

/** Booleans as the validator reads them. */
function readTruth(text: string): boolean | undefined {
  return readBoolean(text) ?? readBooleanWord(text);
}

/** The API's pattern: no white space, at most 128 characters (CreateGroup). */
const groupName = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** Accepts a JSON array, or names between separators; undefined if one of them is not a valid group name. */
export function groupsIn(text: string, separator = ';'): readonly string[] | undefined {
  const names = text.trim().startsWith('[')
    ? arrayIn(text)
    : text.split(separator).map((name) => name.trim());
  const given = names?.filter((name) => name !== '');
  return given?.every((name) => groupName.test(name)) === true ? [...new Set(given)] : undefined;
}

function arrayIn(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((name) => typeof name === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
