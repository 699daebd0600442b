// Opens new documents in an editor.
import * as vscode from 'vscode';

/** Opens a new document, as CSV if an extension contributes that language. */
export async function openCsv(content: string, wanted = 'csv'): Promise<vscode.TextDocument> {
  const languages = await vscode.languages.getLanguages();
  const language = languages.includes(wanted) ? wanted : 'plaintext';
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document);
  return document;
}
