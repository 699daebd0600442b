// Builds for production and packages the extension: dist/cognito-import-jobs-VERSION.vsix.
// `package.ts [--repository URL] [--pre-release]`.
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Metafile } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };
import { temporaryFolder } from '../test/support/cleanup.ts';
import { command } from '../test/support/command.ts';
import { root } from '../test/support/paths.ts';
import { thirdPartyNotices } from './notices.ts';

export interface PackageOptions {
  /** Path of the package; dist/NAME-VERSION.vsix by default. */
  readonly out?: string;
  /** The public repository, https://github.com/OWNER/NAME: pictures and relative links of the README then lead there. */
  readonly repository?: string;
  /** Mark the package as a pre-release of the Marketplace. */
  readonly preRelease?: boolean;
}

const dist = join(root, 'dist');

/** Builds and packages the current checkout. Resolves with the VSIX's path. */
export async function packageExtension(options: PackageOptions = {}): Promise<string> {
  await command(process.execPath, [join(root, 'esbuild.js'), '--production'], { cwd: root });
  const metafiles = JSON.parse(readFileSync(join(dist, 'meta.json'), 'utf8')) as Metafile[];
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(metafiles));
  return packageBuilt(options);
}

/** Packages the last build. Resolves with the VSIX's path. */
export async function packageBuilt({ out, repository, preRelease = false }: PackageOptions): Promise<string> {
  const vsix = out ?? join(dist, `${manifest.name}-${manifest.version}.vsix`);
  // vsce reads the manifest and the README from the folder that it packages: a copy holds the changed ones.
  const staging = temporaryFolder('package');
  const folder = staging.path;
  try {
    for (const name of ['media', 'CHANGELOG.md', 'LICENSE', '.vscodeignore']) {
      cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    cpSync(dist, join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.vsix') });
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    writeFileSync(join(folder, 'README.md'), repository === undefined ? withoutRepository(readme) : readme);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(withRepository(repository), undefined, 2));
    const options = [
      '--no-dependencies',
      ...(repository === undefined
        ? ['--no-rewrite-relative-links', '--allow-missing-repository']
        : ['--baseContentUrl', `${repository}/blob/HEAD`, '--baseImagesUrl', `${repository}/raw/HEAD`]),
      ...(preRelease ? ['--pre-release'] : []),
    ];
    const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
    await command(process.execPath, [vsce, 'package', ...options, '--out', vsix], { cwd: folder });
  } finally {
    staging.remove();
  }
  return vsix;
}

/** The packed manifest: with the addresses that the Marketplace shows, without the members for developers. */
function withRepository(repository: string | undefined): object {
  const packed = Object.fromEntries(
    Object.entries(manifest).filter(
      ([key]) => !['private', 'scripts', 'devDependencies', 'overrides'].includes(key),
    ),
  );
  if (repository === undefined) return packed;
  return {
    ...packed,
    repository: { type: 'git', url: `${repository}.git` },
    homepage: `${repository}#readme`,
    bugs: { url: `${repository}/issues` },
  };
}

/** The README without pictures and links to files: without a repository VS Code can show neither. */
function withoutRepository(readme: string): string {
  return readme
    .replaceAll(/<picture>.*?<\/picture>\n?/gs, '')
    .replaceAll(/^.*(?:\]\(|src=")media\/readme\/.*\n/gm, '')
    .replaceAll(/\[([^\]]+)\]\((?!https?:|#)[^)]+\)/g, '$1');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { repository: { type: 'string' }, 'pre-release': { type: 'boolean', default: false } },
  });
  const { repository } = values;
  if (repository !== undefined && !/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(repository)) {
    throw new Error(
      `--repository takes an address such as https://github.com/OWNER/NAME, not ${repository}.`,
    );
  }
  const vsix = await packageExtension({
    ...(repository === undefined ? {} : { repository }),
    preRelease: values['pre-release'],
  });
  console.log(`${vsix} (${Math.round(statSync(vsix).size / 1000)} kB)`);
  if (repository === undefined) {
    console.log('Without --repository URL the README has no pictures and no links to other files.');
  }
}
