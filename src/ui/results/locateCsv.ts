// Locate CSV…: the file that a job has imported, where this machine does not know it or finds it changed.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { FileContent } from '../../files/imports/importFiles.ts';
import { contentOf } from '../../files/imports/importFiles.ts';
import { plain } from '../shell/escapeText.ts';

const useAnyway = 'Use It Anyway';

/**
 * Undefined when the user leaves.
 * @param imported what the job has imported, where that is known: another file is taken only when the user insists.
 */
export async function locateCsv(
  jobName: string,
  imported: FileContent | undefined,
): Promise<FileContent | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: `Locate the CSV of ${jobName}`,
    openLabel: 'Use This CSV',
    filters: { CSV: ['csv', 'txt'], 'All Files': ['*'] },
    ...(imported ? { defaultUri: vscode.Uri.file(imported.path) } : {}),
  });
  const [uri] = picked ?? [];
  if (!uri) return undefined;
  const csv = await contentOf(uri.fsPath);
  if (!imported || csv.sha256 === imported.sha256) return csv;
  const answer = await vscode.window.showWarningMessage(
    `${basename(csv.path)} is not what ${plain(jobName)} has imported.`,
    {
      modal: true,
      detail: 'Its content differs. The lines that the log names may be other rows in it.',
    },
    useAnyway,
  );
  return answer === useAnyway ? csv : undefined;
}
