// Finds files that git does not ignore, in real repositories.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addToGitIgnore, findTracking, ignoreLine } from '../../../../src/files/csv/gitIgnore.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const folder = temporaryFolder('git');
after(() => folder.remove());

function repository(name: string): string {
  const path = join(folder.path, name);
  mkdirSync(join(path, 'data'), { recursive: true });
  execFileSync('git', ['init', '-q', path]);
  return path;
}

/** Creates a file of that name in the data folder. */
function file(root: string, name: string): string {
  const path = join(root, 'data', name);
  writeFileSync(path, 'a\n');
  return path;
}

test('files that a repository does not ignore are found, and exactly those are added to .gitignore', async () => {
  const root = repository('tracked');
  writeFileSync(join(root, '.gitignore'), '*.secret.csv');
  const users = file(root, 'users #1 [eu].csv');
  const ignored = file(root, 'users.secret.csv');
  const tracking = await findTracking([users, ignored]);
  assert.deepEqual(tracking?.paths, [users]);
  await addToGitIgnore(tracking);
  assert.equal(await findTracking([users, ignored]), undefined);
  const lines = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
  assert.deepEqual(lines, ['*.secret.csv', '/data/users\\ \\#1\\ \\[eu\\].csv', '']);
  assert.deepEqual((await findTracking([file(root, 'users 1 e.csv')]))?.paths.length, 1);
});

test('nothing is found without a repository or without files', async () => {
  mkdirSync(join(folder.path, 'data'));
  assert.equal(await findTracking([file(folder.path, 'users.csv')]), undefined);
  assert.equal(await findTracking([]), undefined);
});

test("programs in the repository's configuration are not run", async () => {
  const root = repository('hostile');
  const mark = join(folder.path, 'ran');
  execFileSync('git', ['-C', root, 'config', 'core.fsmonitor', `touch ${mark}; false`]);
  assert.ok(await findTracking([file(root, 'users.csv')]));
  assert.throws(() => readFileSync(mark), { code: 'ENOENT' });
});

test('an ignore line begins at the root, and special characters are escaped', () => {
  assert.equal(ignoreLine('/repo', '/repo/a/b*c?.csv'), '/a/b\\*c\\?.csv');
});
