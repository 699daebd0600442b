// Shows a rehearsal as a job: the CSV is imported into a new user pool of the user's own sandbox, where it stays until the window closes.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { defined } from '../../../domain/base/defined.ts';
import { sandboxConnection } from '../../../domain/connections/connection.ts';
import { FailureError } from '../../../domain/connections/failure.ts';
import type { ImportStore } from '../../../domain/imports/importStore.ts';
import type { JobRef } from '../../../domain/jobs/job.ts';
import { isUnchanged } from '../../../files/imports/importFiles.ts';
import type { Rehearsal } from '../../../files/rehearsal/rehearse.ts';
import type { RehearsedFile } from '../../../files/rehearsal/rehearsedFiles.ts';
import type { Sandbox } from '../../connections/sandbox.ts';
import type { CsvTarget } from '../../csv/validate/validations.ts';
import { rehearsalWords } from './rehearsalWords.ts';

/** The only job of its pool. */
const jobName = 'rehearsal';

/** The sandbox shares a thread with the rest of the extension, and keeps every user in memory. */
const mostRows = 50_000;

/** A job of the sandbox imports exactly one CSV. */
export function canBeLookedAt({ rows, parts }: Rehearsal): boolean {
  return parts.length === 1 && rows <= mostRows;
}

/** @returns the job, which has ended. @throws FailureError if the CSV has changed. */
export async function lookInSandbox(
  { sandbox, store }: { readonly sandbox: Pick<Sandbox, 'runImport'>; readonly store: ImportStore },
  { content, rows }: Omit<RehearsedFile, 'parts'>,
  { schema, poolName }: CsvTarget,
  algorithm: string | undefined,
): Promise<JobRef> {
  const name = basename(content.path);
  const csv = await readFile(content.path);
  if (!(await isUnchanged(content)))
    throw new FailureError({ kind: 'conflict', message: rehearsalWords.changed(name) });
  const hashed = defined({ passwordHashingAlgorithm: algorithm });
  const job = await sandbox.runImport({ poolName, schema, jobName, csv, ...hashed });
  const source = { ...content, rows };
  // Stored like any import of this machine, so that the lines of its results open the CSV.
  const lease = await store.create({
    id: randomUUID(),
    path: content.path,
    jobName,
    connection: sandboxConnection,
    userPoolId: job.userPoolId,
    poolName,
    cloudWatchLogsRoleArn: job.roleArn,
    ...hashed,
    start: true,
    queued: false,
    parts: [{ source, csv: source, rows, stage: 'started', jobId: job.jobId }],
    status: 'finished',
    savedAt: 0,
  });
  await lease.release();
  return { connectionId: sandboxConnection.id, userPoolId: job.userPoolId, jobId: job.jobId };
}
