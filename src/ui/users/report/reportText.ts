// The report of an import as it is saved: what is in it, and its Markdown.
import { count } from '../../../domain/jobs/jobWords.ts';
import type { Reason } from '../../../domain/history/importRecord.ts';
import { reportWords } from '../reportWords.ts';

/** What was done to users of the job later. */
export interface FollowUp {
  /** `undo`, … */
  readonly kind: string;
  /** ISO 8601. */
  readonly begunAt: string;
  readonly rows: number;
  readonly isFinished: boolean;
  readonly outcomes: Readonly<Record<'done' | 'kept' | 'failed', number>>;
}

/** What a report has of the rows themselves. */
export type CellValues = 'none' | 'usernames';

export interface ImportReport {
  /** ISO 8601. */
  readonly savedAt: string;
  /** ARN of whoever saved the report. Absent where nobody was signed in to do it. */
  readonly savedBy?: string;
  /** ARN of whoever imported, where that was done from this machine: the service does not say. */
  readonly importedBy?: string;
  /** `history`: the service did not give the job, so this is what the machine remembers of it. */
  readonly source: 'service' | 'history';
  /** Why the service did not give the job. */
  readonly why?: string;
  readonly cellValues: CellValues;
  readonly place: Readonly<Record<'userPool' | 'account' | 'region' | 'profile', string>>;
  /** The API's own names, counters, times and completion message among them. Never the pre-signed URL. */
  readonly job: Readonly<Record<string, string>>;
  readonly csv?: {
    readonly name: string;
    readonly bytes: number;
    /** Hexadecimal. */
    readonly sha256: string;
    /** Whether it is known to be what the job imported. */
    readonly isProven: boolean;
    readonly part?: { readonly firstLine: number; readonly rows: number };
  };
  /** What the numbers in the log mean. Absent where the log was not read for this report. */
  readonly numbering?: { readonly isCertain: boolean; readonly text: string };
  /** Rows that the log says something of. */
  readonly loggedRows: number;
  readonly reasons: readonly Reason[];
  readonly followUps: readonly FollowUp[];
}

/** In the table, where people read. */
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

/** Names are other people's text. */
export function cell(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\|`*_<>[\]]/g, '\\$&');
}
