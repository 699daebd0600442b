// Plans from the file kept aside which of the job's users are added to which groups, and which are disabled.
import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { categoryQuota, rowsPerSecond } from '../../../domain/gateway/quotas.ts';
import type { ImportJob, JobRef } from '../../../domain/jobs/job.ts';
import { listGroups } from '../../../domain/users/groups.ts';
import { keptAside } from '../../../files/csv/fileNames.ts';
import { cancelled } from '../../../files/runTask.ts';
import { plain } from '../../shell/escapeText.ts';
import { refused } from '../importedUsers.ts';
import { subMapWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';
import type { FollowUpPlan } from './followUp.ts';
import { askColumns } from './askColumns.ts';
import { groupWords } from './groupWords.ts';
import { listImportedUsers } from './userList.ts';

/** @throws FailureError if the evidence is missing, or there is nothing to do; 'cancelled' when the user cancels. */
export async function planGroups(services: UserServices, ref: JobRef, job: ImportJob): Promise<FollowUpPlan> {
  const after = await afterFile(services, ref, job);
  const columns = await askColumns(after);
  const list = await listImportedUsers(services, ref, job, {
    title: (way) => subMapWords.progress(job.jobName, way),
    choose: ({ line, user }, isOfJob) => {
      if (!isOfJob) return 'otherTime';
      return { text: JSON.stringify({ line, username: user.username, sub: user.attributes['sub'] ?? '' }) };
    },
  });
  const path = `${list.path}.apply`;
  try {
    const name = basename(after);
    const { signal } = new AbortController();
    const input = { keys: list.keysPath, found: list.path, after, columns, target: path };
    const written = await services.runTask('applyPlan', input, { name, signal });
    if (written.rows === 0) throw refused(groupWords.nothing(name));
    const gateway = await services.jobs.gateway(ref.connectionId);
    const there = await listGroups(gateway.users, ref.userPoolId, signal);
    const missing = written.groups.map(([group]) => group).filter((group) => !there.has(group));
    const effects = written.groups.reduce((sum, [, members]) => sum + members, written.disabled);
    const seconds = effects / rowsPerSecond(categoryQuota.UserUpdate);
    const words = { ...written, name, missing, kept: list.kept, seconds };
    const consequence = groupWords.plan(words, vscode.env.language);
    return { path, rows: written.rows, consequence, numbers: Object.fromEntries(list.kept) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await list.remove();
    await rm(list.path, { force: true });
  }
}

/** The file beside the CSV with the expected name, else one that the user selects. */
async function afterFile({ csvOf }: UserServices, ref: JobRef, { jobName }: ImportJob): Promise<string> {
  const csv = csvOf(ref)?.content.path;
  const beside = csv === undefined ? undefined : keptAside(csv);
  if (beside !== undefined) return beside;
  const picked = await vscode.window.showOpenDialog({
    title: plain(groupWords.pickTitle(jobName)),
    openLabel: groupWords.pick,
    filters: { CSV: ['csv'], 'All Files': ['*'] },
    ...(csv === undefined ? {} : { defaultUri: vscode.Uri.file(dirname(csv)) }),
  });
  if (!picked?.[0]) throw cancelled();
  return picked[0].fsPath;
}
