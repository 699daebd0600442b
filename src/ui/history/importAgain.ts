// Import Again…: runs Create Import Job… with the answers of an earlier job, as far as they are still valid.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { hashAlgorithms } from '../../csv/schema.ts';
import { roleName } from '../../domain/jobs/awsAddresses.ts';
import { failureOf } from '../../domain/connections/failure.ts';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { isUnchanged, type FileContent } from '../../files/imports/importFiles.ts';
import type { CsvArgument } from '../csv/csvArgument.ts';
import { pickCsv } from '../csv/pickCsv.ts';
import type { ErrorLog } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import { inform } from '../shell/inform.ts';
import { commandWords } from './commandWords.ts';
import { againWords as words } from './historyWords.ts';

/** The earlier import that is repeated. */
export interface Again {
  readonly pool: PoolRef;
  readonly poolName: string;
  readonly roleArn?: string;
  /** In the API's spelling. Absent if the CSV has no hashes. */
  readonly algorithm?: string;
  /** Absent if this machine does not know it. */
  readonly csv?: FileContent;
  readonly part?: ImportRecord['part'];
}

interface AgainServices {
  readonly jobs: JobService;
  readonly log: ErrorLog;
}

/** Tells the user what no longer exists, and asks for it again. @throws FailureError */
export async function importAgain({ jobs, log }: AgainServices, again: Again): Promise<void> {
  const { pool, poolName, roleArn, algorithm } = again;
  const uri = await fileOf(again, log);
  if (!uri) return;
  const known = hashAlgorithms.find((each) => each === algorithm);
  // The user is asked if this version does not know the algorithm.
  const hashes = algorithm === undefined || known ? { algorithm: known ?? ('none' as const) } : {};
  if (!(await isPoolThere(jobs, pool))) {
    inform(plain(words.noPool(poolName)), log);
    await create({ uri, like: hashes });
    return;
  }
  const hasRole = roleArn !== undefined && (await isRoleThere(jobs, pool, roleArn));
  if (roleArn !== undefined && !hasRole) inform(plain(words.noRole(roleName(roleArn))), log);
  await create({ uri, pool, like: { ...hashes, ...(hasRole ? { roleArn } : {}) } });
}

async function create(argument: CsvArgument): Promise<void> {
  await vscode.commands.executeCommand(commands.createImportJob, argument);
}

/** False only if the pool does not exist: any other failure is reported, with its remedy, by the next step. */
async function isPoolThere(jobs: JobService, { connectionId, userPoolId }: PoolRef): Promise<boolean> {
  if (!jobs.store.connection(connectionId)) return false;
  try {
    const gateway = await jobs.gateway(connectionId);
    await gateway.imports.describeUserPool(userPoolId, new AbortController().signal);
    return true;
  } catch (error) {
    return failureOf(error).kind !== 'notFound';
  }
}

/** True if IAM may not be read: then the service reports a missing role when the job is created. */
async function isRoleThere(jobs: JobService, pool: PoolRef, arn: string): Promise<boolean> {
  try {
    const gateway = await jobs.gateway(pool.connectionId);
    const roles = await gateway.imports.listLogRoles(new AbortController().signal);
    return roles.some((role) => role.arn === arn);
  } catch (error) {
    if (failureOf(error).kind === 'unexpected') throw error;
    return true;
  }
}

/** Undefined when the user cancels. */
async function fileOf({ csv, part }: Again, log: ErrorLog): Promise<vscode.Uri | undefined> {
  if (!csv) {
    inform(words.neverKnown, log);
    return pickCsv(commandWords.again);
  }
  const name = basename(csv.path);
  const uri = vscode.Uri.file(csv.path);
  if (!existsSync(csv.path)) {
    inform(plain(words.noFile(name)), log);
    return pickCsv(commandWords.again);
  }
  const reading = { location: vscode.ProgressLocation.Window, title: commandWords.again };
  const isSame = await vscode.window.withProgress(reading, () => isUnchanged(csv));
  if (isSame) {
    if (part) inform(plain(words.wholeFile(name, part.rows, vscode.env.language)), log);
    return uri;
  }
  const answer = await vscode.window.showWarningMessage(
    plain(words.changed(name)),
    { modal: true, detail: words.changedDetail },
    words.importIt,
    words.otherFile,
  );
  if (answer === words.otherFile) return pickCsv(commandWords.again);
  return answer === words.importIt ? uri : undefined;
}
