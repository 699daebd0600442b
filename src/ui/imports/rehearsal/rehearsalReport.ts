// The result of a rehearsal as Markdown. It holds no value of any row.
import { basename } from 'node:path';
import { rehearsedReasons } from '../../../csv/results/rehearsal.ts';
import type { Rehearsal } from '../../../files/rehearsal/rehearse.ts';
import { cell, table } from '../../users/report/reportText.ts';
import { outcomeWords, processed, reportWords, type Counters } from './rehearsalWords.ts';

/** Of each reason, where people read. */
const mostLines = 20;

/** The counters of all jobs. */
export function allCounters({ parts }: Pick<Rehearsal, 'parts'>): Counters {
  const sum = (key: keyof Counters): number => parts.reduce((total, { result }) => total + result[key], 0);
  return {
    importedUsers: sum('importedUsers'),
    skippedUsers: sum('skippedUsers'),
    failedUsers: sum('failedUsers'),
  };
}

/** What the jobs that would fail say. */
export function failedMessages({ parts }: Pick<Rehearsal, 'parts'>): readonly string[] {
  return parts.flatMap(({ result }) =>
    result.status === 'Succeeded' ? [] : [result.completionMessage ?? result.status],
  );
}

export function rehearsalMarkdown(
  rehearsal: Rehearsal,
  poolName: string,
  { locale, at }: { readonly locale: string; readonly at: Date },
): string {
  const { content, rows, parts } = rehearsal;
  const all = allCounters(rehearsal);
  const reasons = rehearsedReasons(parts, mostLines);
  const outcome = outcomeWords(rows, all, locale);
  const failed = parts.findIndex(({ result }) => result.status !== 'Succeeded');
  const stops = failed >= 0 && failed < parts.length - 1;
  const isWhole = parts.every(({ result }) => result.status === 'Succeeded') && reasons.length === 0;
  return [
    `# Rehearsal of ${cell(basename(content.path))} for ${cell(poolName)}`,
    '',
    `**${outcome.slice(0, 1).toUpperCase()}${outcome.slice(1)}**`,
    '',
    ...table(
      parts.length > 1 ? 'Jobs' : 'Job',
      ['job', 'rows', 'imported', 'skipped', 'failed', 'status', 'completion message'],
      parts.map(({ result, rowCount }, index) => [
        ...[index + 1, rowCount, result.importedUsers, result.skippedUsers, result.failedUsers].map(
          (number) => number.toLocaleString(locale),
        ),
        result.status,
        result.completionMessage ?? '',
      ]),
    ),
    ...(stops ? [reportWords.stops(failed + 1, locale), ''] : []),
    ...table(
      'Rows that would not be imported',
      ['outcome', 'reason', 'rows', 'lines of the CSV'],
      reasons.map(({ outcome: of, reason, count, lines }) => [
        of === 'FAILED' ? 'failed' : 'skipped',
        reason,
        count.toLocaleString(locale),
        `${lines.join(', ')}${count > lines.length ? ', …' : ''}`,
      ]),
    ),
    ...(isWhole ? [reportWords.noReasons, ''] : []),
    '## Time at AWS',
    '',
    processed(all) > 0 ? reportWords.time(processed(all), parts.length, locale) : reportWords.notRun,
    '',
    '## What a rehearsal cannot know',
    '',
    ...reportWords.unknown.map((sentence) => `- ${sentence}`),
    '',
    '## What was rehearsed',
    '',
    reportWords.sent,
    '',
    `${cell(basename(content.path))}, ${content.bytes.toLocaleString(locale)} bytes, SHA-256 ${content.sha256}, ${at.toISOString()}`,
    '',
  ].join('\n');
}
