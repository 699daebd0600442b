// `npm run bench`: measures everything in one go, without AWS, prints the table and writes bench/results.json.
// Arguments choose parts: service, calls, users, extension, window, csv, sources, day, growth.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { format } from 'prettier';
import { packageExtension } from '../../scripts/package.ts';
import { temporaryFolder } from '../support/cleanup.ts';
import { root } from '../support/paths.ts';
import { callFigures } from './calls.ts';
import { csvFigures } from './csvFigures.ts';
import { dayFigures } from './dayFigures.ts';
import { extensionFigures, type Packaged } from './extension.ts';
import { ratioOf, round, table, type Figure } from './figure.ts';
import type { Growth } from './growth.ts';
import { runPart } from './process.ts';
import { serviceFigures } from './service.ts';
import { sourceFigures } from './sources/figures.ts';
import { userFigures } from './users/figures.ts';
import { windowFigures } from './window.ts';

const resultsFile = join(root, 'bench/results.json');
const chosen = process.argv.slice(2);
const begun = performance.now();

const say = (line: string): void =>
  console.log(`[${round((performance.now() - begun) / 1_000, 0)} s] ${line}`);
const wanted = (part: string): boolean => chosen.length === 0 || chosen.includes(part);

async function measure(packaged: Packaged): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
    extension: () => extensionFigures(packaged, say),
    window: () => windowFigures(packaged, say),
    service: () => serviceFigures(say),
    calls: callFigures,
    users: userFigures,
    csv: csvFigures,
    sources: sourceFigures,
    day: dayFigures,
  };
  for (const [part, run] of Object.entries(parts)) {
    if (!wanted(part)) continue;
    say(part);
    figures.push(...(await run()));
  }
  return figures;
}

/** Packages the checkout and copies the result: another build may replace dist meanwhile. */
async function packaged(folder: string): Promise<Packaged> {
  const vsix = await packageExtension();
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  return { vsix: join(folder, 'dist', basename(vsix)), folder };
}

function growthText(tables: readonly Growth[]): string {
  return tables
    .map(({ of, rows }) => {
      const names = Object.keys(rows[0] ?? {});
      const lines = [
        names,
        ...rows.map((row) => names.map((name) => (row[name] ?? NaN).toLocaleString('en-US'))),
      ];
      const text = lines.map((line) =>
        line.map((cell, at) => cell.padStart(names[at]?.length ?? 0)).join('  '),
      );
      return [`Growth with ${of}`, ...text].join('\n');
    })
    .join('\n\n');
}

async function main(): Promise<void> {
  const scratch = temporaryFolder('package');
  say('packaging the extension');
  const figures = await measure(await packaged(scratch.path));
  const growth = wanted('growth')
    ? await runPart<readonly Growth[]>('growth.ts', [], { nodeOptions: ['--expose-gc'] })
    : [];
  scratch.remove();
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model ?? '?',
    cores: availableParallelism(),
    // Times mean little if the load exceeds the number of cores.
    load: loadavg().map((load) => round(load)),
  };
  const results = {
    machine,
    seconds: round((performance.now() - begun) / 1_000, 0),
    figures: figures.map((figure) => {
      const ratio = ratioOf(figure);
      return { ...figure, value: round(figure.value, 3), ...(ratio === undefined ? {} : { ratio }) };
    }),
    growth,
  };
  console.log(`\n${table(figures)}\n\n${growthText(growth)}`);
  if (chosen.length > 0) return;
  mkdirSync(join(root, 'bench'), { recursive: true });
  const config = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as object;
  writeFileSync(resultsFile, await format(JSON.stringify(results), { ...config, parser: 'json' }));
  const missed = figures.filter(({ met }) => !met).length;
  console.log(
    `\n${figures.length - missed} of ${figures.length} goals met; written to bench/results.json (${results.seconds} s).`,
  );
}

await main();
process.exit();
