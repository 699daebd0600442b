// The saved report of an import: its members, and its Markdown.
import { count } from '../../../domain/jobs/jobWords.ts';
import type { Reason } from '../../../domain/history/importRecord.ts';
import { reportWords } from '../reportWords.ts';

/** A pass over the job's users after the import. */
export interface FollowUp {
  /** `undo`, … */
  readonly kind: string;
  /** ISO 8601. */
  readonly begunAt: string;
  readonly rows: number;
  readonly isFinished: boolean;
  readonly outcomes: Readonly<Record<'done' | 'kept' | 'failed', number>>;
}

/** Which values of rows a report contains. */
export type CellValues = 'none' | 'usernames';

export interface ImportReport {
  /** ISO 8601. */
  readonly savedAt: string;
  /** ARN of the identity that saved the report. Absent if the report was saved without a sign-in. */
  readonly savedBy?: string;
  /** ARN of the identity that imported, if this machine did: the service does not store it. */
  readonly importedBy?: string;
  /** `history`: the service did not return the job, so this is what this machine remembers about it. */
  readonly source: 'service' | 'history';
  /** Why the service did not return the job. */
  readonly why?: string;
  readonly cellValues: CellValues;
  readonly place: Readonly<Record<'userPool' | 'account' | 'region' | 'profile', string>>;
  /** All fields under the API's own names, e.g. counters, times and the completion message. Never the pre-signed URL. */
  readonly job: Readonly<Record<string, string>>;
  readonly csv?: {
    readonly name: string;
    readonly bytes: number;
    /** Hexadecimal. */
    readonly sha256: string;
    /** Whether the file is proven to be the one that the job imported. */
    readonly isProven: boolean;
    readonly part?: { readonly firstLine: number; readonly rows: number };
  };
  /** What the numbers in the log mean. Absent if the log was not read for this report. */
  readonly numbering?: { readonly isCertain: boolean; readonly text: string };
  /** The number of rows that the log names. */
  readonly loggedRows: number;
  readonly reasons: readonly Reason[];
  readonly followUps: readonly FollowUp[];
}

/** Lines per reason in the Markdown table. */
const mostShown = 20;

const kinds: Readonly<Partial<Record<string, string>>> = {
  undo: 'Undo Import',
  groups: 'Apply Groups and Disabled State',
  resets: 'Send Password Resets',
};

export function reportMarkdown(report: ImportReport, locale: string): string {
  const { job, place, csv, numbering, reasons, followUps } = report;
  const lines = [
    `# Import ${cell(job['JobName'] ?? '')}`,
    '',
    `- User pool: ${cell(place.userPool)}, account ${place.account}, region ${place.region}, profile ${cell(place.profile)}`,
    `- Imported by: ${cell(report.importedBy ?? 'not known on this machine')}`,
    `- Report saved: ${report.savedAt}${report.savedBy === undefined ? '' : ` by ${cell(report.savedBy)}`}`,
    `- Values of rows: ${report.cellValues === 'none' ? 'none' : 'usernames, in the file that ends in .rows.ndjson'}`,
    ...(csv
      ? [`- CSV: ${cell(csv.name)}, SHA-256 ${csv.sha256}${csv.isProven ? '' : ' (located by hand)'}`]
      : []),
    ...(csv?.part
      ? [`- Part of it: ${count(csv.part.rows, 'row', 'rows', locale)} from line ${csv.part.firstLine}`]
      : []),
    ...(report.source === 'history' ? ['', cell(reportWords.ofHistory(report.why))] : []),
    '',
    ...table('Job', ['field', 'value'], Object.entries(job)),
    ...table(
      'Rows',
      ['outcome', 'reason', 'rows', 'lines of the CSV'],
      reasons.map(({ outcome, reason, count: rows, lines: all }) => [
        outcome,
        reason,
        rows.toLocaleString(locale),
        `${all.slice(0, mostShown).join(', ')}${all.length > mostShown ? ', …' : ''}`,
      ]),
    ),
    cell(numbering?.text ?? (reasons.length > 0 ? reportWords.keptLog : reportWords.noLogKept)),
    '',
    ...table(
      'Done afterwards',
      ['what', 'begun', 'finished', 'done', 'left alone', 'failed'],
      followUps.map(({ kind, begunAt, isFinished, outcomes: { done, kept, failed } }) => [
        kinds[kind] ?? kind,
        begunAt,
        isFinished ? 'yes' : 'no',
        ...[done, kept, failed].map((number) => number.toLocaleString(locale)),
      ]),
    ),
  ];
  return lines.join('\n');
}

export function table(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title}`, '', ...rowsTable(columns, rows), ''];
}

export function rowsTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(columns), `| ${columns.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

/** Escapes text for a table cell, because names can contain any text. */
export function cell(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\|`*_<>[\]]/g, '\\$&');
}
