// One contender of the CSV bench, run as a process of its own: prints its time, its peak memory and the rows it saw.
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { parse as csvParse } from 'csv-parse';
import Papa from 'papaparse';
import { createAws } from '../../src/aws/aws.ts';
import { rehearse } from '../../src/files/rehearsal/rehearse.ts';
import { taskRunner } from '../../src/files/runTask.ts';
import { systemClock } from '../../src/ui/shell/systemClock.ts';
import { benchSchema } from './csvPool.ts';

export interface ContenderReply {
  readonly seconds: number;
  /** Processor time of all threads, which says more than `seconds` on a machine that is busy with other things. */
  readonly cpuSeconds: number;
  /** Peak memory of the whole process. */
  readonly peakBytes: number;
  /** Without the header; 0 for reading alone. */
  readonly rows: number;
}

function read(path: string): Promise<number> {
  const buffer = Buffer.allocUnsafe(1 << 18);
  const file = openSync(path, 'r');
  while (readSync(file, buffer) > 0);
  closeSync(file);
  return Promise.resolve(0);
}

async function validate(path: string): Promise<number> {
  const runTask = taskRunner(join(__dirname, 'worker.js'));
  const options = { name: path, signal: new AbortController().signal };
  const { summary } = await runTask('validate', { path, schema: benchSchema }, options);
  if (summary.ready !== summary.rows) throw new Error(`Not all rows are ready: ${JSON.stringify(summary)}`);
  return summary.rows;
}

async function rehearseAll(path: string): Promise<number> {
  const ignore = (): void => undefined;
  const { rows, parts } = await rehearse(
    {
      connect: (to, how) => createAws().connect(to, how),
      clock: systemClock,
      runTask: taskRunner(join(__dirname, 'worker.js')),
      log: { debug: ignore, info: ignore, warn: ignore },
      script: join(__dirname, 'sandbox.js'),
      storage: join(__dirname, 'rehearsals'),
    },
    {
      paths: [path],
      poolName: 'bench',
      schema: benchSchema,
      region: 'us-east-1',
      changed: 'The file changed.',
      onProgress: ignore,
      signal: new AbortController().signal,
    },
  );
  const imported = parts.reduce((sum, { result }) => sum + result.importedUsers, 0);
  if (imported !== rows) throw new Error(`Not all rows were imported: ${imported} of ${rows}`);
  return rows;
}

function papaparse(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = -1;
    Papa.parse<string[]>(createReadStream(path), {
      skipEmptyLines: true,
      step: () => rows++,
      complete: () => resolve(rows),
      error: reject,
    });
  });
}

async function csvParser(path: string): Promise<number> {
  let rows = -1;
  const options = { quote: null, relax_column_count: true } as const;
  for await (const record of createReadStream(path).pipe(csvParse(options))) {
    if (record !== undefined) rows++;
  }
  return rows;
}

const contenders: Readonly<Record<string, (path: string) => Promise<number>>> = {
  read,
  validate,
  papaparse,
  'csv-parse': csvParser,
  rehearse: rehearseAll,
};

async function main(name = '', path = ''): Promise<void> {
  const contender = contenders[name];
  if (contender === undefined) throw new Error(`No contender “${name}”.`);
  const start = performance.now();
  const rows = await contender(path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const cpuSeconds = (user + system) / 1e6;
  const reply: ContenderReply = {
    seconds,
    cpuSeconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    rows,
  };
  console.log(JSON.stringify(reply));
}

void main(...process.argv.slice(2));
