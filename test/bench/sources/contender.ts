// One contender of the sources bench, run in its own process: prints its time, its peak memory and the users it saw.
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { JSONParser } from '@streamparser/json';
import { taskRunner } from '../../../src/files/runTask.ts';
import type { SourceTasks } from '../../../src/files/sources/sourcesWorker.ts';
import { partsOf } from '../../../src/sources/plan/plan.ts';
import { detectSource, headBytes } from '../../../src/sources/read/detect.ts';
import { readUsers } from '../../../src/sources/read/readUsers.ts';
import { columns, pool } from '../../unit/csv/pools.ts';

const hashPool = pool({ csvHeader: [...columns, 'given_name', 'family_name', 'nickname', 'password_hash'] });

export interface SourceReply {
  readonly seconds: number;
  /** Processor time of all threads, which says more than `seconds` on a machine that is busy with other things. */
  readonly cpuSeconds: number;
  /** Peak memory of the whole process. */
  readonly peakBytes: number;
  readonly users: number;
}

/** Reuses one buffer for every chunk, as the product does. */
function* chunks(path: string, size = 1 << 16): Generator<Uint8Array, void> {
  const buffer = Buffer.allocUnsafeSlow(size);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

function parse(path: string): number {
  const parser = new JSONParser({ paths: ['$'], keepStack: false, separator: '\n' });
  let users = 0;
  parser.onValue = () => users++;
  for (const chunk of chunks(path)) parser.write(chunk);
  return users;
}

/** The lower bound: the engine's own JSON.parse on each line. */
function lines(path: string): number {
  const decoder = new TextDecoder();
  let kept = '';
  let users = 0;
  for (const chunk of chunks(path)) {
    const parts = (kept + decoder.decode(chunk, { stream: true })).split('\n');
    kept = parts.pop() ?? '';
    for (const part of parts) if (typeof JSON.parse(part) === 'object') users++;
  }
  return users;
}

async function read(path: string): Promise<number> {
  const [head] = chunks(path, headBytes);
  const [choice] = detectSource(head ?? new Uint8Array(), { isWhole: false });
  if (choice?.sure !== true) throw new Error('The format was not detected.');
  let users = 0;
  for await (const batch of readUsers(choice, chunks(path), { now: Date.now() })) users += batch.length;
  return users;
}

/** Everything that a user waits for, in worker threads as in the extension: the plan, then a file for each kind of hash and the aside file. */
async function write(path: string): Promise<number> {
  const run = taskRunner<SourceTasks>(join(__dirname, 'sourcesWorker.js'));
  const options = { name: 'users.ndjson', signal: new AbortController().signal };
  const [found] = await run('detect', { path }, options);
  if (found === undefined) throw new Error('The format was not detected.');
  const choice = { format: found.format, shape: found.shape };
  const input = { source: { path }, choice, columns: [], now: Date.now(), schema: hashPool };
  const { plan, decisions, judged } = await run('plan', input, options);
  const targets = partsOf(plan).map(({ algorithm }) => ({
    path: `${path}.${algorithm ?? 'none'}.csv`,
    ...(algorithm === undefined ? {} : { algorithm }),
  }));
  const aside = { path: `${path}.after.csv`, names: plan.aside };
  const dates = plan.dates ? { dates: plan.dates } : {};
  const written = await run('write', { ...input, decisions, judged, ...dates, targets, aside }, options);
  if (sum(written.users) !== plan.imported) throw new Error('Not all users were written.');
  return plan.rows;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const contenders: Readonly<Record<string, (path: string) => number | Promise<number>>> = {
  lines,
  parse,
  read,
  write,
};

async function main(name = '', path = ''): Promise<void> {
  const contender = contenders[name];
  if (contender === undefined) throw new Error(`No contender “${name}”.`);
  const start = performance.now();
  const users = await contender(path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const reply: SourceReply = {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    users,
  };
  console.log(JSON.stringify(reply));
}

void main(...process.argv.slice(2));
