// A simulated window and its user, who expands rows, opens panels, follows and stops jobs, closes the window and opens it again.
import assert from 'node:assert/strict';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import type { Disposable } from '../../../src/domain/base/disposable.ts';
import type { FollowedJob } from '../../../src/domain/live/follower.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import {
  isStoppable,
  isTerminal,
  jobKey,
  type ImportJob,
  type JobRef,
} from '../../../src/domain/jobs/job.ts';
import type { VirtualClock } from '../virtualClock.ts';
import type { VirtualService } from '../cognito/virtualService.ts';

export const connection = profileConnection('work', 'us-east-1');

/** What all windows share. */
export interface SharedWorld {
  readonly clock: VirtualClock;
  readonly service: VirtualService;
  readonly storage: VirtualStorage;
  /** Who told what: the first one only, as by exclusive create of a file. */
  readonly claims: Set<string>;
  /** Each notice, in order. */
  readonly notices: { readonly ref: JobRef; readonly status: string; readonly at: number }[];
  /** Ends that one window announced although it had announced them before. */
  readonly repeated: string[];
  /** Jobs that somebody followed. */
  readonly followed: Map<string, JobRef>;
}

/** The folder that all windows share: a record for each followed job. */
export class VirtualStorage {
  readonly #records = new Map<string, string>();

  get kept(): readonly FollowedJob[] {
    return this.load();
  }

  load = (): readonly FollowedJob[] =>
    [...this.#records.values()].map((text) => JSON.parse(text) as FollowedJob);

  remember = (job: FollowedJob): void => void this.#records.set(jobKey(job.ref), JSON.stringify(job));

  forget = (ref: JobRef): void => void this.#records.delete(jobKey(ref));
}

interface OpenWindow {
  readonly jobs: JobService;
  /** What is on screen: pools by id, panels by job. */
  readonly watches: Map<string, Disposable>;
  /** Notices that are about to be shown. */
  readonly telling: Set<Disposable>;
}

export class VirtualWindow {
  readonly #name: string;
  readonly #world: SharedWorld;
  #open: OpenWindow | undefined;

  constructor(name: string, world: SharedWorld) {
    this.#name = name;
    this.#world = world;
  }

  get jobs(): JobService | undefined {
    return this.#open?.jobs;
  }

  open(): void {
    const { clock, service, storage } = this.#world;
    const jobs = new JobService({
      clock,
      memory: storage,
      connect: (_, limiter) => Promise.resolve(service.connect(this.#name, limiter)),
    });
    const announced = new Set<string>();
    const telling = new Set<Disposable>();
    this.#open = { jobs, watches: new Map(), telling };
    jobs.follower.onCompletion(({ followed, job }) => {
      const key = jobKey(followed.ref);
      if (announced.has(key)) this.#world.repeated.push(key);
      announced.add(key);
      // As the notices do: ends of about the same time are told together.
      const timer = clock.schedule(500, () => {
        telling.delete(timer);
        this.#tell(followed.ref, job);
        jobs.follower.told(followed.ref);
      });
      telling.add(timer);
    });
    jobs.follower.onChange((ref) => {
      if (jobs.follower.isFollowed(ref)) this.#world.followed.set(jobKey(ref), ref);
    });
    jobs.addConnection(connection);
    jobs.follower.resume();
  }

  close(): void {
    for (const notice of this.#open?.telling ?? []) notice.dispose();
    this.#open?.jobs.dispose();
    this.#open = undefined;
  }

  /** Takes one step of everyday life. */
  act(): void {
    const open = this.#open;
    if (!open) return;
    const dice = this.#world.clock.random();
    if (dice < 0.2) this.#toggle(open, connection.id, () => open.jobs.watchConnection(connection.id));
    else if (dice < 0.45) {
      const ref = { connectionId: connection.id, userPoolId: this.#any(this.#world.service.pools) };
      this.#toggle(open, ref.userPoolId, () => open.jobs.watchPool(ref));
    } else if (dice < 0.6) this.#withJob(open, (ref, job) => open.jobs.follower.follow(ref, job));
    else if (dice < 0.7) this.#withJob(open, (ref) => this.#togglePanel(open, ref));
    else if (dice < 0.75) this.#withJob(open, (ref, job) => this.#stop(open, ref, job));
    else if (dice < 0.85) open.jobs.setFocused(this.#world.clock.random() < 0.6);
    else if (dice < 0.9) this.#withJob(open, (ref) => void open.jobs.refreshJob(ref).catch(ignored));
    else if (dice < 0.95) this.#withJob(open, (ref) => void open.jobs.refreshPool(ref));
    else if (dice < 0.97) void open.jobs.refreshConnection(connection.id);
    else open.jobs.renew([connection.id]);
  }

  /** The user creates a job and has it started: shown from the answer on. */
  create(): void {
    const { service } = this.#world;
    const userPoolId = this.#any(service.pools);
    const job = service.create(userPoolId);
    this.#open?.jobs.report({ connectionId: connection.id, userPoolId, jobId: job.jobId }, userPoolId, job);
  }

  #tell(ref: JobRef, job: ImportJob): void {
    const { claims, notices, clock } = this.#world;
    const claim = `${jobKey(ref)} ${job.status}`;
    if (claims.has(claim)) return;
    claims.add(claim);
    notices.push({ ref, status: job.status, at: clock.steady() });
  }

  #toggle({ watches }: OpenWindow, name: string, watch: () => Disposable): void {
    const before = watches.get(name);
    if (before) watches.delete(name);
    else watches.set(name, watch());
    before?.dispose();
  }

  /** As the panel does: the job is read while it can change, and followed with every news of it. */
  #togglePanel(open: OpenWindow, ref: JobRef): void {
    const { jobs } = open;
    this.#toggle(open, jobKey(ref), () => {
      const follow = (): void => {
        const job = jobs.store.job(ref);
        if (job) jobs.follower.follow(ref, job);
      };
      const listening = jobs.store.onChange((change) => {
        if (change.kind === 'job' && jobKey(change.ref) === jobKey(ref)) follow();
      });
      const watch = jobs.watchJob(ref);
      follow();
      return {
        dispose: () => {
          listening.dispose();
          watch.dispose();
        },
      };
    });
  }

  #stop({ jobs }: OpenWindow, ref: JobRef, job: ImportJob): void {
    // Refused, throttled or offline: the user reads why.
    if (isStoppable(job.status)) jobs.stop(ref).catch(ignored);
  }

  /** Some job that this window knows, mostly one that is not over as far as it knows. */
  #withJob({ jobs }: OpenWindow, run: (ref: JobRef, job: ImportJob) => void): void {
    const known = [...jobs.store.allJobs()].filter(
      ({ job }) => !isTerminal(job.status) || this.#world.clock.random() < 0.01,
    );
    const chosen = known[Math.floor(this.#world.clock.random() * known.length)];
    if (chosen) run(chosen.ref, chosen.job);
  }

  #any(names: readonly string[]): string {
    return names[Math.floor(this.#world.clock.random() * names.length)] ?? '';
  }
}

function ignored(error: unknown): void {
  assert.ok(error instanceof Error && error.name === 'FailureError', String(error));
}
