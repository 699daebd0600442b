// A part of the bench: what a comparison and a pass of the row runner hold in memory, at three sizes. Run with --expose-gc; prints JSON.
import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { UserGateway } from '../../../src/domain/gateway/userGateway.ts';
import { runRows } from '../../../src/domain/rows/rowRunner.ts';
import { survey } from '../../../src/domain/users/survey.ts';
import type { KeyRow } from '../../../src/domain/users/userNames.ts';
import { listPath, RowFiles } from '../../../src/files/rows/rowFiles.ts';
import { Existing } from '../../../src/ui/users/existing.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { temporaryFolder } from '../../support/cleanup.ts';

export interface HeldMemory {
  readonly rows: readonly number[];
  /** Megabytes over the start, one for each number of rows. */
  readonly compare: readonly number[];
  readonly runner: readonly number[];
}

const sizes = [1_000, 100_000, 1_000_000];
const never = new AbortController().signal;

/** Peak of live memory during the work, over the memory before it; sampled about 20 times. Megabytes. */
async function held(work: (look: (done: number) => void) => Promise<void>, rows: number): Promise<number> {
  const before = alive();
  let most = 0;
  const every = Math.max(1, Math.floor(rows / 20));
  await work((done) => {
    if (done % every === 0) most = Math.max(most, alive() - before);
  });
  return most;
}

function alive(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Compares with a pool in which every row exists; its users are made up page by page. */
function compare(rows: number): Promise<number> {
  const listUsers: UserGateway['listUsers'] = (_pool, token = '0') => {
    const from = Number(token);
    const to = Math.min(rows, from + 60);
    const items = Array.from({ length: to - from }, (_, index) => ({
      username: `user${from + index}`,
      created: 0,
      modified: 0,
      enabled: true,
      status: 'CONFIRMED',
      attributes: {},
    }));
    return Promise.resolve(to === rows ? { items } : { items, nextToken: String(to) });
  };
  return held(async (look) => {
    const existing = new Existing();
    let found = 0;
    await survey({
      way: 'list',
      rows: async function* (): AsyncGenerator<KeyRow> {
        for (let row = 0; row < rows; row++)
          yield await Promise.resolve({
            line: row + 2,
            username: `user${row}`,
            names: [`user${row}`],
            aliases: [],
          });
      },
      rules: { usernameAttributes: [], aliasAttributes: [], caseSensitive: true },
      users: { listUsers } as UserGateway,
      userPoolId: 'us-east-1_A',
      clock: systemClock,
      signal: never,
      onFound: (each) => {
        existing.add(each);
        look(++found);
      },
      onProgress: () => undefined,
    });
    if (existing.count !== rows) throw new Error(`${existing.count} of ${rows} rows were found.`);
  }, rows);
}

/** Runs a pass on disk, as the product does. */
async function runner(rows: number): Promise<number> {
  const temporary = temporaryFolder('bench-pass');
  const folder = mkdtempSync(join(temporary.path, 'pass-'));
  const file = openSync(listPath(folder), 'a');
  for (let from = 0; from < rows; from += 1_000) {
    const lines = Array.from(
      { length: 1_000 },
      (_, index) => `{"line":${from + index},"username":"user${from + index}"}\n`,
    );
    writeSync(file, lines.join(''));
  }
  closeSync(file);
  const parse = (value: unknown): object | undefined =>
    typeof value === 'object' && value !== null ? value : undefined;
  const pass = await RowFiles.open(folder, rows, parse);
  const megabytes = await held(
    (look) =>
      runRows(pass, () => Promise.resolve({ outcome: 'done' as const }), {
        clock: systemClock,
        lease: { lost: never, check: () => Promise.resolve() },
        signal: never,
        onProgress: (done) => {
          if (done > 0) look(done);
        },
      }),
    rows,
  );
  await pass.close();
  temporary.remove();
  return megabytes;
}

const [compared, ran]: [number[], number[]] = [[], []];
for (const rows of sizes) {
  compared.push(await compare(rows));
  ran.push(await runner(rows));
}
console.log(JSON.stringify({ rows: sizes, compare: compared, runner: ran } satisfies HeldMemory));
process.exit();
