// The plan to undo an import: who of the users that the job imported is as the import made them.
import { randomUUID } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import * as vscode from 'vscode';
import { categoryQuota, rowsPerSecond } from '../../../domain/gateway/quotas.ts';
import type { ImportJob, JobRef } from '../../../domain/jobs/job.ts';
import type { FoundUser } from '../../../domain/users/survey.ts';
import { runOf, type ImportRun } from '../../../domain/users/importRun.ts';
import type { KeptReason } from '../../../domain/users/kept.ts';
import { whyKept, type UndoRow } from '../../../domain/users/undo.ts';
import type { FollowUpPlan } from './followUp.ts';
import { importedUsers, refused } from '../importedUsers.ts';
import { evidenceWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';
import { undoWords } from './undoWords.ts';

/** @throws FailureError where the evidence is not there, or there is nothing to undo; 'cancelled' when the user cancels. */
export async function planUndo(services: UserServices, ref: JobRef, job: ImportJob): Promise<FollowUpPlan> {
  const run = runOf(job);
  if (!run) throw refused(evidenceWords.noDates(job.jobName));
  const path = join(services.folder, 'lists', `${randomUUID()}.undo`);
  await mkdir(join(services.folder, 'lists'), { recursive: true, mode: 0o700 });
  const plan = new PlanWriter(path, run);
  try {
    const { rows, unlogged, remove } = await importedUsers(services, ref, job, {
      title: (way) => undoWords.progress(job.jobName, way),
      onFound: (found) => plan.add(found),
    });
    await remove();
    await plan.end(rows);
    const { users, kept } = plan;
    if (users === 0) throw refused(undoWords.nothing(job.jobName, kept, vscode.env.language));
    const seconds = users / rowsPerSecond(categoryQuota.UserUpdate);
    const mayHaveSignedIn = run.hasHashes;
    const words = { users, kept, imported: rows, unlogged, mayHaveSignedIn, seconds };
    const consequence = undoWords.plan(words, vscode.env.language);
    return { path, rows: users, consequence, numbers: Object.fromEntries(kept) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Writes the list while users are found, and counts who stays: however many there are, none is kept in memory. */
class PlanWriter {
  readonly kept = new Map<KeptReason, number>();
  users = 0;
  readonly #run: ImportRun;
  readonly #file: WriteStream;
  #found = 0;

  constructor(path: string, run: ImportRun) {
    this.#run = run;
    this.#file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  }

  add({ line, user }: FoundUser): void {
    this.#found++;
    const reason = whyKept(user, this.#run);
    if (reason) {
      this.#keep(reason, 1);
      return;
    }
    const { username, created, attributes } = user;
    const row: UndoRow = { line, username, sub: attributes['sub'] ?? '', created };
    this.#file.write(`${JSON.stringify(row)}\n`);
    this.users++;
  }

  /** @param rows that were looked for: who was not found is not there any more. @throws Error of the file system. */
  async end(rows: number): Promise<void> {
    if (rows > this.#found) this.#keep('gone', rows - this.#found);
    this.#file.end();
    await finished(this.#file);
  }

  #keep(reason: KeptReason, users: number): void {
    this.kept.set(reason, (this.kept.get(reason) ?? 0) + users);
  }
}
