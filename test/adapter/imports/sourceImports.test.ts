// Exports of every system, from the file to imported users: planned, written, and imported by the real gateway into the emulator.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { parse } from 'csv-parse/sync';
import { afterFileOf } from '../../../src/csv/afterFile.ts';
import type { ImportSchema } from '../../../src/csv/schema.ts';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import type { ImportPart, ImportState } from '../../../src/domain/imports/import.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import { taskRunner } from '../../../src/files/runTask.ts';
import type { SourceInput } from '../../../src/files/sources/source.ts';
import type { SourceTasks } from '../../../src/files/sources/sourcesWorker.ts';
import type { Decisions } from '../../../src/sources/plan/decisions.ts';
import { partsOf, type Plan } from '../../../src/sources/plan/plan.ts';
import { readPoolSchema } from '../../../src/ui/csv/poolSchema.ts';
import { planFileNames } from '../../../src/ui/csv/plan/planFiles.ts';
import { createImportDriver } from '../../../src/ui/imports/importServices.ts';
import { openImportFolder } from '../../../src/files/imports/openImportFolder.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { root } from '../../support/paths.ts';
import { hurriedClock } from '../support/hurriedClock.ts';
import { awsWorld, exampleKeys, noAbort, type World } from '../support/world.ts';

const connection = profileConnection('it', 'us-east-1');
const script = (path: string): string =>
  fileURLToPath(new URL(`../../../src/files/${path}`, import.meta.url));
const runSource = taskRunner<SourceTasks>(script('sources/sourcesWorker.ts'));
const samples = join(root, 'test/cases/sources');
const options = { name: 'sample', signal: new AbortController().signal };
const now = Date.UTC(2026, 10, 26);

let world: World;
let roleArn: string;

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
  world.emulator.control.configure({ usersPerSecond: 1_000, pendingMs: 0, uploadDelayMs: 0 });
  roleArn = (await world.profile('it').imports.createLogRole('Cognito-UserImport-Role', noAbort)).arn;
});
after(() => world.close());

interface Pool {
  readonly id: string;
  readonly schema: ImportSchema;
  readonly jobs: JobService;
}

async function openPool(name: string): Promise<Pool> {
  const { id } = world.emulator.control.createPool({ name, passwordHashes: true });
  const memory = { load: () => [], remember: () => undefined, forget: () => undefined };
  const connect = () => Promise.resolve(world.profile('it'));
  const jobs = new JobService({ clock: hurriedClock(world.emulator.control), connect, memory });
  jobs.addConnection(connection);
  const { schema } = await readPoolSchema(jobs, { connectionId: connection.id, userPoolId: id });
  return { id, schema, jobs };
}

interface Written {
  readonly plan: Plan;
  readonly csvs: readonly string[];
  readonly aside: string | undefined;
}

/** Does what the panel does: detects, plans, lets `decide` make the user's changes, writes. */
async function planAndWrite(
  file: string,
  schema: ImportSchema,
  decide: (first: Decisions) => Decisions,
): Promise<Written> {
  const source = { path: join(samples, file) };
  const [candidate] = await runSource('detect', source, options);
  assert.ok(candidate, 'nothing was found');
  const choice = { format: candidate.format, shape: candidate.shape };
  const input: SourceInput = { source, choice, columns: [], now };
  const first = await runSource('plan', { ...input, schema }, options);
  const decisions = decide(first.decisions);
  const { plan, judged } = await runSource('plan', { ...input, schema, decisions }, options);
  const folder = join(world.home.path, file);
  mkdirSync(folder);
  const paths = planFileNames('users.csv', plan).map((name) => join(folder, name));
  const parts = partsOf(plan);
  const aside = paths[parts.length];
  const targets = parts.map(({ algorithm }, index) => ({
    path: paths[index] ?? '',
    ...(algorithm === undefined ? {} : { algorithm }),
  }));
  const after = aside === undefined ? {} : { aside: { path: aside, names: plan.aside } };
  const write = { ...input, schema, decisions, judged, targets, ...after };
  const written = await runSource('write', write, options);
  assert.deepEqual(
    written.users,
    parts.map(({ users }) => users),
  );
  assert.deepEqual(
    readdirSync(folder).toSorted(),
    paths.map((path) => path.slice(folder.length + 1)).toSorted(),
  );
  return { plan, csvs: paths.slice(0, parts.length), aside };
}

async function importAll({ id, jobs }: Pool, name: string, { plan, csvs }: Written): Promise<ImportState> {
  const parts = partsOf(plan).map(({ algorithm, users }, index): ImportPart => {
    const path = csvs[index] ?? '';
    const bytes = readFileSync(path);
    const csv = {
      path,
      bytes: bytes.length,
      rows: users,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
    const hashed = algorithm === undefined ? {} : { passwordHashingAlgorithm: algorithm };
    return { source: csv, csv, rows: users, ...hashed, stage: 'creating' };
  });
  const warn = (warning: string): void => {
    throw new Error(warning);
  };
  const store = openImportFolder(world.home.path, systemClock, warn);
  const runTask = taskRunner(script('worker.ts'));
  const driver = createImportDriver(jobs, hurriedClock(world.emulator.control), store, runTask);
  await store.open();
  const { state, failure } = await driver.begin({
    id: `import-${id}`,
    path: join(world.home.path, 'users.csv'),
    jobName: name,
    connection,
    userPoolId: id,
    poolName: name,
    cloudWatchLogsRoleArn: roleArn,
    parts,
    start: true,
    queued: parts.length > 1,
    status: 'running',
    savedAt: 0,
  });
  assert.equal(failure, undefined);
  // The driver does not wait for the end of a single job.
  for (const part of state.parts)
    if (part.jobId !== undefined)
      await jobs.untilOver({ connectionId: connection.id, userPoolId: id, jobId: part.jobId }, noAbort);
  driver.dispose();
  store.dispose();
  return state;
}

const verifiedByUs = (first: Decisions): Decisions => ({
  ...first,
  country: 'US',
  dates: { order: 'dmy', latestYear: 2026 },
  fillings: { ...first.fillings, email_verified: { kind: 'constant', value: 'true' } },
});

describe('every sample becomes users in the pool according to its plan', () => {
  for (const file of readdirSync(samples).toSorted())
    it(file, async () => {
      const pool = await openPool(file.replaceAll('.', '-'));
      const written = await planAndWrite(file, pool.schema, verifiedByUs);
      const { plan, csvs, aside } = written;
      assert.ok(plan.imported > 0, 'nobody would be imported');
      assert.deepEqual(plan.jobFails, []);
      await importAll(pool, file, written);
      const imported = [...(world.emulator.control.pools.find(({ id }) => id === pool.id)?.users() ?? [])];
      assert.equal(imported.length, plan.imported);
      const kept = plan.kept.reduce((sum, { count }) => sum + count, 0);
      assert.equal(imported.filter(({ status }) => status === 'CONFIRMED').length, kept);
      if (aside === undefined) assert.equal(plan.asideUsers, 0);
      else {
        assert.equal(aside, afterFileOf(csvs[0] ?? ''));
        const rows = parse(readFileSync(aside), { columns: true }) as readonly Record<string, string>[];
        assert.equal(rows.length, plan.asideUsers);
        const names = new Set(imported.map(({ username }) => username));
        for (const row of rows)
          assert.ok(names.has(row['username'] ?? ''), 'a row of the aside file belongs to no user');
      }
      const confirmed = imported.filter(({ status }) => status === 'CONFIRMED');
      const names = confirmed.map(({ username }) => username);
      if (file !== unknownPasswords) await signInAll(pool.id, names);
      pool.jobs.dispose();
    });
});

/** The passwords behind its hashes are unknown. */
const unknownPasswords = 'auth0-passwords.ndjson';

/** User N of any other sample has the password `maple-N`. */
const passwords = Array.from({ length: 9 }, (_, index) => `maple-${index + 1}`);

/** Users who keep their password can sign in with it, also with a converted hash. */
async function signInAll(poolId: string, usernames: readonly string[]): Promise<void> {
  const client = new CognitoIdentityProviderClient({
    endpoint: world.emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  });
  const { UserPoolClient: app } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
  );
  for (const USERNAME of usernames) {
    const tries = passwords.map(async (PASSWORD) => {
      const AuthParameters = { USERNAME, PASSWORD };
      const flow = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: app?.ClientId ?? '', AuthParameters } as const;
      const answer = await client.send(new InitiateAuthCommand(flow));
      assert.ok(answer.AuthenticationResult?.AccessToken);
    });
    await assert.doesNotReject(Promise.any(tries), `${USERNAME} cannot sign in`);
  }
  client.destroy();
}
