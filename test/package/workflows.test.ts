// The workflows, as far as they can be tested locally: they parse, pin every action, and run only existing scripts.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Metafile } from 'esbuild';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { billOfMaterials } from '../../scripts/sbom.ts';
import { root } from '../support/paths.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly 'timeout-minutes': number }>
  >;
}

const files = globSync('.github/workflows/*.yml', { cwd: root });
const workflows = files.map((file) => ({
  file,
  workflow: parse(readFileSync(join(root, file), 'utf8')) as Workflow,
}));
const steps = ({ jobs }: Workflow) => Object.values(jobs).flatMap((job) => job.steps);

test('there are two workflows, and each may only read unless a job asks for more', () => {
  assert.equal(workflows.length, 2);
  for (const { file, workflow } of workflows) {
    assert.deepEqual(workflow.permissions, { contents: 'read' }, file);
    for (const job of Object.values(workflow.jobs)) assert.ok(job['timeout-minutes'] > 0, file);
  }
});

test('every action is pinned to a commit', () => {
  const used = workflows.flatMap(({ workflow }) => steps(workflow)).flatMap(({ uses }) => uses ?? []);
  assert.ok(used.length > 0);
  for (const uses of used) assert.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

test('every npm script that is run exists', () => {
  const commands = workflows.flatMap(({ workflow }) => steps(workflow)).flatMap(({ run }) => run ?? []);
  const names = commands.flatMap((run) =>
    [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name),
  );
  assert.ok(names.length > 0);
  for (const name of names) assert.ok(Object.hasOwn(manifest.scripts, name), name);
});

test('the oldest VS Code that is tested is the oldest supported', () => {
  const text = readFileSync(join(root, '.github/workflows/test.yml'), 'utf8');
  assert.ok(text.includes(`'${manifest.engines.vscode.replace('^', '')}'`));
});

test('the bill of materials names the packages of the notices, with version and licence', () => {
  const metafiles = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8')) as Metafile[];
  const { components } = billOfMaterials(metafiles) as {
    readonly components: readonly Readonly<Record<string, unknown>>[];
  };
  const notices = readFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  assert.ok(components.length > 10);
  for (const { name, version, purl, licenses } of components) {
    assert.ok(notices.includes(`${String(name)} ${String(version)} (`), String(name));
    assert.match(String(purl), /^pkg:npm\/(?:%40[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+/);
    assert.ok(Array.isArray(licenses) && licenses.length === 1);
  }
});

test('issue forms parse and have a name and fields', () => {
  for (const file of globSync('.github/ISSUE_TEMPLATE/{bug,idea,file}.yml', { cwd: root })) {
    const form = parse(readFileSync(join(root, file), 'utf8')) as {
      readonly name: string;
      readonly body: unknown[];
    };
    assert.ok(form.name.length > 0 && form.body.length > 0, file);
  }
});
