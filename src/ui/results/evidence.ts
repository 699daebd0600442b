// What it takes to tell which users a job made: everything that deletes or changes them rests on it.
import type { Results } from '../../protocol/panel.ts';
import type { JobResults } from './jobResults.ts';

/** A log that names rows, the CSV that they are of, the proof that it is that CSV, and certainty which rows the log means. */
export type MissingEvidence = NonNullable<Results['missing']>;

/** What is missing of it first; undefined if nothing is. */
export function missingEvidence(known: JobResults): MissingEvidence | undefined {
  return known.rows.count('SUCCEEDED') === 0 ? 'noLog' : missingProof(known);
}

/** What is missing for knowing which row of the CSV each row of the log is, whatever became of it. */
export function missingProof({ csv, numbering }: JobResults): Exclude<MissingEvidence, 'noLog'> | undefined {
  if (csv.kind !== 'atHand') return 'noCsv';
  if (csv.csv.isUnproven === true) return 'unproven';
  return numbering.certain ? undefined : 'uncertain';
}
