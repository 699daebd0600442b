// Writes the files of an export from the listed users: the import CSV, the file kept aside, and the users left out. Blocks: for a worker thread.
import { createReadStream, statSync } from 'node:fs';
import { RowExporter, type LeftOut } from '../../csv/export/exportRow.ts';
import {
  afterHeader,
  afterRecord,
  leftOutHeader,
  leftOutReason,
  leftOutRecord,
} from '../../csv/export/keptAside.ts';
import { writeRecord } from '../../csv/read/dialect.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import type { RuleId } from '../../csv/validate/rules.ts';
import { allOrNone, type NewFile } from '../csv/newFile.ts';
import type { OnProgress } from '../csv/textFile.ts';
import { readLines } from '../rows/lines.ts';
import type { MemberPage, UserPage } from './exportDraft.ts';
import { MemberIndex } from './memberIndex.ts';

export interface ExportRequest {
  /** The pages of users, and of memberships. */
  readonly users: string;
  readonly members: string;
  readonly schema: ImportSchema;
  readonly userPoolId: string;
  /** Existing files are replaced once the new ones are complete. */
  readonly target: string;
  readonly after: string;
  /** Written only if users are left out. */
  readonly leftOut: string;
}

export interface WrittenExport {
  /** In the CSV. */
  readonly users: number;
  readonly leftOut: readonly (readonly [reason: LeftOut, users: number])[];
  /** Users in the CSV with an attribute whose value the CSV cannot hold exactly as the pool does. */
  readonly changed: number;
  readonly disabled: number;
  readonly inGroups: number;
  /** Rules that make any import into this pool fail. */
  readonly jobFails: readonly RuleId[];
}

/** All files or none. @throws Error of the file system. */
export async function writeExport(request: ExportRequest, onProgress?: OnProgress): Promise<WrittenExport> {
  const { schema, userPoolId } = request;
  const members = await readMembers(request.members);
  const exporter = new RowExporter(schema);
  const counts = { users: 0, changed: 0, disabled: 0, inGroups: 0 };
  const leftOut = new Map<LeftOut, number>();
  await allOrNone(async (create) => {
    const csv = create(request.target, writeRecord(schema.csvHeader));
    const after = create(request.after, afterHeader);
    let others: NewFile | undefined;
    const size = statSync(request.users).size;
    for await (const { text, end } of readLines(createReadStream(request.users))) {
      for (const user of (JSON.parse(text) as UserPage).users) {
        const known = { user, groups: members.groupsOf(user.attributes['sub'] ?? ''), userPoolId };
        const row = exporter.take(user);
        if (typeof row === 'string') {
          others ??= create(request.leftOut, leftOutHeader);
          others.write(leftOutRecord(known, leftOutReason(row)));
          leftOut.set(row, (leftOut.get(row) ?? 0) + 1);
          continue;
        }
        csv.write(row.line);
        after.write(afterRecord(row.username, known, row.rest));
        counts.users++;
        if (row.rest.size > 0) counts.changed++;
        if (!user.enabled) counts.disabled++;
        if (known.groups.length > 0) counts.inGroups++;
      }
      onProgress?.(end, size);
    }
  });
  return { ...counts, leftOut: [...leftOut].sort(([, a], [, b]) => b - a), jobFails: exporter.jobFails };
}

async function readMembers(path: string): Promise<MemberIndex> {
  const index = new MemberIndex();
  for await (const { text } of readLines(createReadStream(path)))
    for (const [sub, group] of (JSON.parse(text) as MemberPage).members) index.add(sub, group);
  return index;
}
