// Show Who Must Still Reset: counts by status the users of a job who must set a password before they can sign in, and lists them.
import { copyFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { writeAfterRecord } from '../../csv/afterFile.ts';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import { mustReset, type Contact } from '../../domain/users/resets.ts';
import { background } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import { listImportedUsers } from './followUp/userList.ts';
import { mustResetWords as words } from './mustResetWords.ts';
import { StatusCount } from './statusCount.ts';
import { countMustReset } from './usersStatus.ts';
import type { UserServices } from './userServices.ts';

/** @throws FailureError if the evidence is missing; 'cancelled' when the user cancels. */
export async function showMustReset(services: UserServices, ref: JobRef, job: ImportJob): Promise<void> {
  const { log } = services;
  const { path, status } = await lookUp(services, ref, job, []);
  const forget = (): Promise<void> => rm(path, { force: true });
  const buttons = countMustReset(status) > 0 ? [words.saveList, words.sendResets] : [];
  const text = plain(words.summary(job.jobName, status, vscode.env.language));
  const answered = vscode.window.showInformationMessage(text, ...buttons).then(async (button) => {
    try {
      if (button === words.saveList) await saveList(services, ref, job, path);
    } finally {
      await forget();
    }
    if (button === words.sendResets) await vscode.commands.executeCommand(commands.sendPasswordResets, ref);
  });
  background(answered, log);
}

const columns = ['line', 'username', 'status'] as const;

/** Writes the list of those who must reset, and remembers the counts. */
async function lookUp(services: UserServices, ref: JobRef, job: ImportJob, contacts: readonly Contact[]) {
  const count = new StatusCount();
  const list = await listImportedUsers(services, ref, job, {
    title: (way) => words.progress(job.jobName, way),
    header: writeAfterRecord([...columns, ...contacts]),
    choose: ({ line, user }, isOfJob) => {
      if (!isOfJob) return 'otherTime';
      count.add(user);
      if (!mustReset(user)) return 'resetNot';
      const values = contacts.map((contact) => user.attributes[contact] ?? '');
      return { text: writeAfterRecord([String(line), user.username, user.status, ...values]) };
    },
  });
  await list.remove();
  const status = await count.keep(services, ref, list.rows);
  return { path: list.path, status, csv: list.csv.content.path };
}

/** Saves the list. Addresses and numbers are looked up only if the user asks for them. */
async function saveList(services: UserServices, ref: JobRef, job: ImportJob, path: string): Promise<void> {
  const items = words.columns.map((item) => ({ ...item }));
  const picked = await vscode.window.showQuickPick(items, { title: words.listTitle(job.jobName) });
  if (!picked) return;
  const csv = services.csvOf(ref)?.content.path;
  const target = await vscode.window.showSaveDialog({
    title: words.listTitle(job.jobName),
    filters: { CSV: ['csv'] },
    ...(csv === undefined
      ? {}
      : { defaultUri: vscode.Uri.file(join(dirname(csv), words.listName(basename(csv)))) }),
  });
  if (!target) return;
  const found = picked.contacts ? await lookUp(services, ref, job, ['email', 'phone_number']) : { path };
  try {
    await copyFile(found.path, target.fsPath);
  } finally {
    if (found.path !== path) await rm(found.path, { force: true });
  }
  await vscode.commands.executeCommand('vscode.open', target);
}
