// Which CSV a command is about, where nobody has said so: open ones first, then any file.
import * as vscode from 'vscode';

type FileItem = vscode.QuickPickItem & { readonly uri?: vscode.Uri };

/** Undefined when the user leaves. */
export async function pickCsv(title: string): Promise<vscode.Uri | undefined> {
  const open = openCsvs();
  if (open.length === 0) return browse(title);
  const items: FileItem[] = [
    ...open.map((uri) => ({
      label: baseName(uri),
      description: uri.scheme === 'untitled' ? 'not saved yet' : vscode.workspace.asRelativePath(uri),
      iconPath: new vscode.ThemeIcon('table'),
      uri,
    })),
    { label: 'Browse…', iconPath: new vscode.ThemeIcon('folder-opened'), alwaysShow: true },
  ];
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: 'Select a CSV' });
  return picked && (picked.uri ?? (await browse(title)));
}

/** The CSV of the tab in front. Asked of the tab, not of the editor: files of over 50 MB have no document. */
export function activeCsv(): vscode.Uri | undefined {
  const uri = uriOf(vscode.window.tabGroups.activeTabGroup.activeTab);
  return uri && looksLikeCsv(uri) ? uri : undefined;
}

/** The name of a file for a person. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

async function browse(title: string): Promise<vscode.Uri | undefined> {
  const filters = { CSV: ['csv', 'tsv', 'txt'], 'All Files': ['*'] };
  return (await vscode.window.showOpenDialog({ title, filters, openLabel: 'Select' }))?.[0];
}

function openCsvs(): readonly vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const uris = tabs.flatMap((tab) => uriOf(tab) ?? []).filter(looksLikeCsv);
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function uriOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  return tab?.input instanceof vscode.TabInputText ? tab.input.uri : undefined;
}

/** By its name, by its language, or as a text that has no name yet. */
function looksLikeCsv(uri: vscode.Uri): boolean {
  const document = openDocument(uri);
  return (
    /\.(csv|tsv)$/i.test(uri.path) ||
    (document !== undefined &&
      (document.languageId === 'csv' || (document.isUntitled && document.languageId === 'plaintext')))
  );
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}
