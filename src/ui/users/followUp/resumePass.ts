// Resumes a pass over a job's users whose window was killed.
import * as vscode from 'vscode';
import type { JobRef } from '../../../domain/jobs/job.ts';
import type { JobService } from '../../../domain/jobs/jobService.ts';
import type { PassHead } from '../../../files/rows/passHead.ts';
import type { InterruptedPass } from '../../../files/rows/passWatch.ts';
import { commands, type CommandId } from '../../shell/ids.ts';
import type { FollowUpNouns } from './followUpWords.ts';
import { groupNouns } from './groupWords.ts';
import { resetNouns } from './resetWords.ts';
import { undoNouns } from './undoWords.ts';

interface Kind {
  readonly command: CommandId;
  readonly nouns: FollowUpNouns;
}

/** Keyed by the kind that is stored with a pass. */
const kinds: Readonly<Partial<Record<string, Kind>>> = {
  undo: { command: commands.undoImport, nouns: undoNouns },
  groups: { command: commands.applyGroups, nouns: groupNouns },
  resets: { command: commands.sendPasswordResets, nouns: resetNouns },
};

/** The name of a pass: `the undo of nightly in customers`; undefined for a kind that this version does not know. */
export function passName({ kind, name, poolName }: PassHead): string | undefined {
  const known = kinds[kind];
  if (!known || name === undefined) return undefined;
  return `${known.nouns.name} of ${name}${poolName === undefined ? '' : ` in ${poolName}`}`;
}

export function passTitle({ kind }: PassHead): string {
  return kinds[kind]?.nouns.title ?? kind;
}

/** Runs the pass's command, which asks how to continue. @throws FailureError if the job cannot be read. */
export async function resumePass(jobs: JobService, { head }: InterruptedPass): Promise<void> {
  const known = kinds[head.kind];
  const ref = refOf(head.subject);
  if (!known || !ref) return;
  // After a start no pool has been read, so the store does not know the job yet.
  const job = await jobs.refreshJob(ref);
  jobs.report(ref, head.poolName ?? ref.userPoolId, job);
  await vscode.commands.executeCommand(known.command, ref);
}

/** The inverse of `jobKey`: only the connection's id can contain spaces. */
function refOf(key: string): JobRef | undefined {
  const [, connectionId, userPoolId, jobId] = /^(.+) (\S+) (\S+)$/.exec(key) ?? [];
  return connectionId === undefined || userPoolId === undefined || jobId === undefined
    ? undefined
    : { connectionId, userPoolId, jobId };
}
