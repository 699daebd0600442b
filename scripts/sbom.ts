// Writes dist/sbom.cdx.json: a CycloneDX 1.6 bill of materials of the packages in the bundles, as the notices name them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };
import { root } from '../test/support/paths.ts';
import { bundledDependencies } from './notices.ts';

/** The bill of materials, by https://cyclonedx.org/docs/1.6/json. It has no time stamp: the same build gives the same file. */
export function billOfMaterials(metafiles: readonly Metafile[]): object {
  const reference = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const { name, version } = manifest;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': name,
        name,
        version,
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: bundledDependencies(metafiles).map((dependency) => ({
      type: 'library',
      'bom-ref': reference(dependency.name, dependency.version),
      name: dependency.name,
      version: dependency.version,
      purl: reference(dependency.name, dependency.version),
      licenses: [{ expression: dependency.license }],
    })),
  };
}

if (import.meta.main) {
  const metafiles = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8')) as Metafile[];
  const file = join(root, 'dist/sbom.cdx.json');
  writeFileSync(file, `${JSON.stringify(billOfMaterials(metafiles), undefined, 2)}\n`);
  console.log(file);
}
