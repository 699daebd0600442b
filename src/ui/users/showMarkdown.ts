// Shows a report as a document that is not saved anywhere.
import * as vscode from 'vscode';

export async function showMarkdown(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
}
