// Builds for production and packages the extension: dist/cognito-import-jobs-VERSION.vsix.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };
import { command } from '../test/support/command.ts';
import { root } from '../test/support/paths.ts';
import { thirdPartyNotices } from './notices.ts';

/** Packages what lies in the checkout now. Resolves with the VSIX's path. */
export async function packageExtension(): Promise<string> {
  const dist = join(root, 'dist');
  await command(process.execPath, [join(root, 'esbuild.js'), '--production'], { cwd: root });
  const metafiles = JSON.parse(readFileSync(join(dist, 'meta.json'), 'utf8')) as Metafile[];
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(metafiles));
  writeFileSync(join(dist, 'README.md'), withoutPictures(readFileSync(join(root, 'README.md'), 'utf8')));
  const vsix = join(dist, `${manifest.name}-${manifest.version}.vsix`);
  const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  await command(
    process.execPath,
    [
      join(root, 'node_modules/@vscode/vsce/vsce'),
      'package',
      ...options,
      '--readme-path=dist/README.md',
      '--out',
      vsix,
    ],
    { cwd: root },
  );
  return vsix;
}

/** The README as VS Code shows it: it cannot show pictures that lie beside it, and they would treble the download. */
function withoutPictures(readme: string): string {
  return readme
    .replaceAll(/<picture>.*?<\/picture>\n?/gs, '')
    .replaceAll(/^.*(?:\]\(|src=")media\/readme\/.*\n/gm, '');
}

if (import.meta.main) {
  const vsix = await packageExtension();
  console.log(`${vsix} (${Math.round(statSync(vsix).size / 1000)} kB)`);
}
