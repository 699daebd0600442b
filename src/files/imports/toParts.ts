// The parts that a CSV is imported in.
import type { SplitPlan } from '../../csv/read/split.ts';
import type { CsvFile, ImportPart } from '../../domain/imports/import.ts';

/** @param plan absent if the CSV is imported whole. */
export function toParts(source: CsvFile, plan: SplitPlan | undefined): readonly ImportPart[] {
  if (!plan) return [{ source, csv: source, rows: source.rows, stage: 'creating' }];
  const { header, parts } = plan;
  return parts.map(({ start, end, firstLine, rows }) => ({
    source,
    cut: { header, start, end, firstLine },
    rows,
    stage: 'creating',
  }));
}
