// Writes the import CSVs of a planned source and what is kept aside, for a worker thread.
import { afterKey, writeAfterRecord } from '../../csv/afterFile.ts';
import { writeRecord } from '../../csv/read/dialect.ts';
import type { HashAlgorithm } from '../../csv/schema.ts';
import { UserWriter, type PlannedUser } from '../../sources/plan/userWriter.ts';
import { notImported } from '../../sources/plan/verdicts.ts';
import { isRefused, type SourceUser } from '../../sources/user.ts';
import { allOrNone, type NewFile } from '../csv/newFile.ts';
import type { OnProgress } from '../csv/textFile.ts';
import { datesOf, plannerOptions, type JudgedSource, type PlanInput } from './planSource.ts';
import { entriesOf, hashesOf, stampsOf } from './source.ts';
import { SourceChanged } from './sourceChanged.ts';

/** The file for the users of one algorithm. */
export interface PartTarget {
  /** While it is written the file is PATH.partial; then it replaces what is there. */
  readonly path: string;
  /** Undefined for everyone whom no other target takes. */
  readonly algorithm?: HashAlgorithm;
}

export interface WriteInput extends PlanInput {
  readonly decisions: NonNullable<PlanInput['decisions']>;
  /** What the plan with these decisions has decided of each record. */
  readonly judged: JudgedSource;
  readonly targets: readonly PartTarget[];
  /** The file for what is kept aside, and the names of it. */
  readonly aside?: { readonly path: string; readonly names: readonly string[] };
}

export interface WrittenSource {
  /** Users in each target, in their order. */
  readonly users: readonly number[];
}

/**
 * Writes what was planned. All files or none: an incomplete one is removed.
 * @throws SourceChanged; UnreadableSource; Error of the file system.
 */
export function writeSource(input: WriteInput, onProgress?: OnProgress): Promise<WrittenSource> {
  const { schema, decisions, judged, targets, aside } = input;
  return allOrNone(async (create) => {
    checkUnchanged(input);
    const hashes = await hashesOf(input);
    const writer = new UserWriter(plannerOptions(schema, decisions, await datesOf(input, decisions)));
    const parts = targets.map(({ path, algorithm }) => ({
      algorithm,
      file: create(path, writeRecord(schema.csvHeader)),
      users: 0,
    }));
    const names = aside?.names ?? [];
    const after = aside && create(aside.path, writeAfterRecord([afterKey, ...names]));
    let record = 0;
    for await (const batch of entriesOf(input, hashes, onProgress))
      for (const entry of batch) {
        const verdict = judged.verdicts[record++];
        if (verdict === undefined) throw new SourceChanged();
        if (verdict === notImported || isRefused(entry)) continue;
        const user = writer.make(entry, verdict);
        const part =
          parts.find(({ algorithm }) => algorithm === user.algorithm) ??
          parts.find(({ algorithm }) => algorithm === undefined) ??
          parts[0];
        if (part === undefined) continue;
        part.users++;
        part.file.write(user.line);
        if (after) writeAside(after, names, writer, user, entry);
      }
    if (record !== judged.verdicts.length) throw new SourceChanged();
    checkUnchanged(input);
    return { users: parts.map(({ users }) => users) };
  });
}

function checkUnchanged(input: WriteInput): void {
  const now = stampsOf(input);
  if (input.judged.stamps.join('\n') !== now.join('\n')) throw new SourceChanged();
}

function writeAside(
  file: NewFile,
  names: readonly string[],
  writer: UserWriter,
  user: PlannedUser,
  entry: SourceUser,
): void {
  const kept = names.map((name) => writer.asideOf(entry, user.bad, name));
  if (kept.some((value) => value !== '')) file.write(writeAfterRecord([user.username, ...kept]));
}
