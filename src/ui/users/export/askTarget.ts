// Asks where the users of a pool are exported to.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { afterFileOf } from '../../../csv/afterFile.ts';
import { leftOutFileOf } from '../../../csv/export/keptAside.ts';
import { FailureError } from '../../../domain/connections/failure.ts';
import type { JobService } from '../../../domain/jobs/jobService.ts';
import { freeUri } from '../../csv/runWithProgress.ts';
import { plain } from '../../shell/escapeText.ts';
import { connectionName, connectionPlace } from '../../tree/rows.ts';
import type { Source } from './exportUsers.ts';
import { exportWords as words } from './exportWords.ts';

/** The path of the CSV; undefined when the user cancels. @throws FailureError if it is not on disk: a worker could not write it. */
export async function askTarget(jobs: JobService, { pool, poolName }: Source): Promise<string | undefined> {
  const view = jobs.store.connection(pool.connectionId);
  const place = view ? `${connectionName(view)} · ${connectionPlace(view)}` : pool.userPoolId;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const proposed = `${poolName.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-')}.csv`;
  const uri = await vscode.window.showSaveDialog({
    title: plain(words.save(poolName, place)),
    saveLabel: words.saveButton,
    filters: { CSV: ['csv'] },
    ...(folder ? { defaultUri: await freeUri(vscode.Uri.joinPath(folder, proposed), 'users') } : {}),
  });
  if (!uri) return undefined;
  if (uri.scheme !== 'file') throw new FailureError({ kind: 'misconfigured', message: words.notOnDisk });
  const name = basename(uri.fsPath);
  // The dialog has asked only whether to replace the CSV itself.
  const others = [afterFileOf(name), leftOutFileOf(name)].filter((each) =>
    existsSync(join(dirname(uri.fsPath), each)),
  );
  if (others.length === 0) return uri.fsPath;
  const question = plain(words.exists(others));
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, words.replace);
  return answer === words.replace ? uri.fsPath : undefined;
}
