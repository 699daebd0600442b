// Export Users…: exports the users of a pool as an import CSV, and what that cannot carry to a file beside it. It can be resumed.
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { afterFileOf } from '../../../csv/afterFile.ts';
import { leftOutFileOf } from '../../../csv/export/keptAside.ts';
import { FailureError, failureOf } from '../../../domain/connections/failure.ts';
import { poolKey, type PoolRef } from '../../../domain/jobs/userPool.ts';
import { membersPath, usersPath } from '../../../files/exports/exportDraft.ts';
import type { ExportFolder, HeldExport } from '../../../files/exports/exportFolder.ts';
import { pickPool } from '../../csv/pickPool.ts';
import { readPoolSchema, type PoolSchema } from '../../csv/poolSchema.ts';
import { runWithProgress } from '../../csv/runWithProgress.ts';
import { background } from '../../shell/background.ts';
import { plain } from '../../shell/escapeText.ts';
import { commands } from '../../shell/ids.ts';
import type { UserServices } from '../userServices.ts';
import { askTarget } from './askTarget.ts';
import { exportedMessage, exportWords as words } from './exportWords.ts';
import { listWithProgress } from './listWithProgress.ts';

/** A pool whose users are exported. */
export interface Source extends PoolSchema {
  readonly pool: PoolRef;
}

/** @throws FailureError; 'cancelled' when the user cancels before anything was listed. */
export async function exportUsers(
  services: UserServices,
  folder: ExportFolder,
  given: PoolRef | undefined,
): Promise<void> {
  const { jobs } = services;
  const pool = given ?? (await pickPool(jobs, words.title, undefined, words.pickPool));
  if (!pool) return;
  const reading = { location: vscode.ProgressLocation.Window, title: words.title };
  const source = {
    ...(await vscode.window.withProgress(reading, () => readPoolSchema(jobs, pool))),
    pool: { connectionId: pool.connectionId, userPoolId: pool.userPoolId },
  };
  const held = (await takeUp(folder, source)) ?? (await begin(services, folder, source));
  if (held && held !== 'left') await run(services, held, source);
}

async function begin(
  services: UserServices,
  folder: ExportFolder,
  source: Source,
): Promise<HeldExport | undefined> {
  const target = await askTarget(services.jobs, source);
  return target === undefined ? undefined : folder.create(poolKey(source.pool), target);
}

/** Resumes an export that was paused, or whose window is gone. Undefined if there is none, or the user starts again. */
async function takeUp(
  folder: ExportFolder,
  { pool, poolName }: Source,
): Promise<HeldExport | 'left' | undefined> {
  const head = await folder.find(poolKey(pool));
  if (!head) return undefined;
  const waiting = { location: vscode.ProgressLocation.Window, title: words.title };
  const { signal } = new AbortController();
  const held = await vscode.window.withProgress(waiting, () => folder.claim(head.id, signal));
  if (held === 'elsewhere') throw new FailureError({ kind: 'conflict', message: words.elsewhere });
  if (!held) return undefined;
  const detail = words.interruptedDetail(held.draft.users.count, basename(head.target), vscode.env.language);
  const question = plain(words.interrupted(poolName));
  const answer = await vscode.window.showInformationMessage(
    question,
    { modal: true, detail: plain(detail) },
    words.continue,
    words.startAgain,
  );
  if (answer === words.continue) return held;
  if (answer === words.startAgain) {
    await held.remove();
    return undefined;
  }
  await held.release();
  return 'left';
}

async function run(services: UserServices, held: HeldExport, source: Source): Promise<void> {
  const { log } = services;
  const { poolName } = source;
  const locale = vscode.env.language;
  try {
    await listWithProgress(services, held, source);
    await write(services, held, source);
  } catch (error) {
    const users = held.draft.users.count;
    await held.release();
    const failure = failureOf(error);
    if (failure.kind !== 'cancelled')
      throw new FailureError(
        { ...failure, message: words.rests(failure.message, users, locale) },
        { cause: error },
      );
    const text = plain(words.paused(poolName, users, locale));
    const asked = vscode.window.showInformationMessage(text, words.continue, words.discard);
    background(
      asked.then((answer) => onPaused(source, held.folder, answer)),
      log,
    );
  }
}

async function onPaused({ pool }: Source, folder: string, answer: string | undefined): Promise<void> {
  if (answer === words.continue) await vscode.commands.executeCommand(commands.exportUsers, { pool });
  else if (answer === words.discard) await rm(folder, { recursive: true, force: true });
}

async function write(services: UserServices, held: HeldExport, source: Source): Promise<void> {
  const { target } = held.head;
  const [folder, name] = [dirname(target), basename(target)];
  const [after, leftOut] = [afterFileOf(name), leftOutFileOf(name)];
  const paths = [target, join(folder, after), join(folder, leftOut)];
  const input = {
    users: usersPath(held.folder),
    members: membersPath(held.folder),
    schema: source.schema,
    userPoolId: source.pool.userPoolId,
    target,
    after: join(folder, after),
    leftOut: join(folder, leftOut),
  };
  const newFiles = paths.map((path) => `${path}.partial`);
  const task = { name, title: plain(words.writing(name)), newFiles };
  const written = await runWithProgress(services.runTask, 'exportUsers', input, task);
  const hasLeftOut = written.leftOut.length > 0;
  // The file of an earlier export to the same place, which the user has agreed to replace.
  if (!hasLeftOut) await rm(input.leftOut, { force: true });
  await held.remove();
  const uris = (hasLeftOut ? paths : paths.slice(0, 2)).map((path) => vscode.Uri.file(path));
  await services.csv().written(uris);
  const text = exportedMessage(
    { ...written, poolName: source.poolName, name, after, leftOutName: leftOut },
    vscode.env.language,
  );
  tell(
    services,
    plain(text),
    vscode.Uri.file(target),
    hasLeftOut ? vscode.Uri.file(input.leftOut) : undefined,
    source,
  );
}

/** Does not wait for the answer. */
function tell(
  { log }: UserServices,
  text: string,
  uri: vscode.Uri,
  leftOut: vscode.Uri | undefined,
  { pool }: Source,
): void {
  const { executeCommand } = vscode.commands;
  const buttons = [words.validate, words.create, ...(leftOut ? [words.showLeftOut] : [])];
  const told = vscode.window.showInformationMessage(text, ...buttons).then(async (button) => {
    if (button === words.validate) await executeCommand(commands.validateCsv, { uri, pool });
    else if (button === words.create) await executeCommand(commands.createImportJob, { uri });
    else if (button === words.showLeftOut) await executeCommand('vscode.open', leftOut);
  });
  background(told, log);
}
