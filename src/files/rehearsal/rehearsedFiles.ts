// The CSVs of a rehearsal: their contents, and the parts in which they are imported.
import { basename } from 'node:path';
import type { RehearsedPart } from '../../csv/results/rehearsal.ts';
import type { ImportPart } from '../../domain/imports/import.ts';
import { contentOf, type FileContent } from '../imports/importFiles.ts';
import { toParts } from '../imports/toParts.ts';
import type { RunTask } from '../runTask.ts';

export interface RehearsedFile {
  /** The CSV as it was rehearsed. */
  readonly content: FileContent;
  /** Its data rows. */
  readonly rows: number;
  /** One for each of its jobs, in their order. */
  readonly parts: readonly RehearsedPart[];
}

export interface PlannedFile extends Omit<RehearsedFile, 'parts'> {
  readonly parts: readonly ImportPart[];
}

/** If there are several CSVs, those without users are left out, as in an import. @throws FailureError; the signal's reason. */
export async function planFiles(
  runTask: RunTask,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly PlannedFile[]> {
  const files: PlannedFile[] = [];
  for (const path of paths) {
    const content = await contentOf(path);
    const plan = await runTask('plan', { path }, { name: basename(path), signal });
    const rows = plan.parts.reduce((sum, part) => sum + part.rows, 0);
    const parts = toParts({ ...content, rows }, plan.parts.length > 1 ? plan : undefined);
    files.push({ content, rows, parts });
  }
  const withUsers = files.filter(({ rows }) => rows > 0);
  return withUsers.length > 0 ? withUsers : files;
}

/** @param parts of all files, in their order. */
export function rehearsedFiles(
  files: readonly PlannedFile[],
  parts: readonly RehearsedPart[],
): readonly RehearsedFile[] {
  let begin = 0;
  return files.map(({ content, rows, parts: planned }) => {
    const end = begin + planned.length;
    const own = parts.slice(begin, end);
    begin = end;
    return { content, rows, parts: own };
  });
}
