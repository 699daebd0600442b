// The map from users to subs: joins found subs with the usernames of the CSV and the ids of the source system.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { putSub, subBytes, writeSubMap } from '../../../../src/files/csv/subMap.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const root = temporaryFolder('subs');
after(() => root.remove());
const at = (name: string): string => join(root.path, name);
const subOf = (line: number): string => `0000000${line}-89ab-4cde-8f01-23456789abcd`;

function setUp() {
  const keys = ['ada', 'b,ob', 'cy'].map((username, index) => ({
    line: index + 2,
    username,
    names: [],
    aliases: [],
  }));
  writeFileSync(at('keys'), keys.map((key) => `${JSON.stringify(key)}\n`).join(''));
  const subs = new Uint8Array(5 * subBytes);
  assert.ok(putSub(subs, 2, subOf(2)) && putSub(subs, 3, subOf(3)));
  return { keys: at('keys'), subs };
}

test('the map has a line for each found user', async () => {
  const target = at('subs.csv');
  assert.deepEqual(await writeSubMap({ ...setUp(), target }), { users: 2, withSourceId: 0 });
  assert.equal(readFileSync(target, 'utf8'), `username,sub\nada,${subOf(2)}\n"b,ob",${subOf(3)}\n`);
});

test('the map has the source ids from the after-import file, whose order does not matter', async () => {
  const afterFile = at('users.after.csv');
  writeFileSync(
    afterFile,
    '\ufeffusername,source_id,groups\r\nnobody,9,[]\r\n"b,ob","auth0|1","[""x""]"\r\n',
  );
  const target = at('ids.csv');
  assert.deepEqual(await writeSubMap({ ...setUp(), after: afterFile, target }), {
    users: 2,
    withSourceId: 1,
  });
  assert.equal(
    readFileSync(target, 'utf8'),
    `username,sub,source_id\nada,${subOf(2)},\n"b,ob",${subOf(3)},auth0|1\n`,
  );
});

test('a map that fails leaves no partial file', async () => {
  const target = at('none.csv');
  await assert.rejects(writeSubMap({ ...setUp(), keys: at('nowhere'), target }), { code: 'ENOENT' });
  assert.ok(!existsSync(target));
});

test('a sub that is not a UUID is refused', () => {
  const subs = new Uint8Array(3 * subBytes);
  assert.ok(!putSub(subs, 1, 'sub') && !putSub(subs, 1, `${subOf(1)}0`));
  assert.ok(subs.every((byte) => byte === 0));
});
