// A part of the bench: an imitation of an extension host with one extension. Prints JSON.
// `host.ts activate|compile|memory|render FOLDER [PROFILE [EMULATOR]]`; FOLDER holds package.json and the bundles. `memory` needs --expose-gc.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
// Modules that an extension host has loaded before an extension starts.
import 'node:crypto';
import 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import 'node:worker_threads';
import { profileConnection } from '../../src/domain/connections/connection.ts';
import { fakeContext, installFakeVscode, type TreeProvider } from '../support/vscode/fakeVscode.ts';

interface Extension {
  activate(context: unknown): unknown;
}

export interface ActivateReply {
  /** Milliseconds. */
  readonly load: number;
  readonly activate: number;
}

export interface MemoryReply {
  /** Megabytes of the JavaScript heap and of the external memory that it holds. */
  readonly started: number;
  readonly loaded?: number;
  readonly pools?: number;
  readonly jobs?: number;
}

export interface RenderReply {
  readonly rows: number;
  /** How often the view was told of a change, and how many elements it rendered for these. */
  readonly changes: number;
  readonly rendered: number;
  /** The maximum of elements rendered for one change. */
  readonly most: number;
  /** Elements rendered while nothing changed at the service. */
  readonly idle: number;
}

const [task = '', folder = '', profile = '', endpoint = ''] = process.argv.slice(2);
const told = installFakeVscode();
const bundle = join(folder, 'dist/extension.js');
const remembered = profile === '' ? {} : { connections: [profileConnection(profile, 'us-east-1')] };
const require = createRequire(import.meta.url);

function start(): ActivateReply {
  const begin = performance.now();
  const extension = require(bundle) as Extension;
  const loaded = performance.now();
  extension.activate(fakeContext(folder, remembered));
  return { load: loaded - begin, activate: performance.now() - loaded };
}

/** Milliseconds that V8 takes to compile the bundle, before any of it runs. */
function compile(): number {
  const source = readFileSync(bundle, 'utf8');
  const begin = performance.now();
  compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname']);
  return performance.now() - begin;
}

function megabytes(): number {
  for (let pass = 0; pass < 3; pass++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

/** From now on time runs `speed` times as fast, so that minutes of waiting for the quota pass in seconds. */
function hurry(speed: number): void {
  const [now, timeout, start] = [Date.now, setTimeout, Date.now()];
  Date.now = () => start + (now() - start) * speed;
  globalThis.setTimeout = ((run: () => void, delay = 0, ...rest: []) =>
    timeout(run, delay / speed, ...rest)) as typeof setTimeout;
}

/** Expands every row. Resolves with the number of rows per level, once all are loaded. */
async function expandAll(provider: TreeProvider): Promise<readonly number[]> {
  for (;;) {
    const levels = await allRows(provider);
    if (!levels.flat().some(isLoading)) return levels.map(({ length }) => length);
    await sleep(500);
  }
}

async function allRows(provider: TreeProvider): Promise<readonly (readonly unknown[])[]> {
  const levels: unknown[][] = [];
  let level: unknown[] = [undefined];
  for (;;) {
    level = (await Promise.all(level.map((parent) => provider.getChildren(parent)))).flat();
    if (level.length === 0) return levels;
    for (const row of level) provider.getTreeItem(row);
    levels.push(level);
  }
}

/** Whether a row is the placeholder for rows that are not loaded yet. */
function isLoading(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'kind' in row && row.kind === 'loading';
}

function provider(): TreeProvider {
  if (!told.provider) throw new Error('No tree was created.');
  return told.provider;
}

/** Waits for all pools of the connection, which arrive page by page: until two reads in a row find the same number. */
async function allPools(tree: TreeProvider): Promise<void> {
  let before = -1;
  for (;;) {
    const [connection] = await tree.getChildren();
    const { length } = connection === undefined ? [] : await tree.getChildren(connection);
    if (length > 1 && length === before) return;
    before = length;
    await sleep(500);
  }
}

async function memory(): Promise<MemoryReply> {
  start();
  await sleep(200);
  const started = megabytes();
  if (profile === '') return { started };
  hurry(8);
  told.show();
  await allPools(provider());
  const counts = await expandAll(provider());
  return { started, loaded: megabytes(), pools: counts[1] ?? 0, jobs: counts[2] ?? 0 };
}

/** Counts rendered rows while one job runs, and then while its counters stand still. */
async function render(): Promise<RenderReply> {
  start();
  hurry(20);
  told.show();
  const tree = provider();
  await allPools(tree);
  const counts = await expandAll(tree);
  await sleep(1_000);
  const turns: number[] = [];
  tree.onDidChangeTreeData((elements) => {
    turns.push(Array.isArray(elements) ? elements.length : Infinity);
    if (Array.isArray(elements)) for (const element of elements) tree.getTreeItem(element);
  });
  const sum = (): number => turns.reduce((total, turn) => total + turn, 0);
  await importAt(31);
  await sleep(5_000);
  await importAt(0);
  await sleep(1_000);
  const [changes, rendered, most] = [turns.length, sum(), Math.max(...turns)];
  turns.length = 0;
  await sleep(3_000);
  return { rows: counts[2] ?? 0, changes, rendered, most, idle: sum() };
}

/** @param usersPerSecond speed of the running import; 0 pauses it. */
async function importAt(usersPerSecond: number): Promise<void> {
  await fetch(`${endpoint}/_emulator/settings`, { method: 'POST', body: JSON.stringify({ usersPerSecond }) });
}

const tasks: Readonly<Record<string, () => unknown>> = { activate: start, compile, memory, render };
const run = tasks[task];
if (run === undefined) throw new Error(`No task “${task}”.`);
console.log(JSON.stringify(await run()));
process.exit();
