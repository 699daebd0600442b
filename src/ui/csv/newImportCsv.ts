// New Import CSV: an untitled document with the pool's header and one example row.
import * as vscode from 'vscode';
import { importTemplate } from '../../csv/template.ts';
import type { CsvTarget } from './validate/validations.ts';

/** Returns undefined when the user cancels. */
export async function newImportCsv({
  schema,
  poolName,
}: CsvTarget): Promise<vscode.TextDocument | undefined> {
  const orders = [
    { label: "The pool's own order", description: 'as in the AWS console', requiredFirst: false },
    { label: 'Required columns first', description: 'the rest is optional', requiredFirst: true },
  ];
  const order = await vscode.window.showQuickPick(orders, {
    title: `New Import CSV for ${poolName}`,
    placeHolder: 'Select the order of the columns',
  });
  return order && openCsv(importTemplate(schema, order));
}

/** Opens a new document, as CSV if an extension contributes that language. */
export async function openCsv(content: string, wanted = 'csv'): Promise<vscode.TextDocument> {
  const languages = await vscode.languages.getLanguages();
  const language = languages.includes(wanted) ? wanted : 'plaintext';
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document);
  return document;
}
