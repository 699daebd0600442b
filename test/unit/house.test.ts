// Keeps the repository navigable: no file of code over 250 lines, no folder over 20 such files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../support/paths.ts';

/** Excludes style sheets (one per page), and cases and samples, which are data. */
const code = /\.(?:ts|js|mjs|cjs)$/;

/** Files of code by folder. */
function codeFiles(): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const top of ['src', 'test', 'scripts'])
    for (const entry of readdirSync(join(root, top), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !code.test(entry.name)) continue;
      folders.set(entry.parentPath, [...(folders.get(entry.parentPath) ?? []), entry.name]);
    }
  return folders;
}

test('no file has more than 250 lines', () => {
  const long = [...codeFiles()].flatMap(([folder, names]) =>
    names
      .map((name) => join(folder, name))
      .filter((path) => readFileSync(path, 'utf8').trimEnd().split('\n').length > 250),
  );
  assert.deepEqual(long, []);
});

test('no folder has more than 20 files', () => {
  const folders = codeFiles();
  assert.ok(folders.size > 50);
  const full = [...folders].filter(([, names]) => names.length > 20);
  assert.deepEqual(
    full.map(([folder, names]) => `${folder}: ${names.length}`),
    [],
  );
});
