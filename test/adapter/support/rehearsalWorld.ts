// Set-up for tests of rehearsals: pools at "AWS", the sandbox from the sources, CSVs, and real jobs to compare with.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import type { LogOutcome } from '../../../src/domain/results/lineBase.ts';
import type { ImportJob } from '../../../src/emulator/cognito/importJob.ts';
import { planParts, type PartsQuestion } from '../../../src/files/imports/batchSplit.ts';
import { rehearse, type Rehearsal, type RehearsalQuestion } from '../../../src/files/rehearsal/rehearse.ts';
import { taskRunner, type RunTask } from '../../../src/files/runTask.ts';
import { readPoolSchema } from '../../../src/ui/csv/poolSchema.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { awsWorld, exampleKeys, type World } from './world.ts';

const source = (path: string): string => fileURLToPath(new URL(`../../../src/${path}`, import.meta.url));
const connection = profileConnection('it', 'us-east-1');
export const runTask = taskRunner(source('files/worker.ts'));

/** At most 12 rows in a job: the real limit is half a million. */
export const smallJobs = ((kind, input, options) =>
  kind === 'plan'
    ? Promise.resolve(planParts(input as PartsQuestion, undefined, { rows: 12, fileBytes: 1e8 }))
    : runTask(kind, input, options)) as RunTask;

export interface RehearsalWorld {
  readonly aws: World;
  readonly jobs: JobService;
  /** Where parts of CSVs are kept while they are rehearsed. */
  readonly storage: string;
  close(): Promise<void>;
}

export async function rehearsalWorld(): Promise<RehearsalWorld> {
  const aws = await awsWorld();
  aws.home.config(`[profile it]\n${exampleKeys}`);
  aws.emulator.control.configure({ pendingMs: 0 });
  const memory = { load: () => [], remember: () => undefined, forget: () => undefined };
  const connect = () => Promise.resolve(aws.profile('it'));
  const jobs = new JobService({ clock: systemClock, connect, memory });
  jobs.addConnection(connection);
  const close = (): Promise<void> => {
    jobs.dispose();
    return aws.close();
  };
  return { aws, jobs, storage: join(aws.home.path, 'rehearsals'), close };
}

export const header = 'cognito:username,email,email_verified,name,password_hash';

/** Some users are unverified, some are duplicates, some have a truncated hash. */
export const row = (user: number): string =>
  `user${user % 25},u${user}@example.com,${user % 7 === 0 ? 'FALSE' : 'TRUE'},Doe\\, ${user},$2b$10$${'a'.repeat(user % 5 === 0 ? 5 : 53)}`;

/** Writes a CSV. @param users its number of rows besides a blank one. */
export function usersFile({ aws }: RehearsalWorld, name: string, users: number): string {
  const rows = Array.from({ length: users }, (_, index) => row(index));
  rows.splice(11, 0, ''); // a blank line, which has no number of its own in some logs
  return aws.home.write(name, `${[header, ...rows].join('\n')}\n`);
}

/** @returns the id of a pool for such users. */
export function newPool({ aws }: RehearsalWorld): string {
  return aws.emulator.control.createPool({ name: 'club', passwordHashes: true }).id;
}

interface Further extends Partial<Pick<RehearsalQuestion, 'algorithm' | 'onProgress' | 'signal'>> {
  readonly runTask?: RunTask;
}

/** Rehearses as the product does: reads the pool's settings from the service and nothing else. */
export async function rehearsed(
  { aws, jobs, storage }: RehearsalWorld,
  poolId: string,
  path: string | readonly string[],
  further: Further = {},
): Promise<Rehearsal> {
  const { runTask: run = runTask, ...question } = further;
  const { schema, poolName } = await readPoolSchema(jobs, {
    connectionId: connection.id,
    userPoolId: poolId,
  });
  const note = (line: string) => aws.log.push(line);
  return rehearse(
    {
      connect: (to, how) => aws.aws.connect(to, how),
      clock: systemClock,
      runTask: run,
      log: { debug: note, info: note, warn: note },
      script: source('emulator/sandbox.ts'),
      storage,
    },
    {
      paths: typeof path === 'string' ? [path] : path,
      poolName,
      schema,
      region: connection.region,
      changed: 'The file changed.',
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...question,
    },
  );
}

/** A real job of the same CSV in the pool itself. */
export function imported(
  { aws }: RehearsalWorld,
  poolId: string,
  path: string,
  passwordHashingAlgorithm?: string,
): ImportJob {
  const { control } = aws.emulator;
  const csv = readFileSync(path);
  const job = control.startImport({ userPoolId: poolId, jobName: 'real', csv, passwordHashingAlgorithm });
  return control.finishJob(poolId, job.id);
}

const outcomes: readonly LogOutcome[] = ['SUCCEEDED', 'SKIPPED', 'FAILED'];

/** The log lines of a real job: each row's outcome, line and reason; sorted. */
export function loggedBy(job: ImportJob): readonly string[] {
  const log = job.logAt(Infinity);
  return Array.from({ length: log?.length ?? 0 }, (_, index) => log?.at(index)?.message ?? '')
    .filter((message) => message.startsWith('['))
    .toSorted();
}

export function loggedIn({ parts }: Pick<Rehearsal, 'parts'>): readonly string[] {
  return parts
    .flatMap((part) =>
      outcomes.flatMap((outcome) =>
        [...part.lines(outcome)].map(({ line, reason }) => `[${outcome}] Line Number ${line} - ${reason}`),
      ),
    )
    .toSorted();
}

export function assertSame(rehearsal: Rehearsal, real: ImportJob): void {
  const [part] = rehearsal.parts;
  assert.deepEqual(part?.result, {
    status: real.status,
    importedUsers: real.results.imported,
    skippedUsers: real.results.skipped,
    failedUsers: real.results.failed,
    completionMessage: real.completionMessage,
  });
  assert.deepEqual(loggedIn(rehearsal), loggedBy(real));
}
