// Plans the undo of an import: finds the imported users who are unchanged since the import.
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { categoryQuota, rowsPerSecond } from '../../../domain/gateway/quotas.ts';
import type { ImportJob, JobRef } from '../../../domain/jobs/job.ts';
import { runOf } from '../../../domain/users/importRun.ts';
import { recordsSignIns, whyKept, type UndoRow } from '../../../domain/users/undo.ts';
import { refused } from '../importedUsers.ts';
import { evidenceWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';
import type { FollowUpPlan } from './followUp.ts';
import { undoWords, type UndoPlan } from './undoWords.ts';
import { listImportedUsers } from './userList.ts';

/** @throws FailureError if the evidence is missing, or there is nothing to undo; 'cancelled' when the user cancels. */
export async function planUndo(services: UserServices, ref: JobRef, job: ImportJob): Promise<FollowUpPlan> {
  const run = runOf(job);
  if (!run) throw refused(evidenceWords.noDates(job.jobName));
  const gateway = await services.jobs.gateway(ref.connectionId);
  const pool = await gateway.imports.describeUserPool(ref.userPoolId, new AbortController().signal);
  const hasHistory = recordsSignIns(pool);
  const list = await listImportedUsers(services, ref, job, {
    title: (way) => undoWords.progress(job.jobName, way),
    choose: ({ line, user }) => {
      const { username, created, attributes } = user;
      const row: UndoRow = { line, username, sub: attributes['sub'] ?? '', created };
      return whyKept(user, run) ?? { text: JSON.stringify(row) };
    },
  });
  await list.remove();
  const { path, listed, kept, rows, unlogged } = list;
  const locale = vscode.env.language;
  if (listed === 0) {
    await rm(path, { force: true });
    throw refused(undoWords.nothing(job.jobName, kept, locale));
  }
  const seconds = listed / rowsPerSecond(categoryQuota.UserUpdate);
  const signIns: UndoPlan['signIns'] = hasHistory ? 'recorded' : run.hasHashes ? 'unknown' : 'seen';
  const consequence = undoWords.plan(
    { users: listed, kept, imported: rows, unlogged, signIns, seconds },
    locale,
  );
  const numbers = { ...Object.fromEntries(kept), history: hasHistory ? 1 : 0 };
  return { path, rows: listed, consequence, numbers };
}
