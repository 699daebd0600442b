// The whole job as a tooltip. Every value is appended as text, so that nothing the service sends is read as markup.
import * as vscode from 'vscode';
import type { ImportJob } from '../../domain/jobs/job.ts';
import { explanation } from '../../domain/jobs/jobWords.ts';
import { plain } from '../shell/escapeText.ts';

export function jobTooltip(job: ImportJob, locale: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const name = asText(job.jobName);
  tooltip.appendMarkdown('**').appendText(name).appendMarkdown('**\n\n').appendText(explanation(job));
  const date = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : new Date(value).toLocaleString(locale);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Status', job.status],
    ['Imported', job.importedUsers.toLocaleString(locale)],
    ['Skipped', job.skippedUsers.toLocaleString(locale)],
    ['Failed', job.failedUsers.toLocaleString(locale)],
    ['Message', job.completionMessage],
    ['Created', date(job.creationDate)],
    ['Started', date(job.startDate)],
    ['Completed', date(job.completionDate)],
    ['Password hash', job.passwordHashingAlgorithm],
    ['Job ID', job.jobId],
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
