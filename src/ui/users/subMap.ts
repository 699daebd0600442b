// Export Sub Map…: exports which user of the CSV has which sub in the pool.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import { keptAside } from '../../files/csv/fileNames.ts';
import { putSub, subBytes } from '../../files/csv/subMap.ts';
import { freeUri, runWithProgress } from '../csv/runWithProgress.ts';
import { background } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';
import { importedUsers } from './importedUsers.ts';
import { subMapWords } from './reportWords.ts';
import type { UserServices } from './userServices.ts';

/** @throws FailureError; 'cancelled' when the user cancels. */
export async function exportSubMap(services: UserServices, ref: JobRef, job: ImportJob): Promise<void> {
  const locale = vscode.env.language;
  let subs = new Uint8Array(0);
  let [others, odd] = [0, 0];
  const imported = await importedUsers(services, ref, job, {
    title: (way) => subMapWords.progress(job.jobName, way),
    begin: (lastLine) => (subs = new Uint8Array((lastLine + 1) * subBytes)),
    onFound: (found, isOfJob) => {
      if (!isOfJob) others++;
      else if (!putSub(subs, found.line, found.user.attributes['sub'] ?? '')) odd++;
    },
  });
  try {
    const { path } = imported.csv.content;
    const uri = await freeUri(vscode.Uri.file(path), 'subs');
    const after = keptAside(path);
    const input = { keys: imported.keysPath, subs, target: uri.fsPath, ...(after ? { after } : {}) };
    const words = { name: basename(uri.fsPath), title: subMapWords.writing(basename(uri.fsPath)) };
    const written = await runWithProgress(services.runTask, 'subMap', input, words);
    await services.csv().written([uri]);
    await vscode.commands.executeCommand('vscode.open', uri);
    const missing = imported.rows - written.users - others - odd;
    const text = subMapWords.done({ ...written, name: basename(uri.fsPath), missing, others, odd }, locale);
    background(vscode.window.showInformationMessage(plain(text)), services.log);
  } finally {
    await imported.remove();
  }
}
