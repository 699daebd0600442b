// Figures of the extension as it ships, in plain Node processes with a stand-in for `vscode`: activation, memory, rows, sizes.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import { sampleCsv } from '../../src/emulator/seeds/sampleCsv.ts';
import { writeAwsFiles } from '../support/awsFiles.ts';
import { temporaryFolder } from '../support/cleanup.ts';
import { median, round, type Figure } from './figure.ts';
import { emptyExtension } from './peers.ts';
import type { ActivateReply, MemoryReply, RenderReply } from './host.ts';
import { runPart } from './process.ts';

/** The packaged extension, unpacked, and its VSIX. */
export interface Packaged {
  readonly vsix: string;
  /** Holds package.json and dist/. */
  readonly folder: string;
}

const activations = 15;

export async function extensionFigures(packaged: Packaged, say: (line: string) => void): Promise<Figure[]> {
  const scratch = temporaryFolder('bench');
  try {
    const empty = emptyExtension(join(scratch.path, 'empty'));
    say('activating in plain Node');
    const activation = await activationFigure(packaged, empty);
    say('rendering rows');
    const rendering = await renderingFigures(packaged, scratch.path);
    say('loading 1,000 pools and 20,000 jobs');
    return [
      ...rendering,
      activation,
      ...sizeFigures(packaged),
      ...(await memoryFigures(packaged, empty, scratch.path)),
    ];
  } finally {
    scratch.remove();
  }
}

async function activationFigure({ folder }: Packaged, empty: string): Promise<Figure> {
  const [ours, theirs]: [ActivateReply[], ActivateReply[]] = [[], []];
  const compiles: number[] = [];
  for (let round = 0; round < activations; round++) {
    theirs.push(await runPart<ActivateReply>('host.ts', ['activate', empty]));
    ours.push(await runPart<ActivateReply>('host.ts', ['activate', folder]));
    compiles.push(await runPart<number>('host.ts', ['compile', folder]));
  }
  const total = (replies: readonly ActivateReply[]): number =>
    median(replies.map(({ load, activate }) => load + activate));
  const [value, peer] = [total(ours), total(theirs)];
  return {
    figure: 'activation, plain Node',
    value,
    unit: 'ms',
    peer: { what: 'empty extension', value: peer },
    limit: 'an empty extension',
    goal: '≤ +3 ms',
    met: value - peer <= 3,
    note:
      `+${round(value - peer)} ms, the median of ${activations} processes each. Of ours, ${round(median(compiles))} ms are V8 reading the ` +
      `bundle's ${round(statSync(join(folder, 'dist/extension.js')).size / 1_000, 0)} kB, ` +
      `${round(median(ours.map(({ load }) => load)) - median(compiles))} ms running its modules, ` +
      `${round(median(ours.map(({ activate }) => activate)))} ms activate().`,
  };
}

async function onEmulator<T>(
  scratch: string,
  options: EmulatorOptions,
  run: (emulator: Emulator, env: Record<string, string>) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulator({ randomSeed: 1, ...options });
  try {
    const profile = { name: 'default', region: 'us-east-1', endpoint: emulator.url };
    return await run(emulator, writeAwsFiles(scratch, [profile]));
  } finally {
    await emulator.close();
  }
}

async function renderingFigures({ folder }: Packaged, scratch: string): Promise<Figure[]> {
  const reply = await onEmulator(scratch, { usersPerSecond: 0 }, async ({ control, url }, env) => {
    for (let index = 0; index < 50; index++) {
      const pool = control.createPool({ name: `pool ${index}` });
      for (let number = index === 0 ? 1 : 0; number < 20; number++)
        control.createJob({ userPoolId: pool.id, jobName: `import-${number}`, status: 'Succeeded' });
      const csv = index === 0 ? sampleCsv(pool, { rows: 20_000 }) : undefined;
      if (csv !== undefined) control.startImport({ userPoolId: pool.id, jobName: 'import-running', csv });
    }
    return runPart<RenderReply>('host.ts', ['render', folder, 'default', url], { env });
  });
  const value = reply.rendered / reply.changes;
  return [
    {
      figure: `rows rendered per change, ${reply.rows} rows`,
      value,
      unit: 'rows',
      peer: { what: 'the row that changed', value: 1 },
      limit: '1',
      goal: '1',
      met: value === 1 && reply.most === 1 && reply.changes >= 5 && reply.rows === 1_000,
      note: `${reply.rendered} elements in ${reply.changes} changes, at most ${reply.most} at once, on a clock 20 times as fast.`,
    },
    {
      figure: 'rows rendered while nothing changes',
      value: reply.idle,
      unit: 'rows',
      limit: '0',
      goal: '0',
      met: reply.idle === 0,
      note: 'Through a minute of readings every 5 s.',
    },
  ];
}

function sizeFigures({ vsix, folder }: Packaged): Figure[] {
  const budget = (figure: string, bytes: number, most: number): Figure => ({
    figure,
    value: round(bytes / 1_000, 1),
    unit: 'kB',
    limit: 'what it holds',
    goal: `≤ ${most} kB`,
    met: bytes <= most * 1_000,
  });
  const size = (name: string): number => statSync(join(folder, 'dist', name)).size;
  const page = gzipSync(readFileSync(join(folder, 'dist/panel.js')), { level: 9 }).length;
  return [
    budget('VSIX', statSync(vsix).size, 560),
    budget('extension.js and app.js', size('extension.js') + size('app.js'), 150),
    budget('aws.js', size('aws.js'), 460),
    budget('panel page, gzip', page, 15),
  ];
}

async function memoryFigures({ folder }: Packaged, empty: string, scratch: string): Promise<Figure[]> {
  const nodeOptions = ['--expose-gc'];
  const bare = await runPart<MemoryReply>('host.ts', ['memory', empty], { nodeOptions });
  const started = await runPart<MemoryReply>('host.ts', ['memory', folder], { nodeOptions });
  const loaded = await onEmulator(scratch, { seed: 'large' }, (_, env) =>
    runPart<MemoryReply>('host.ts', ['memory', folder, 'default'], { nodeOptions, env }),
  );
  const figure = (name: string, value: number, most: number, note: string): Figure => ({
    figure: `memory: ${name}`,
    value: round(value),
    unit: 'MB',
    peer: { what: 'empty extension', value: round(bare.started) },
    limit: 'an empty extension',
    goal: `≤ +${most} MB`,
    met: value - bare.started <= most,
    note: `+${round(value - bare.started)} MB; ${note}`,
  });
  const [pools, jobs] = [loaded.pools ?? 0, loaded.jobs ?? 0];
  const held = loaded.loaded ?? NaN;
  return [
    figure(
      'after start',
      started.started,
      8,
      'heap and external memory after a collection, the stand-in for vscode included.',
    ),
    figure(
      `${pools.toLocaleString('en-US')} pools, ${jobs.toLocaleString('en-US')} jobs`,
      held,
      40,
      `the AWS SDK among it; ${round(((held - started.started) * 1e6) / Math.max(1, jobs), 0)} bytes a job.`,
    ),
  ];
}
