// The notices of all bundled packages, which their licences require: found from esbuild's list of inputs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };
import { root } from '../test/support/paths.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly license?: string;
}

interface Package extends Required<Manifest> {
  /** The package's licence file, or one sentence that names the licence. */
  readonly text: string;
}

/** The notices file: one section per distinct licence text with the packages under it. Throws for a package without a licence. */
export function thirdPartyNotices(metafiles: readonly Metafile[]): string {
  const sections = new Map<string, Package[]>();
  for (const found of bundledDependencies(metafiles)) {
    sections.set(found.text, [...(sections.get(found.text) ?? []), found]);
  }
  const body = [...sections].map(([text, packages]) => {
    const names = packages.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${names.join('\n')}\n\n${text.trim()}\n`;
  });
  return [`${manifest.displayName} contains the following third-party software.\n`, ...body].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

/** Every package with code in the bundles, sorted by folder. Throws for a package without a licence. */
export function bundledDependencies(metafiles: readonly Metafile[]): readonly Package[] {
  const folders = new Set(metafiles.flatMap((meta) => Object.values(meta.outputs).flatMap(bundledPackages)));
  return [...folders].sort().map(readPackage);
}

/** Package folders with at least one byte in the output; code that tree shaking dropped is not distributed. */
function bundledPackages(output: Metafile['outputs'][string]): string[] {
  return Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

function readPackage(folder: string): Package {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
  if (license === undefined) throw new Error(`${folder} is bundled but names no licence.`);
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licensed under ${license}.` : readFileSync(join(path, file), 'utf8');
  return { name, version, license, text };
}
