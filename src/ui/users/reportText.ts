// The report of an import as it is saved: what is in it, and its Markdown. It holds no value of any row.
import { count } from '../../domain/jobs/jobWords.ts';
import type { LogOutcome } from '../../domain/results/lineBase.ts';

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

export interface ImportReport {
  /** ISO 8601. */
  readonly savedAt: string;
  /** ARN of whoever saved the report: who started the job the service does not say. */
  readonly savedBy: string;
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
  readonly numbering: { readonly isCertain: boolean; readonly text: string };
  /** Rows that the log says something of. */
  readonly loggedRows: number;
  readonly reasons: readonly {
    readonly outcome: LogOutcome;
    readonly reason: string;
    readonly count: number;
    /** Of the CSV; the first thousand. */
    readonly lines: readonly number[];
  }[];
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
    `- Report saved: ${report.savedAt} by ${cell(report.savedBy)}`,
    ...(csv
      ? [`- CSV: ${cell(csv.name)}, SHA-256 ${csv.sha256}${csv.isProven ? '' : ' (located by hand)'}`]
      : []),
    ...(csv?.part
      ? [`- Part of it: ${count(csv.part.rows, 'row', 'rows', locale)} from line ${csv.part.firstLine}`]
      : []),
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
    cell(numbering.text),
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
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    line(columns),
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map(line),
    '',
  ];
}

/** Names are other people's text. */
export function cell(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\|`*_<>[\]]/g, '\\$&');
}
