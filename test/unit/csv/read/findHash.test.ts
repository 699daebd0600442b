// The password hash of one user of an import CSV.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findHash, type HashSearch } from '../../../../src/csv/read/findHash.ts';
import { findHashInFile } from '../../../../src/files/csv/findHashInFile.ts';

const argon = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR';
const lines = [
  '\ufeffcognito:username,email,password_hash',
  'Ada,ada@example.com, h1 ',
  'bob,bob@example.com,h2',
  '',
  '3,three@example.com,h3',
  `ärger,Ä@example.com,${argon.replaceAll(',', '\\,')}`,
  'adam,x@example.com,',
];

const cases: readonly (readonly [user: number | string, found: HashSearch])[] = [
  [3, { line: 3, text: 'h2' }],
  ['ada', { line: 2, text: 'h1' }],
  [' BOB@EXAMPLE.COM ', { line: 3, text: 'h2' }],
  ['3', { line: 5, text: 'h3' }],
  ['2', { line: 2, text: 'h1' }],
  ['ÄRGER', { line: 6, text: argon }],
  ['adam', { line: 7, text: '' }],
  ['ad', 'noUser'],
  ['h2', 'noUser'],
  ['1', 'noUser'],
  ['4', 'noUser'],
  ['8', 'noUser'],
  ['', 'noUser'],
];

describe('the hash of a user', () => {
  const folder = mkdtempSync(join(tmpdir(), 'find-hash-'));
  after(() => rmSync(folder, { recursive: true }));
  for (const [user, found] of cases) {
    it(`is the same for “${user}” in an editor and in a file`, () => {
      const path = join(folder, 'users.csv');
      writeFileSync(path, `${lines.join('\r\n')}\r\n`);
      assert.deepEqual(findHash(lines, user), found);
      assert.deepEqual(findHashInFile({ path, user }), found);
    });
  }

  it('cannot be found without the column or without lines', () => {
    assert.equal(findHash(['cognito:username,email', 'ada,ada@example.com'], 'ada'), 'noColumn');
    assert.equal(findHash([], 'ada'), 'noColumn');
  });
});
