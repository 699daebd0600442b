// Figures of reading the users of another system: 500,000 of them, beside a bare streaming parse of the same file.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { temporaryFolder } from '../../support/cleanup.ts';
import { root } from '../../support/paths.ts';
import { round, type Figure } from '../figure.ts';
import type { SourceReply } from './contender.ts';
import { writeUsers } from './writeUsers.ts';

const users = 500_000;

/** Runs each contender in its own process, all on one file. */
async function race(names: readonly string[]): Promise<{
  readonly bytes: number;
  readonly replies: readonly SourceReply[];
}> {
  const folder = temporaryFolder('sources-bench');
  try {
    const file = join(folder.path, 'users.ndjson');
    writeUsers(file, users);
    await build({
      entryPoints: ['test/bench/sources/contender.ts', 'src/files/sources/sourcesWorker.ts'].map((file) =>
        join(root, file),
      ),
      outdir: folder.path,
      entryNames: '[name]',
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    const replies: SourceReply[] = [];
    for (const name of names) {
      const script = join(folder.path, 'contender.js');
      const { stdout } = await promisify(execFile)(process.execPath, [script, name, file]);
      replies.push(JSON.parse(stdout) as SourceReply);
    }
    return { bytes: statSync(file).size, replies };
  } finally {
    folder.remove();
  }
}

export async function sourceFigures(): Promise<Figure[]> {
  const { bytes, replies } = await race(['lines', 'parse', 'read', 'write']);
  const [lines, parse, read, write] = replies;
  if (lines?.users !== users || parse?.users !== users || read?.users !== users || write?.users !== users)
    throw new Error('Not all users were read.');
  const file = `${round(bytes / 1e6, 0)} MB NDJSON, ${users.toLocaleString('en-US')} users`;
  const times = read.cpuSeconds / parse.cpuSeconds;
  return [
    {
      figure: `read the users of another system, ${file}, processor time`,
      value: round(read.cpuSeconds),
      unit: 's',
      peer: { what: '@streamparser/json, parsing alone', value: round(parse.cpuSeconds) },
      limit: `JSON.parse of each line alone: ${round(lines.cpuSeconds)} s`,
      goal: '≤ 2.0 ×',
      met: times <= 2,
      note: `By the clock: ${round(read.seconds)} s, and ${round(parse.seconds)} s for parsing alone.`,
    },
    {
      figure: 'memory of reading them, the whole process at its peak',
      value: round(read.peakBytes / 1e6),
      unit: 'MB',
      peer: { what: '@streamparser/json, parsing alone', value: round(parse.peakBytes / 1e6) },
      limit: 'an empty Node: 45 MB',
      goal: '≤ 250 MB',
      met: read.peakBytes <= 250e6,
    },
    {
      figure: `read, plan and write them as CSVs for each kind of hash, ${file}`,
      value: round(write.seconds),
      unit: 's',
      peer: { what: '@streamparser/json, parsing alone', value: round(parse.seconds) },
      limit: `reading them alone: ${round(read.seconds)} s`,
      goal: '≤ 15 s and ≤ 2.0 ×',
      met: write.seconds <= 15 && write.cpuSeconds <= 2 * parse.cpuSeconds,
      note: `Processor time: ${round(write.cpuSeconds)} s, ${round(write.cpuSeconds / parse.cpuSeconds)} ×. The file is read for the plan, and for the files.`,
    },
    {
      figure: 'memory of all that, the whole process at its peak',
      value: round(write.peakBytes / 1e6),
      unit: 'MB',
      limit: 'an empty Node: 45 MB',
      goal: '≤ 250 MB',
      met: write.peakBytes <= 250e6,
    },
  ];
}
