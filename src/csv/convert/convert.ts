// Finds the header of any CSV, and the column of the user pool for each of its columns.
import { suggestColumn } from './columns.ts';
import type { RuleId } from '../validate/rules.ts';
import type { ImportSchema } from '../schema.ts';

/**
 * Finds the header among the first records: the first record with the most common number of fields. Narrower records before it are a
 * title, such as the name and date of an export. Undefined if no two records with several fields have the same number.
 * @param widths the number of fields of each record.
 */
export function findHeaderRecord(widths: readonly number[]): number | undefined {
  const shared = widths.filter((width, index) => width > 1 && width === widths[index + 1]);
  const times = (width: number): number => shared.filter((other) => other === width).length;
  const [most] = shared.toSorted((a, b) => times(b) - times(a) || b - a);
  if (most === undefined) return undefined;
  const header = widths.findIndex((width, index) => width === most && widths[index + 1] === most);
  return widths.slice(0, header).every((width) => width < most) ? header : 0;
}

/** The column of the pool to which a column of the other file maps. */
export interface ColumnMapping {
  readonly source: string;
  /** Undefined if the column is left out. */
  readonly target: string | undefined;
  /** False for a guess that the user should check. */
  readonly sure: boolean;
}

/** Proposes a target for each source column by its name. No target is given twice; exact names come first, guesses last. */
export function proposeMapping(
  sourceHeader: readonly string[],
  schema: ImportSchema,
): readonly ColumnMapping[] {
  const free = new Set(schema.csvHeader);
  const targets = new Map<number, { readonly target: string; readonly sure: boolean }>();
  const give = (index: number, target: string, sure: boolean) => {
    targets.set(index, { target, sure });
    free.delete(target);
  };
  sourceHeader.forEach((source, index) => {
    if (free.has(source.trim())) give(index, source.trim(), true);
  });
  for (const sure of [true, false]) {
    sourceHeader.forEach((source, index) => {
      if (targets.has(index)) return;
      const suggestion = suggestColumn(source, [...free]);
      if (suggestion?.sure === sure) give(index, suggestion.column, sure);
    });
  }
  return sourceHeader.map((source, index) => ({
    source,
    ...(targets.get(index) ?? { target: undefined, sure: true }),
  }));
}

/** A file that breaks one of these rules may be a valid CSV of another dialect, which can be converted. */
export const convertibleRules: ReadonlySet<RuleId> = new Set([
  'utf-16',
  'not-utf8',
  'carriage-return-lines',
  'separator-line',
  'wrong-delimiter',
  'no-header',
  'quoted-header',
  'quoted-value',
  'unclosed-quote',
]);
