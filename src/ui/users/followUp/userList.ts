// Looks up the users that a job imported, writes the chosen ones to a list, and counts the others by reason.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { ImportJob, JobRef } from '../../../domain/jobs/job.ts';
import type { KeptReason } from '../../../domain/users/kept.ts';
import type { FoundUser } from '../../../domain/users/survey.ts';
import { importedUsers, type ImportedUsers } from '../importedUsers.ts';
import type { UserServices } from '../userServices.ts';

interface ListQuestion {
  /** @param way the method of the look-up, and how long it takes. */
  readonly title: (way: string) => string;
  /** The user's line in the list, or why the user gets none. */
  readonly choose: (found: FoundUser, isOfJob: boolean) => { readonly text: string } | KeptReason;
  /** The first line of the list. */
  readonly header?: string;
}

/** The caller deletes the list and the names that were looked for. */
export interface UserList extends ImportedUsers {
  readonly path: string;
  /** Users on the list. */
  readonly listed: number;
  readonly kept: ReadonlyMap<KeptReason, number>;
}

/** Keeps no user in memory, however many there are. @throws FailureError if the evidence is missing; 'cancelled'. */
export async function listImportedUsers(
  services: UserServices,
  ref: JobRef,
  job: ImportJob,
  { title, choose, header }: ListQuestion,
): Promise<UserList> {
  const folder = join(services.folder, 'lists');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.list`);
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const kept = new Map<KeptReason, number>();
  const keep = (reason: KeptReason, users = 1): void =>
    void kept.set(reason, (kept.get(reason) ?? 0) + users);
  let [found, listed] = [0, 0];
  try {
    if (header !== undefined) file.write(`${header}\n`);
    const looked = await importedUsers(services, ref, job, {
      title,
      onFound: (user, isOfJob) => {
        found++;
        const chosen = choose(user, isOfJob);
        if (typeof chosen === 'string') {
          keep(chosen);
          return;
        }
        listed++;
        file.write(`${chosen.text}\n`);
      },
    });
    // Users who were not found no longer exist.
    if (looked.rows > found) keep('gone', looked.rows - found);
    file.end();
    await finished(file);
    return { ...looked, path, listed, kept };
  } catch (error) {
    file.destroy();
    await rm(path, { force: true });
    throw error;
  }
}
