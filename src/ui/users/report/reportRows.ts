// Writes the outcome of every row as lines of JSON, with the usernames of the CSV if the user wants them.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { ImportJob, JobRef } from '../../../domain/jobs/job.ts';
import type { KeyRow } from '../../../domain/users/userNames.ts';
import { withoutValues } from '../../agents/redact.ts';
import { readPoolSchema } from '../../csv/poolSchema.ts';
import { runWithProgress } from '../../csv/runWithProgress.ts';
import type { JobResults } from '../../results/jobResults.ts';
import { readKeys } from '../findUsers.ts';
import { provenCsv, refused } from '../importedUsers.ts';
import { evidenceWords, reportWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';

/** Names rows by their lines in the CSV if those are known, else by the log's own numbers. @throws Error of the file system. */
export async function writeRows(
  path: string,
  known: JobResults,
  names?: AsyncIterator<KeyRow>,
): Promise<void> {
  const file = createWriteStream(path);
  let name = await names?.next();
  for (const { outcome, lineNumber, reason } of known.rows.entries()) {
    const line = known.lineOf(lineNumber);
    const place = line === undefined ? { logNumber: lineNumber } : { line };
    while (name?.done === false && name.value.line < (line ?? 0)) name = await names?.next();
    const user = name?.done === false && name.value.line === line ? nameOf(name.value) : undefined;
    const row = names
      ? { ...place, ...(user === undefined ? {} : { username: user }), outcome, reason }
      : { ...place, outcome, reason: withoutValues(reason) };
    if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

/** The username. The CSV may leave it empty if the pool signs in with something else: then that. */
function nameOf({ username, names }: KeyRow): string | undefined {
  return username === '' ? names[0] : username;
}

/**
 * Calls `use` with the names in the rows of the job's CSV.
 * @throws FailureError if it is not certain which row a line of the log means; 'cancelled' when the user cancels.
 */
export async function withNames<T>(
  services: UserServices,
  { ref, job, known }: { readonly ref: JobRef; readonly job: ImportJob; readonly known: JobResults },
  use: (names: AsyncIterator<KeyRow>) => Promise<T>,
): Promise<T> {
  const { content } = provenCsv(job, known);
  const lists = join(services.folder, 'lists');
  const target = join(lists, `${randomUUID()}.ndjson`);
  await mkdir(lists, { recursive: true, mode: 0o700 });
  try {
    const { schema } = await readPoolSchema(services.jobs, ref);
    const name = basename(content.path);
    const words = { name, title: reportWords.reading(name) };
    const input = { path: content.path, rules: schema, target };
    const written = await runWithProgress(services.runTask, 'userKeys', input, words);
    if (written.sha256 !== content.sha256) throw refused(evidenceWords.changed(job.jobName));
    return await use(readKeys(target));
  } finally {
    await rm(target, { force: true });
  }
}
