// The result of a rehearsal as Markdown. It contains no value of any row.
import { basename } from 'node:path';
import { rehearsedReasons } from '../../../csv/results/rehearsal.ts';
import { upperFirst } from '../../../domain/jobs/jobWords.ts';
import type { Rehearsal } from '../../../files/rehearsal/rehearse.ts';
import { cell, table } from '../../users/report/reportText.ts';
import { outcomeWords, processed, reportWords, type Counters } from './rehearsalWords.ts';

/** Lines listed per reason in the report. */
const mostLines = 20;

/** The sum of all jobs' counters. */
export function allCounters({ parts }: Pick<Rehearsal, 'parts'>): Counters {
  const sum = (key: keyof Counters): number => parts.reduce((total, { result }) => total + result[key], 0);
  return {
    importedUsers: sum('importedUsers'),
    skippedUsers: sum('skippedUsers'),
    failedUsers: sum('failedUsers'),
  };
}

/** The completion messages of the jobs that would fail. */
export function failedMessages({ parts }: Pick<Rehearsal, 'parts'>): readonly string[] {
  return parts.flatMap(({ result }) =>
    result.status === 'Succeeded' ? [] : [result.completionMessage ?? result.status],
  );
}

/** @param subject the CSV or folder, and the user pool. */
export function rehearsalMarkdown(
  rehearsal: Rehearsal,
  subject: { readonly name: string; readonly poolName: string },
  { locale, at }: { readonly locale: string; readonly at: Date },
): string {
  const { name, poolName } = subject;
  const { files, rows, parts } = rehearsal;
  const all = allCounters(rehearsal);
  const outcome = outcomeWords(rows, all, locale);
  const failed = parts.findIndex(({ result }) => result.status !== 'Succeeded');
  const stops = failed >= 0 && failed < parts.length - 1;
  const isWhole = failed < 0 && all.importedUsers === rows;
  return [
    `# Rehearsal of ${cell(name)} for ${cell(poolName)}`,
    '',
    `**${upperFirst(outcome)}**`,
    '',
    ...jobsTable(files, locale),
    ...(stops ? [reportWords.stops(failed + 1, locale), ''] : []),
    ...reasonsTable(files, locale),
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
    ...files.map(
      ({ content }) =>
        `${files.length > 1 ? '- ' : ''}${cell(basename(content.path))}, ${content.bytes.toLocaleString(locale)} bytes, SHA-256 ${content.sha256}, ${at.toISOString()}`,
    ),
    '',
  ].join('\n');
}

function jobsTable(files: Rehearsal['files'], locale: string): readonly string[] {
  const isFolder = files.length > 1;
  const jobs = files.flatMap(({ content, parts }) => parts.map((part) => ({ part, path: content.path })));
  const counters = ['rows', 'imported', 'skipped', 'failed'];
  return table(
    jobs.length > 1 ? 'Jobs' : 'Job',
    ['job', ...(isFolder ? ['CSV'] : []), ...counters, 'status', 'completion message'],
    jobs.map(({ part: { result, rowCount }, path }, index) => [
      (index + 1).toLocaleString(locale),
      ...(isFolder ? [basename(path)] : []),
      ...[rowCount, result.importedUsers, result.skippedUsers, result.failedUsers].map((number) =>
        number.toLocaleString(locale),
      ),
      result.status,
      result.completionMessage ?? '',
    ]),
  );
}

function reasonsTable(files: Rehearsal['files'], locale: string): readonly string[] {
  const isFolder = files.length > 1;
  return table(
    'Rows that would not be imported',
    [...(isFolder ? ['CSV'] : []), 'outcome', 'reason', 'rows', 'lines of the CSV'],
    files.flatMap(({ content, parts }) =>
      rehearsedReasons(parts, mostLines).map(({ outcome, reason, count, lines }) => [
        ...(isFolder ? [basename(content.path)] : []),
        outcome === 'FAILED' ? 'failed' : 'skipped',
        reason,
        count.toLocaleString(locale),
        `${lines.join(', ')}${count > lines.length ? ', …' : ''}`,
      ]),
    ),
  );
}
