// The package that a user downloads: exactly these files, within size limits. Checks the package in `VSIX`.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { root } from '../support/paths.ts';
import { contents } from './vsix.ts';

const vsix = process.env['VSIX'] ?? '';

const allowed = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/THIRD-PARTY-NOTICES.txt',
  'extension/dist/app.js',
  'extension/dist/aws.js',
  'extension/dist/emulator.js',
  'extension/dist/extension.js',
  'extension/dist/hashCheck.js',
  'extension/dist/panel.css',
  'extension/dist/panel.js',
  'extension/dist/plan.css',
  'extension/dist/plan.js',
  'extension/dist/sources.js',
  'extension/dist/tools.js',
  'extension/dist/worker.js',
  'extension/media/icon.png',
  'extension/media/icon.svg',
  'extension/media/panel-dark.svg',
  'extension/media/panel-light.svg',
  'extension/media/skills/fix-cognito-import-csv/SKILL.md',
  'extension/media/walkthrough/connect.svg',
  'extension/media/walkthrough/follow.svg',
  'extension/media/walkthrough/import.svg',
  'extension/media/walkthrough/sandbox.svg',
  'extension/media/walkthrough/validate.svg',
  'extension/package.json',
  'extension/readme.md',
];

test('the package holds exactly the allowed files', () => {
  assert.deepEqual(contents(vsix), allowed);
});

test('the package is at most 600 kB', () => {
  assert.ok(statSync(vsix).size <= 600_000, `${statSync(vsix).size} bytes`);
});

for (const [name, limit] of Object.entries({
  'extension.js': 20_000,
  'aws.js': 460_000,
  'emulator.js': 100_000,
  'hashCheck.js': 40_000,
})) {
  test(`${name} is at most ${limit / 1000} kB`, () => {
    const { size } = statSync(join(root, 'dist', name));
    assert.ok(size <= limit, `${size} bytes`);
  });
}

test('the bundles loaded before any feature is used are at most 150 kB', () => {
  const sizes = ['extension.js', 'app.js'].map((name) => statSync(join(root, 'dist', name)).size);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 150_000, `${sizes.join(' + ')} bytes`);
});

test("the panel's page is at most 15 kB gzipped", () => {
  const files = ['panel.js', 'panel.css'].map((name) => readFileSync(join(root, 'dist', name)));
  const size = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  assert.ok(size <= 15_000, `${size} bytes`);
});

test('every bundled package is named in the notices', () => {
  const notices = readFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['@aws-sdk/client-cognito-identity-provider', '@smithy/core', 'bcryptjs', 'lit-html']) {
    assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  }
  // Neither vscode nor packages that only tests use.
  assert.doesNotMatch(notices, /playwright|fast-check/);
});

test("no bundle holds this machine's paths", () => {
  for (const name of allowed.filter((each) => /^extension\/dist\/.*\.js$/.test(each))) {
    assert.ok(!readFileSync(join(root, name.slice('extension/'.length)), 'utf8').includes(root), name);
  }
});
