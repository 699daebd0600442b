// A valid file for tests to break, and functions that write it.
import type { RuleId } from '../../../src/csv/validate/rules.ts';
import type { ImportSchema } from '../../../src/csv/schema.ts';
import { columns, pool } from './pools.ts';

export const breakColumns = [...columns, 'password_hash'] as const;
type Name = (typeof breakColumns)[number];
/** Raw cells by column. */
export type Row = Readonly<Record<Name, string>>;

export const breakPool: ImportSchema = pool({
  csvHeader: breakColumns,
  hashAlgorithm: 'BCRYPT',
  aliasAttributes: ['email'],
});

export interface Breakage {
  readonly rule: RuleId;
  readonly kind: string;
  /** Changes the valid file first, if the breakage needs certain values. */
  readonly prepare?: (rows: readonly Row[], at: number) => readonly Row[];
  /** The broken file with `‹` and `›` around the expected finding; `at` is the index of a row. */
  readonly make: (rows: readonly Row[], at: number) => string;
  /** Whether fixing everything restores the valid file. */
  readonly isFixed: boolean;
}

export const header = breakColumns.join(',');
export const writeRow = (row: Row): string => breakColumns.map((name) => row[name]).join(',');
export const write = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
export const writeFile = (rows: readonly Row[]): string => write(header, ...rows.map(writeRow));

/** The file with one row's line changed. */
export function change(
  rows: readonly Row[],
  at: number,
  edit: (line: string, row: Row) => readonly string[],
): string {
  return write(
    header,
    ...rows.flatMap((row, index) => (index === at ? edit(writeRow(row), row) : writeRow(row))),
  );
}
