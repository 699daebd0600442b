// Rehearses an import: runs the real steps with the real calls against a small private Cognito emulator.
import { rm } from 'node:fs/promises';
import { RehearsedPart, type RehearsalRequest } from '../../csv/results/rehearsal.ts';
import { LoggedRows, parseLogLine } from '../../csv/results/results.ts';
import type { Clock } from '../../domain/base/clock.ts';
import { defined } from '../../domain/base/defined.ts';
import { pause } from '../../domain/base/retry.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { AwsPort, CognitoGateway, GatewayLog } from '../../domain/gateway/gateway.ts';
import { eachPage } from '../../domain/gateway/page.ts';
import { isTerminal } from '../../domain/jobs/job.ts';
import { partName, type ImportState } from '../../domain/imports/import.ts';
import { nextStep, partOf, type DrivenImport } from '../../domain/imports/partSteps.ts';
import type { ImportServices } from '../../domain/imports/services.ts';
import { isUnchanged } from '../imports/importFiles.ts';
import { PartFiles } from '../imports/partFiles.ts';
import type { RunTask } from '../runTask.ts';
import { makeRehearsalFolder } from './rehearsalFolders.ts';
import { RehearsalProgress } from './rehearsalProgress.ts';
import { planFiles, rehearsedFiles, type PlannedFile, type RehearsedFile } from './rehearsedFiles.ts';
import { startRehearsalThread, type RehearsalThread } from './rehearsalThread.ts';

export interface RehearsalServices {
  readonly connect: AwsPort['connect'];
  readonly clock: Clock;
  readonly runTask: RunTask;
  readonly log: GatewayLog;
  /** The path of the bundle with the emulator. */
  readonly script: string;
  /** Where parts of CSVs are kept while they are rehearsed. */
  readonly storage: string;
}

export interface RehearsalQuestion extends Omit<RehearsalRequest, 'kind'> {
  /** The CSVs, in the order in which they are imported. */
  readonly paths: readonly string[];
  /** How the passwords in the CSV are hashed; absent if the job imports none. */
  readonly algorithm?: string | undefined;
  /** The error message if a CSV changes during the rehearsal. */
  readonly changed: string;
  /** The share done, 0 to 1; never decreases. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface Rehearsal {
  readonly files: readonly RehearsedFile[];
  /** Data rows of all files. */
  readonly rows: number;
  /** One for each job of all files, in their order. */
  readonly parts: readonly RehearsedPart[];
}

/** Milliseconds between two readings of a job; short, because nothing else uses the emulator. */
const pollPause = 50;

/** @throws FailureError, also if a CSV changes meanwhile; the signal's reason once it is aborted. */
export async function rehearse(services: RehearsalServices, question: RehearsalQuestion): Promise<Rehearsal> {
  const { paths, signal } = question;
  const files = await planFiles(services.runTask, paths, signal);
  const folder = await makeRehearsalFolder(services.storage);
  try {
    const { poolName, schema, region } = question;
    const request = { kind: 'rehearsal', poolName, schema, region } as const;
    const thread = await startRehearsalThread(services.script, request, signal);
    try {
      const parts = await runParts(services, question, { thread, folder, files });
      const rows = files.reduce((sum, file) => sum + file.rows, 0);
      return { files: rehearsedFiles(files, parts), rows, parts };
    } finally {
      await thread.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stage {
  readonly thread: RehearsalThread;
  readonly folder: string;
  readonly files: readonly PlannedFile[];
}

async function runParts(
  services: RehearsalServices,
  question: RehearsalQuestion,
  { thread, folder, files }: Stage,
): Promise<readonly RehearsedPart[]> {
  const connection: Connection = { kind: 'sandbox', id: 'rehearsal', region: question.region };
  const { log } = services;
  const gateway = services.connect(connection, {
    endpoint: thread.url,
    log,
    askMfaCode: () => Promise.resolve(undefined),
  });
  const parts = files.flatMap((file) => file.parts);
  const checkFiles = async (): Promise<void> => {
    for (const { content } of files)
      if (!(await isUnchanged(content)))
        throw new FailureError({ kind: 'conflict', message: question.changed });
  };
  const progress = new RehearsalProgress(parts, question.onProgress);
  const driven = drive(
    importServices(services, { gateway, folder, checkFiles }),
    {
      id: 'rehearsal',
      jobName: 'rehearsal',
      connection,
      userPoolId: thread.userPoolId,
      poolName: question.poolName,
      cloudWatchLogsRoleArn: thread.roleArn,
      ...defined({ passwordHashingAlgorithm: question.algorithm }),
      start: true,
      queued: false,
      parts,
      status: 'running',
      savedAt: 0,
    },
    (activity) => progress.report(activity),
    question.signal,
  );
  try {
    if (parts.some(({ cut }) => cut)) await split(driven);
    const rehearsed: RehearsedPart[] = [];
    for (const index of parts.keys()) {
      progress.begin(index);
      rehearsed.push(await runPart(driven, gateway, index, progress));
    }
    await checkFiles();
    return rehearsed;
  } finally {
    gateway.dispose();
  }
}

/** Runs all parts even if a job fails; a real import asks the user how to continue after a failed job. */
async function runPart(
  driven: DrivenImport,
  gateway: CognitoGateway,
  index: number,
  progress: RehearsalProgress,
): Promise<RehearsedPart> {
  while (!partOf(driven.state, index).result) {
    driven.signal.throwIfAborted();
    await nextStep(driven, index);
  }
  const { jobId = '', result, cut, rows } = partOf(driven.state, index);
  if (!result) throw new Error(`Part ${index + 1} has no result.`);
  const { userPoolId, poolName } = driven.state;
  const job = { jobId, jobName: partName(driven.state, index) };
  const logged = new LoggedRows();
  const pool = { userPoolId, name: poolName };
  const pages = eachPage((nextToken) => gateway.imports.listLogEvents(pool, job, nextToken, driven.signal));
  for await (const events of pages) {
    for (const { message } of events) {
      const entry = parseLogLine(message);
      if (entry) logged.add(entry);
    }
    progress.logged(logged.size);
  }
  return new RehearsedPart(logged, result, rows, cut?.firstLine ?? 2);
}

async function split(driven: DrivenImport): Promise<void> {
  const { services, state, signal } = driven;
  const parts = await services.split(state, () => undefined, signal);
  await driven.save({ ...state, parts });
}

interface Means {
  readonly gateway: CognitoGateway;
  readonly folder: string;
  /** @throws FailureError if a CSV has changed. */
  readonly checkFiles: () => Promise<void>;
}

function importServices(
  { clock, runTask }: RehearsalServices,
  { gateway, folder, checkFiles }: Means,
): ImportServices {
  const files = new PartFiles(runTask, () => folder);
  const nothing = (): void => undefined;
  return {
    clock,
    gateway: () => Promise.resolve(gateway),
    addConnection: nothing,
    reportJob: nothing,
    isRenewed: () => false,
    isUnchanged: async (csv) => {
      await checkFiles();
      return isUnchanged(csv);
    },
    findBlocker: () => Promise.resolve(undefined),
    waitForEnd: () => Promise.resolve(),
    followJob: async (_state, { userPoolId, jobId }, report, signal) => {
      for (;;) {
        const job = await gateway.describeUserImportJob(userPoolId, jobId, signal);
        report(job);
        if (isTerminal(job.status)) return job;
        await pause(clock, pollPause, signal);
      }
    },
    split: async (state, report, signal) => {
      await checkFiles();
      return files.split(state, report, signal);
    },
  };
}

/** A rehearsal keeps nothing, so it needs no lease and saves nothing. */
function drive(
  services: ImportServices,
  first: ImportState,
  report: DrivenImport['report'],
  signal: AbortSignal,
): DrivenImport {
  let state = first;
  const done = (): Promise<void> => Promise.resolve();
  const save = (next: ImportState): Promise<void> => {
    state = next;
    return done();
  };
  const lost = new AbortController().signal;
  return {
    services,
    lease: { lost, check: done, save, release: done, remove: done },
    signal,
    jobsOfOthers: () => [],
    report,
    get state() {
      return state;
    },
    save,
    freshJob: undefined,
  };
}
