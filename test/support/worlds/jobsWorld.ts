// JobService on a service in memory and a clock that a test moves, with all its events recorded.
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import type { Connect } from '../../../src/domain/connections/sessions.ts';
import type { Completion, FollowedJob } from '../../../src/domain/live/follower.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import { jobKey, type JobRef } from '../../../src/domain/jobs/job.ts';
import type { StoreChange } from '../../../src/domain/jobs/views.ts';
import { CognitoInProcess } from '../cognito/cognitoInProcess.ts';
import type { VirtualClock } from '../virtualClock.ts';

export const connection = profileConnection('work', 'us-east-1');
export const pool = { connectionId: connection.id, userPoolId: 'us-east-1_A' };
export const ref = (jobId: string): JobRef => ({ ...pool, jobId });

export class FollowedMemory {
  kept: readonly FollowedJob[] = [];
  load = (): readonly FollowedJob[] => this.kept;
  remember = (job: FollowedJob): void => {
    this.forget(job.ref);
    this.kept = [...this.kept, job];
  };
  forget = (forgotten: JobRef): void => {
    this.kept = this.kept.filter(({ ref }) => jobKey(ref) !== jobKey(forgotten));
  };
}

export interface World {
  readonly jobs: JobService;
  readonly service: CognitoInProcess;
  readonly memory: FollowedMemory;
  readonly clock: VirtualClock;
  readonly changes: StoreChange[];
  readonly completions: Completion[];
  /** Exceptions of our own code. */
  readonly defects: unknown[];
  /** Set `never` for a window that dies before it has told anything. */
  readonly told: { never: boolean };
}

function customers(): CognitoInProcess {
  const service = new CognitoInProcess();
  service.addPool(pool.userPoolId, 'customers');
  return service;
}

/** A window: several may share a service with its clock, and a memory. */
export function world(service = customers(), memory = new FollowedMemory()): World {
  const { clock } = service;
  const defects: unknown[] = [];
  const onDefect = (error: unknown) => defects.push(error);
  const connect: Connect = (_, limiter) => service.open(limiter);
  const jobs = new JobService({ clock, memory, connect, onDefect });
  const changes: StoreChange[] = [];
  const completions: Completion[] = [];
  jobs.store.onChange((change) => changes.push(change));
  const told = { never: false };
  jobs.follower.onCompletion((completion) => {
    completions.push(completion);
    if (!told.never) jobs.follower.told(completion.followed.ref);
  });
  jobs.addConnection(connection);
  return { jobs, service, memory, clock, changes, completions, defects, told };
}

/** The user opens the connection and its pool: both are on screen from now on. */
export async function openPool({ jobs, clock }: Pick<World, 'jobs' | 'clock'>): Promise<void> {
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
}
