// Shows a whole job in a tooltip. Every value is appended as text, so that nothing the service sends is rendered as markup.
import * as vscode from 'vscode';
import type { ImportJob } from '../../domain/jobs/job.ts';
import { explanation } from '../../domain/jobs/jobWords.ts';
import { plain } from '../shell/escapeText.ts';
import { treeWords } from './treeWords.ts';

const words = treeWords.tooltip;

/** @param note an open decision about the job, in words. */
export function jobTooltip(job: ImportJob, locale: string, note: string | undefined): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const name = asText(job.jobName);
  tooltip.appendMarkdown('**').appendText(name).appendMarkdown('**\n\n').appendText(explanation(job));
  if (note !== undefined) tooltip.appendMarkdown('\n\n').appendText(note);
  const date = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : new Date(value).toLocaleString(locale);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.status, job.status],
    [words.imported, job.importedUsers.toLocaleString(locale)],
    [words.skipped, job.skippedUsers.toLocaleString(locale)],
    [words.failed, job.failedUsers.toLocaleString(locale)],
    [words.message, job.completionMessage],
    [words.created, date(job.creationDate)],
    [words.started, date(job.startDate)],
    [words.completed, date(job.completionDate)],
    [words.hash, job.passwordHashingAlgorithm],
    [words.id, job.jobId],
  ];
  tooltip.appendMarkdown('\n\n---\n\n');
  for (const [label, value] of facts) {
    if (value === undefined) continue;
    tooltip.appendMarkdown(`${label}: `).appendText(asText(value)).appendMarkdown('  \n');
  }
  return tooltip;
}

/** `appendText` leaves `&` alone, so that `&lt;` would be shown as `<`. */
function asText(value: string): string {
  return plain(value).replaceAll('&', '&amp;');
}
