// The demo sample: an ordinary company's pools, with weeks of past imports and a big one running. The past is simulated:
// every file below is really imported, so that counters, users and log lines agree.
import { setImmediate } from 'node:timers/promises';
import type { ImportJob } from '../cognito/importJob.ts';
import type { UserPool } from '../cognito/userPool.ts';
import type { Control } from '../control.ts';
import { defaultSettings } from '../settings.ts';
import { sampleCsv, type SampleFile } from './sampleCsv.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A past import. */
interface Past extends SampleFile {
  readonly pool: UserPool;
  readonly name: string;
  /** How long ago it was started, in milliseconds. */
  readonly ago: number;
  /** How long after its start it was stopped, in milliseconds. */
  readonly stoppedAfter?: number;
  readonly passwordHashingAlgorithm?: string;
}

/** Yields to the event loop between the imports: the sandbox runs in the extension host. */
export async function sowDemo(control: Control, now: number): Promise<void> {
  sowRoles(control, now);
  const { usersPerSecond } = control.settings;
  const pools = sowPools(control, now);
  control.configure({ usersPerSecond: defaultSettings.usersPerSecond });
  const past = history(pools).sort((a, b) => b.ago - a.ago);
  for (const item of past) {
    live(control, item, now);
    await setImmediate();
  }
  sowUnstarted(control, pools, now);
  control.at(now, () => control.configure({ usersPerSecond }));
  sowRunning(control, pools.customers, now);
}

interface DemoPools {
  readonly customers: UserPool;
  readonly staging: UserPool;
  readonly partners: UserPool;
  readonly beta: UserPool;
  readonly tools: UserPool;
}

/** Roles for other services, like most roles in an account. The first import below creates the role for imports. */
function sowRoles(control: Control, now: number): void {
  const trust = (service: string): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' },
      ],
    });
  control.at(now - 610 * day, () => {
    control.roles.create({ name: 'orders-api-execution', trust: trust('lambda') });
    control.roles.create({ name: 'nightly-export', path: '/batch/', trust: trust('states') });
    control.roles.ensureConsoleRole();
  });
}

function sowPools(control: Control, now: number): DemoPools {
  const plan = {
    Name: 'plan',
    AttributeDataType: 'String',
    StringAttributeConstraints: { MaxLength: '32' },
  } as const;
  const required = { Name: 'email', AttributeDataType: 'String', Required: true } as const;
  const customers = control.createPool({
    name: 'customers-production',
    schema: [required, plan],
    caseSensitive: false,
    created: now - 610 * day,
  });
  const staging = control.createPool({
    name: 'customers-staging',
    schema: [required, plan],
    caseSensitive: false,
    created: now - 604 * day,
  });
  const partners = control.createPool({
    name: 'partners',
    autoVerifiedAttributes: ['email', 'phone_number'],
    aliasAttributes: ['email'],
    mfaConfiguration: 'OPTIONAL',
    created: now - 388 * day,
  });
  const beta = control.createPool({ name: 'mobile-app-beta', passwordHashes: true, created: now - 41 * day });
  const tools = control.createPool({ name: 'internal-tools', created: now - 225 * day });
  control.createPool({ name: 'conference-2027', created: now - 3 * hour });
  return { customers, staging, partners, beta, tools };
}

function history({ customers, staging, partners, beta, tools }: DemoPools): Past[] {
  const nightly = Array.from({ length: 9 }, (_, index) => ({
    pool: customers,
    name: `nightly-crm-sync-${9 - index}`,
    ago: (index + 1) * day - 5 * hour,
    rows: 240 + ((index * 137) % 420),
    first: 20_000 - index * 450,
    mistakes: 0.012,
  }));
  return [
    ...nightly,
    {
      pool: customers,
      name: 'legacy-migration-wave-1',
      ago: 2 * day + 2 * hour,
      rows: 5_000,
      mistakes: 0.004,
      stoppedAfter: 1.7 * minute,
    },
    {
      pool: customers,
      name: 'newsletter-subscribers',
      ago: 4 * day + 3 * hour,
      rows: 640,
      first: 40_000,
      mistakes: 0.71,
    },
    { pool: staging, name: 'smoke-test', ago: 6 * day, rows: 6 },
    { pool: staging, name: 'smoke-test-after-fix', ago: 5 * day, rows: 12, first: 100 },
    { pool: staging, name: 'load-test-users', ago: 30 * hour, rows: 2_500, first: 1_000, mistakes: 0.002 },
    { pool: partners, name: 'resellers-emea', ago: 20 * day, rows: 418, mistakes: 0.02 },
    { pool: partners, name: 'resellers-emea-retry', ago: 20 * day - hour, rows: 418 },
    { pool: partners, name: 'resellers-apac', ago: 12 * day, rows: 355, first: 5_000, mistakes: 0.01 },
    { pool: beta, name: 'waitlist-july', ago: 33 * day, rows: 900, passwordHashingAlgorithm: 'BCRYPT' },
    {
      pool: beta,
      name: 'waitlist-august',
      ago: 9 * day,
      rows: 1_100,
      first: 900,
      passwordHashingAlgorithm: 'BCRYPT',
    },
    { pool: tools, name: 'staff', ago: 200 * day, rows: 74, mistakes: 0.03 },
  ];
}

/** Creates, uploads and starts a past job, and lets it run to its end. */
function live(control: Control, past: Past, now: number): void {
  const started = now - past.ago;
  const job = control.at(started - 40 * second, () =>
    control.createJob({
      userPoolId: past.pool.id,
      jobName: past.name,
      passwordHashingAlgorithm: past.passwordHashingAlgorithm,
    }),
  );
  job.upload(Buffer.from(sampleCsv(past.pool, past)));
  control.at(started, () => control.startJob(past.pool.id, job.id));
  const { stoppedAfter } = past;
  if (stoppedAfter !== undefined)
    control.at(started + stoppedAfter, () => control.stopJob(past.pool.id, job.id));
  control.at(started + hour, () => job);
}

function sowUnstarted(control: Control, { customers, partners }: DemoPools, now: number): void {
  const create = (pool: UserPool, jobName: string, ago: number): ImportJob =>
    control.at(now - ago, () => control.createJob({ userPoolId: pool.id, jobName }));
  create(partners, 'resellers-latam', 3 * day);
  create(customers, 'legacy-migration-wave-3', 12 * minute).upload(
    Buffer.from(sampleCsv(customers, { rows: 1_500, first: 100_000 })),
  );
}

/** The big import: it has just begun and takes minutes. */
function sowRunning(control: Control, pool: UserPool, now: number): void {
  const name = 'legacy-migration-wave-2';
  const job = control.at(now - 90 * second, () => control.createJob({ userPoolId: pool.id, jobName: name }));
  job.upload(Buffer.from(sampleCsv(pool, { rows: 24_000, first: 50_000, mistakes: 0.006 })));
  control.at(now - 20 * second, () => control.startJob(pool.id, job.id));
}
