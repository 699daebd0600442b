// Asks for the CSV of a command that was not called on one: an open one, or any file.
import * as vscode from 'vscode';

/** File extensions of what other systems export. */
export const sourceEndings = ['json', 'ndjson', 'jsonl'];

type FileItem = vscode.QuickPickItem & { readonly uri?: vscode.Uri };

/** @param also further file extensions that can be selected. @returns undefined when the user cancels. */
export async function pickCsv(title: string, also: readonly string[] = []): Promise<vscode.Uri | undefined> {
  const open = openCsvs();
  if (open.length === 0) return browse(title, also);
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
  return picked && (picked.uri ?? (await browse(title, also)));
}

/** The CSV of the active tab, which may have no editor: VS Code opens no document for files over 50 MB. */
export function activeCsv(): vscode.Uri | undefined {
  const uri = uriOf(vscode.window.tabGroups.activeTabGroup.activeTab);
  return uri && looksLikeCsv(uri) ? uri : undefined;
}

/** The file of the active tab if it can contain users: a CSV, or JSON. */
export function activeSource(): vscode.Uri | undefined {
  const uri = uriOf(vscode.window.tabGroups.activeTabGroup.activeTab);
  return uri && (looksLikeCsv(uri) || isJson(uri)) ? uri : undefined;
}

/** Whether the file must be another system's, which has to be converted first. */
export function isJson({ path }: vscode.Uri): boolean {
  return /\.(json|ndjson|jsonl)$/i.test(path);
}

/** The file's name, to be shown. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

async function browse(title: string, also: readonly string[]): Promise<vscode.Uri | undefined> {
  const name = also.length > 0 ? 'CSV and JSON' : 'CSV';
  const filters = { [name]: ['csv', 'tsv', 'txt', ...also], 'All Files': ['*'] };
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

/** By its name or language; an untitled plain text counts too. */
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
