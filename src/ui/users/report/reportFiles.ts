// Asks where a report is saved, writes its files, and tells the user.
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { background } from '../../shell/background.ts';
import { plain } from '../../shell/escapeText.ts';
import { reportMarkdown, type ImportReport } from './reportText.ts';
import { reportWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';

/** The paths of a report. */
export interface ReportPaths {
  readonly markdown: string;
  readonly json: string;
  readonly rows: string;
}

/** @param csv the report is proposed beside this file. @returns undefined when the user cancels. */
export async function askPaths(jobName: string, csv: string | undefined): Promise<ReportPaths | undefined> {
  const folder = csv === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath : dirname(csv);
  const target = await vscode.window.showSaveDialog({
    title: reportWords.title(jobName),
    saveLabel: reportWords.save,
    filters: { Markdown: ['md'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.file(join(folder, reportName(jobName))) }),
  });
  if (!target) return undefined;
  const markdown = /\.md$/i.test(target.fsPath) ? target.fsPath : `${target.fsPath}.md`;
  const base = markdown.slice(0, -'.md'.length);
  return { markdown, json: `${base}.json`, rows: `${base}.rows.ndjson` };
}

function reportName(jobName: string): string {
  return `${jobName.replaceAll(/[^\w.-]+/g, '-')}-report.md`;
}

/** @throws Error of the file system. */
export async function writeReport({ markdown, json }: ReportPaths, report: ImportReport): Promise<void> {
  await writeFile(markdown, reportMarkdown(report, vscode.env.language));
  await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** Does not wait for the answer. */
export function tellOfReport(markdown: string, beside: readonly string[], log: UserServices['log']): void {
  const names = beside.map((each) => basename(each));
  const answered = vscode.window
    .showInformationMessage(plain(reportWords.done(basename(markdown), names)), reportWords.show)
    .then((button) => button && vscode.commands.executeCommand('vscode.open', vscode.Uri.file(markdown)));
  background(answered, log);
}
