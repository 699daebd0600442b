// Send Password Resets…: sends a code to the users of a job who must set a password before they can sign in.
import * as vscode from 'vscode';
import { rm } from 'node:fs/promises';
import type { UserPoolDescription } from '../../../domain/gateway/importGateway.ts';
import { categoryQuota, rowsPerSecond } from '../../../domain/gateway/quotas.ts';
import type { ImportJob, JobRef } from '../../../domain/jobs/job.ts';
import {
  contactOf,
  recoveryContacts,
  resetAction,
  whyNotSent,
  type ResetRow,
} from '../../../domain/users/resets.ts';
import { isNumber, isObject, isText } from '../../../files/imports/storedState.ts';
import { commands } from '../../shell/ids.ts';
import { refused } from '../importedUsers.ts';
import { StatusCount } from '../statusCount.ts';
import type { UserServices } from '../userServices.ts';
import type { FollowUp, FollowUpPlan } from './followUp.ts';
import { resetNouns, resetWords } from './resetWords.ts';
import { listImportedUsers } from './userList.ts';

export const sendResets: FollowUp<ResetRow> = {
  kind: 'resets',
  command: commands.sendPasswordResets,
  nouns: resetNouns,
  isGrave: true,
  parse(value) {
    if (!isObject(value)) return undefined;
    const { line, username, sub } = value;
    return isNumber(line) && isText(username) && isText(sub) ? { line, username, sub } : undefined;
  },
  plan: planResets,
  act: ({ users, userPoolId, pool }) =>
    Promise.resolve(resetAction(users, userPoolId, recoveryContacts(pool))),
};

async function planResets(services: UserServices, ref: JobRef, job: ImportJob): Promise<FollowUpPlan> {
  const gateway = await services.jobs.gateway(ref.connectionId);
  const pool = await gateway.imports.describeUserPool(ref.userPoolId, new AbortController().signal);
  const ways = recoveryContacts(pool);
  if (ways.length === 0) throw refused(resetWords.adminOnly(pool.Name ?? ref.userPoolId));
  const sent = { email: 0, phone_number: 0 };
  const count = new StatusCount();
  const list = await listImportedUsers(services, ref, job, {
    title: (way) => resetWords.progress(job.jobName, way),
    choose: ({ line, user }, isOfJob) => {
      if (!isOfJob) return 'otherTime';
      count.add(user);
      const way = contactOf(user, ways);
      const reason = whyNotSent(user, ways);
      if (reason !== undefined) return reason;
      if (way === undefined) return 'noContact';
      sent[way]++;
      const row: ResetRow = { line, username: user.username, sub: user.attributes['sub'] ?? '' };
      return { text: JSON.stringify(row) };
    },
  });
  await list.remove();
  await count.keep(services, ref, list.rows);
  const { path, listed, kept, rows: imported } = list;
  const locale = vscode.env.language;
  if (listed === 0) {
    await rm(path, { force: true });
    throw refused(resetWords.nothing(job.jobName, kept, locale));
  }
  const seconds = listed / rowsPerSecond(categoryQuota.UserAccountRecovery);
  const words = { users: listed, imported, kept, sent, ownEmail: isOwnEmail(pool), seconds };
  const consequence = resetWords.plan(words, locale);
  return { path, rows: listed, consequence, numbers: Object.fromEntries(kept) };
}

/** Whether Cognito sends the pool's e-mail itself, which is the default. */
function isOwnEmail({ EmailConfiguration: email }: UserPoolDescription): boolean {
  return email?.EmailSendingAccount !== 'DEVELOPER';
}
