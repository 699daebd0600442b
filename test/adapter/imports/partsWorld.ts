// Imports of a CSV in several parts into the emulator: windows with the real gateway, worker and disk. One world per test file.
import { createHash } from 'node:crypto';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { defined } from '../../../src/domain/base/defined.ts';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import type { ImportDriver } from '../../../src/domain/imports/driver.ts';
import type { ImportState } from '../../../src/domain/imports/import.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { planParts } from '../../../src/files/imports/batchSplit.ts';
import type { ImportFolder } from '../../../src/files/imports/importStore.ts';
import { openImportFolder } from '../../../src/files/imports/openImportFolder.ts';
import { toParts } from '../../../src/files/imports/toParts.ts';
import { taskRunner } from '../../../src/files/runTask.ts';
import { createImportDriver } from '../../../src/ui/imports/importServices.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { hurriedClock } from '../support/hurriedClock.ts';
import { awsWorld, exampleKeys, noAbort, type World } from '../support/world.ts';

export const connection = profileConnection('it', 'us-east-1');
const runTask = taskRunner(fileURLToPath(new URL('../../../src/files/worker.ts', import.meta.url)));

let world: World;
let roleArn: string;

export let poolId: string;

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
  poolId = world.emulator.control.pools[0]?.id ?? '';
  roleArn = (await world.profile('it').imports.createLogRole('Cognito-UserImport-Role', noAbort)).arn;
});
after(() => world.close());

export interface Window {
  readonly jobs: JobService;
  readonly driver: ImportDriver;
  readonly store: ImportFolder;
  readonly close: () => void;
}

export async function openWindow(): Promise<Window> {
  const clock = hurriedClock(world.emulator.control);
  const memory = { load: () => [], remember: () => undefined, forget: () => undefined };
  const connect = () => Promise.resolve(world.profile('it'));
  const jobs = new JobService({ clock, connect, memory });
  jobs.addConnection(connection);
  const warn = (warning: string): void => {
    throw new Error(warning);
  };
  // The real clock: looking at the folder must not advance the emulator.
  const store = openImportFolder(world.home.path, systemClock, warn);
  const driver = createImportDriver(jobs, clock, store, runTask);
  await store.open();
  const close = (): void => {
    driver.dispose();
    store.dispose();
    jobs.dispose();
  };
  return { jobs, driver, store, close };
}

function row(name: string, index: number): string {
  // The service refuses every tenth user.
  return `${name}${index},Doe\\, Jane,${name}${index}@example.com,${index % 10 === 9 ? 'FALSE' : 'TRUE'}`;
}

/** The import of a CSV with 30 users, at most 12 in a job. @param firstRows size of a trial that is imported before the rest. */
export function newImport(name: string, firstRows?: number): ImportState {
  const header = 'cognito:username,name,email,email_verified';
  const text = `\ufeff${[header, ...Array.from({ length: 30 }, (_, index) => row(name, index))].join('\n')}`;
  const path = world.home.write(`${name}.csv`, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const source = { path, bytes: Buffer.byteLength(text), rows: 30, sha256 };
  const parts = toParts(
    source,
    planParts({ path, ...defined({ firstRows }) }, undefined, { rows: 12, fileBytes: 1e8 }),
  );
  return {
    id: name,
    path,
    jobName: name,
    connection,
    userPoolId: poolId,
    poolName: 'customers',
    cloudWatchLogsRoleArn: roleArn,
    parts,
    start: true,
    queued: true,
    ...(firstRows === undefined ? {} : { trial: 'undecided' }),
    status: 'running',
    savedAt: 0,
  };
}

export const jobsNamed = (name: string) =>
  (world.emulator.control.pools[0]?.jobs ?? []).filter((job) => job.spec.name.startsWith(name));
export const usersNamed = (name: string): number =>
  [...(world.emulator.control.pools[0]?.users() ?? [])].filter(({ username }) => username.startsWith(name))
    .length;

export const control = (): Emulator['control'] => world.emulator.control;
