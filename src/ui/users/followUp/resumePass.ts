// Goes on with what was done to the users of a job when its window was killed.
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

/** By the kind that is kept with a pass. */
const kinds: Readonly<Partial<Record<string, Kind>>> = {
  undo: { command: commands.undoImport, nouns: undoNouns },
  groups: { command: commands.applyGroups, nouns: groupNouns },
  resets: { command: commands.sendPasswordResets, nouns: resetNouns },
};

/** What was interrupted, in words: `the undo of nightly in customers`; undefined for what this version does not know. */
export function passName({ kind, name, poolName }: PassHead): string | undefined {
  const known = kinds[kind];
  if (!known || name === undefined) return undefined;
  return `${known.nouns.name} of ${name}${poolName === undefined ? '' : ` in ${poolName}`}`;
}

export function passTitle({ kind }: PassHead): string {
  return kinds[kind]?.nouns.title ?? kind;
}

/** The command asks how to go on. @throws FailureError where the job cannot be read. */
export async function resumePass(jobs: JobService, { head }: InterruptedPass): Promise<void> {
  const known = kinds[head.kind];
  const ref = refOf(head.subject);
  if (!known || !ref) return;
  // After a start no pool is read yet.
  const job = await jobs.refreshJob(ref);
  jobs.report(ref, head.poolName ?? ref.userPoolId, job);
  await vscode.commands.executeCommand(known.command, ref);
}

/** The other way round from `jobKey`: only the connection's id has spaces. */
function refOf(key: string): JobRef | undefined {
  const [, connectionId, userPoolId, jobId] = /^(.+) (\S+) (\S+)$/.exec(key) ?? [];
  return connectionId === undefined || userPoolId === undefined || jobId === undefined
    ? undefined
    : { connectionId, userPoolId, jobId };
}
