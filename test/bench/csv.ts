// Time and memory of validating and rehearsing a CSV of the largest size, beside plain reading, papaparse and csv-parse.
import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { limits } from '../../src/csv/validate/rules.ts';
import { writeRecord } from '../../src/csv/read/dialect.ts';
import type { ContenderReply } from './csvContender.ts';
import { benchHeader } from './csvPool.ts';

export interface CsvFigures {
  readonly bytes: number;
  readonly rows: number;
  /** Each runs in its own process; validation in a worker thread there, as in the extension. */
  readonly contenders: Readonly<Record<Contender, ContenderReply>>;
}

const contenders = ['read', 'validate', 'papaparse', 'csv-parse', 'rehearse'] as const;
type Contender = (typeof contenders)[number];

/** Generates a file, measures every contender on it and removes it. Measures bundles, as they ship, not the sources. */
export async function benchCsv(rows: number = limits.rows): Promise<CsvFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'csv-bench-'));
  try {
    const file = join(folder, 'users.csv');
    writeUsers(file, rows);
    const root = join(import.meta.dirname, '../..');
    await build({
      entryPoints: ['src/files/worker.ts', 'src/emulator/sandbox.ts', 'test/bench/csvContender.ts'].map(
        (path) => join(root, path),
      ),
      outdir: folder,
      entryNames: '[name]',
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    const replies: [Contender, ContenderReply][] = [];
    for (const contender of contenders) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        join(folder, 'csvContender.js'),
        contender,
        file,
      ]);
      replies.push([contender, JSON.parse(stdout) as ContenderReply]);
    }
    return {
      bytes: statSync(file).size,
      rows,
      contenders: Object.fromEntries(replies) as Record<Contender, ContenderReply>,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows of about 199 bytes: with the maximum of rows the file is just below the maximum of bytes. */
function writeUsers(path: string, rows: number): void {
  const file = openSync(path, 'w');
  try {
    let text = `${benchHeader.join(',')}\n`;
    for (let index = 0; index < rows; index++) {
      text += `${writeRecord(user(index))}\n`;
      if (text.length > 1 << 20) {
        writeSync(file, text);
        text = '';
      }
    }
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

function user(index: number): string[] {
  const id = String(index).padStart(6, '0');
  const address = index % 2 === 0 ? '100 Main Street, Any Town' : 'Hauptstraße 100, Köln';
  return [
    ...[
      'Jane Roe',
      'Jane',
      'Roe',
      'Q',
      'Janie',
      `jroe${id}`,
      '',
      '',
      '',
      `jane.roe.${id}@example.com`,
      'TRUE',
      'female',
    ],
    ...[
      '02/01/1985',
      'Europe/Berlin',
      'en-US',
      `+12345${id}`,
      'FALSE',
      address,
      '1471453471',
      `tenant-${index % 50}`,
    ],
    ...['', `user-${id}`],
  ];
}
