// The user keys of a CSV's rows: usernames and aliases by the dialect and the pool's rules, for all or some rows.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { KeyRow, NameRules } from '../../../../src/domain/users/userNames.ts';
import { writeUserKeys, type KeysRequest } from '../../../../src/files/csv/userKeys.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const root = temporaryFolder('keys');
after(() => root.remove());
const rules: NameRules = { usernameAttributes: [], aliasAttributes: [], caseSensitive: true };

let files = 0;
function keys(csv: string, more: Partial<KeysRequest> = {}) {
  const path = join(root.path, `${files++}.csv`);
  const target = `${path}.keys`;
  writeFileSync(path, csv);
  const written = writeUserKeys({ path, rules, target, ...more });
  const text = readFileSync(target, 'utf8');
  const rows =
    text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as KeyRow);
  return { written, rows };
}

test('keys are the usernames as the service reads them, with their lines', () => {
  const { written, rows } = keys('\ufeffname,cognito:username\r\nA\\, B, ada \r\n\r\nB,b\\,ob\n,\n');
  assert.deepEqual(rows, [
    { line: 2, username: 'ada', names: ['ada'], aliases: [] },
    { line: 4, username: 'b,ob', names: ['b,ob'], aliases: [] },
    { line: 5, username: '', names: [], aliases: [] },
  ]);
  assert.deepEqual([written.rows, written.names, written.nameless], [3, 2, 1]);
  assert.match(written.sha256, /^[\da-f]{64}$/);
});

test('keys are addresses and numbers if users sign in with them', () => {
  const csv = 'cognito:username,email,phone_number\nada,ada@x.io,+1\n+2,,+2';
  const contacts = { ...rules, usernameAttributes: ['email', 'phone_number'] };
  assert.deepEqual(
    keys(csv, { rules: contacts }).rows.map(({ names }) => names),
    [['ada@x.io', '+1', 'ada'], ['+2']],
  );
});

test('keys include sign-in aliases', () => {
  const csv = 'cognito:username,email,email_verified,preferred_username\na,a@x.io,TRUE,\nb,b@x.io,false,bee';
  const aliases = { ...rules, aliasAttributes: ['email', 'preferred_username'] };
  assert.deepEqual(
    keys(csv, { rules: aliases }).rows.map((row) => row.aliases),
    [['a@x.io'], ['bee']],
  );
});

test('keys are limited to the wanted lines', () => {
  const { rows } = keys('cognito:username\na\nb\nc\nd\n', { lines: Uint32Array.of(3, 5, 9) });
  assert.deepEqual(
    rows.map(({ line, names }) => [line, ...names]),
    [
      [3, 'b'],
      [5, 'd'],
    ],
  );
});

test('keys replace no existing file, and a failure leaves no partial file', () => {
  const target = join(root.path, 'target');
  writeFileSync(target, 'mine');
  assert.throws(() => keys('cognito:username\na\n', { target }), { code: 'EEXIST' });
  assert.equal(readFileSync(target, 'utf8'), 'mine');
  const other = join(root.path, 'other');
  assert.throws(() => writeUserKeys({ path: join(root.path, 'nowhere'), rules, target: other }), {
    code: 'ENOENT',
  });
  assert.ok(!existsSync(other));
});
