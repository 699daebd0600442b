// Which user has which sub: joined with the CSV's own names and the source's ids.
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

test('has a line for each user who was found', async () => {
  const target = at('subs.csv');
  assert.deepEqual(await writeSubMap({ ...setUp(), target }), { users: 2, withSourceId: 0 });
  assert.equal(readFileSync(target, 'utf8'), `username,sub\nada,${subOf(2)}\n"b,ob",${subOf(3)}\n`);
});

test('has the ids of the source where they were kept aside, in any order', async () => {
  const aside = at('users.after.csv');
  writeFileSync(aside, '\ufeffusername,source_id,groups\r\nnobody,9,[]\r\n"b,ob","auth0|1","[""x""]"\r\n');
  const target = at('ids.csv');
  assert.deepEqual(await writeSubMap({ ...setUp(), after: aside, target }), { users: 2, withSourceId: 1 });
  assert.equal(
    readFileSync(target, 'utf8'),
    `username,sub,source_id\nada,${subOf(2)},\n"b,ob",${subOf(3)},auth0|1\n`,
  );
});

test('is not half there', async () => {
  const target = at('none.csv');
  await assert.rejects(writeSubMap({ ...setUp(), keys: at('nowhere'), target }), { code: 'ENOENT' });
  assert.ok(!existsSync(target));
});

test('takes no sub that is no UUID', () => {
  const subs = new Uint8Array(3 * subBytes);
  assert.ok(!putSub(subs, 1, 'sub') && !putSub(subs, 1, `${subOf(1)}0`));
  assert.ok(subs.every((byte) => byte === 0));
});
