// The evidence that tells which users a job created: everything that deletes or changes users requires it.
import type { Results } from '../../protocol/panel.ts';
import type { JobResults } from './jobResults.ts';

/** Required are a log that names rows, the job's CSV, the proof that it is that CSV, and a certain numbering of the log. */
export type MissingEvidence = NonNullable<Results['missing']>;

/** The first piece of evidence that is missing; undefined if all are there. */
export function missingEvidence(known: JobResults): MissingEvidence | undefined {
  return known.rows.count('SUCCEEDED') === 0 ? 'noLog' : missingProof(known);
}

/** What is missing to map each row of the log to its row of the CSV, whatever its outcome. */
export function missingProof({ csv, numbering }: JobResults): Exclude<MissingEvidence, 'noLog'> | undefined {
  if (csv.kind !== 'atHand') return 'noCsv';
  if (csv.csv.isUnproven === true) return 'unproven';
  return numbering.certain ? undefined : 'uncertain';
}
