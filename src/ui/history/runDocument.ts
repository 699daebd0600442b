// Compares two imports in Markdown.
import { compareReasons, fileChange, fileName } from '../../domain/history/compareRuns.ts';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import { cell, table } from '../users/report/reportText.ts';
import { runWords } from './historyWords.ts';

/** The import that began first is the first column. */
export function runDocument(one: ImportRecord, other: ImportRecord, locale: string): string {
  const [first, second] = one.begunAt <= other.begunAt ? [one, other] : [other, one];
  const facts = [factsOf(first, locale), factsOf(second, locale)] as const;
  const names = Object.keys(facts[0]) as (keyof (typeof facts)[0])[];
  return [
    `# ${runWords.heading}`,
    '',
    runWords.file[fileChange(first, second)],
    '',
    ...table(
      'Jobs',
      ['', 'first', 'second'],
      // Leaves out rows that are empty for both.
      names
        .filter((name) => facts[0][name] + facts[1][name] !== '')
        .map((name) => [name, facts[0][name], facts[1][name]]),
    ),
    ...reasonLines(first, second, locale),
  ].join('\n');
}

function factsOf(record: ImportRecord, locale: string) {
  const { job, connection, poolName, account, csv, part, begunAt } = record;
  const number = (value: number): string => value.toLocaleString(locale);
  return {
    job: job.jobName,
    file: fileName(record) ?? 'not known',
    'SHA-256': csv?.sha256 ?? 'not known',
    'rows of the CSV': csv ? number(csv.rows) : 'not known',
    'part of it': part ? `${number(part.rows)} rows from line ${number(part.firstLine)}` : '',
    begun: new Date(begunAt).toISOString(),
    'user pool': `${poolName} (${job.userPoolId})`,
    account: account?.accountId ?? 'not known',
    region: connection.region,
    'imported by': account?.arn ?? 'not known',
    status: job.status,
    imported: number(job.importedUsers),
    skipped: number(job.skippedUsers),
    failed: number(job.failedUsers),
    'completion message': job.completionMessage ?? '',
  };
}

function reasonLines(first: ImportRecord, second: ImportRecord, locale: string): readonly string[] {
  const unread = [first, second].filter(
    ({ job, logged }) => !logged && job.failedUsers + job.skippedUsers > 0,
  );
  if (unread.length > 0) return [cell(runWords.noReasons(unread.map(({ job }) => job.jobName))), ''];
  const none = { rows: 0, reasons: [] };
  const differences = compareReasons(first.logged ?? none, second.logged ?? none);
  if (differences.length === 0) return [runWords.allImported, ''];
  return table(
    'Rows that did not become users',
    ['outcome', 'reason', 'first', 'second', 'change'],
    differences.map(({ outcome, reason, before, after, change }) => [
      outcome,
      reason,
      before.toLocaleString(locale),
      after.toLocaleString(locale),
      runWords.change[change],
    ]),
  );
}
