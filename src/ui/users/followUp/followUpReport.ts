// The report of a pass over a job's users: outcomes counted by reason, with lines of the CSV.
import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';
import type { ImportJob, JobRef } from '../../../domain/jobs/job.ts';
import { isKeptReason, keptReasons, type KeptReason } from '../../../domain/users/kept.ts';
import { readLines } from '../../../files/rows/lines.ts';
import type { HeldPass } from '../../../files/rows/passes.ts';
import { listPath, readOutcomes } from '../../../files/rows/rowFiles.ts';
import { placeOf } from '../../shell/guard.ts';
import type { FollowUpRow } from './followUp.ts';
import { resultText, type FollowUpNouns } from './followUpWords.ts';
import type { UserServices } from '../userServices.ts';

interface Group {
  count: number;
  readonly lines: number[];
}

export interface Tally {
  readonly done: number;
  readonly others: number;
  /** Keyed by reason, in words. */
  readonly groups: ReadonlyMap<string, Readonly<Group>>;
}

/** Lines per reason; nobody reads more. */
const mostLines = 50;

/** Call this before the pass is finished, because finishing it deletes its list. */
export async function tally(pass: HeldPass<FollowUpRow>): Promise<Tally> {
  const groups = new Map<string, Group>();
  let [done, others] = [0, 0];
  const rows = readLines(createReadStream(listPath(pass.folder)));
  for await (const { outcome, reason = '' } of readOutcomes(pass.folder)) {
    const row = await rows.next();
    if (outcome === 'done') {
      done++;
      continue;
    }
    others++;
    const words = isKeptReason(reason) ? keptReasons[reason] : reason;
    const group = groups.get(words) ?? { count: 0, lines: [] };
    groups.set(words, group);
    group.count++;
    if (row.done !== true && group.lines.length < mostLines)
      group.lines.push((JSON.parse(row.value.text) as FollowUpRow).line);
  }
  await rows.return();
  return { done, others, groups };
}

interface Result extends Tally {
  readonly ref: JobRef;
  readonly job: ImportJob;
  readonly nouns: FollowUpNouns;
  /** Counts keyed by `KeptReason`, and other numbers. */
  readonly planned: Readonly<Record<string, number>>;
}

export async function followUpReport({ jobs, clock }: UserServices, result: Result): Promise<string> {
  const { ref, job, nouns, done, groups } = result;
  const poolName = jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
  const place = await placeOf(jobs, ref, poolName);
  const planned = new Map<KeptReason, number>();
  for (const [reason, number] of Object.entries(result.planned))
    if (isKeptReason(reason)) planned.set(reason, number);
  const others = [...groups].map(([reason, group]) => ({ reason, ...group }));
  const { accountId = 'unknown', region = 'unknown' } = place ?? {};
  const at = new Date(clock.now());
  return resultText(
    { nouns, job, poolName, accountId, region, at, done, planned, others },
    vscode.env.language,
  );
}
