// A folder of CSVs, or a file. By itself, since what is dropped is looked at before the app is loaded.
import * as vscode from 'vscode';

/** False also for what is not there: that is told of when it is read. */
export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return false;
  const type = await vscode.workspace.fs.stat(uri).then(
    (stat) => stat.type,
    () => vscode.FileType.Unknown,
  );
  return (type & vscode.FileType.Directory) !== 0;
}
