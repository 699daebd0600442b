// Records on disk: writes of several windows are kept, and no damaged file prevents the reading of others.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RecordFolder } from '../../../../src/files/state/recordFolder.ts';
import { testFolder } from '../../../support/testFolder.ts';

interface Pet {
  readonly name: string;
  readonly age: number;
}

const top = testFolder('records');
const isPet = (value: unknown): value is Pet =>
  typeof value === 'object' && value !== null && 'name' in value && 'age' in value;

/** A window's view of the folder `name`. */
function open(name: string, most?: number) {
  const folder = join(top, name);
  const warnings: string[] = [];
  const warn = (text: string): void => void warnings.push(text);
  const options = { keyOf: (pet: Pet) => pet.name, isRecord: isPet, warn, ...(most ? { most } : {}) };
  return { folder, warnings, pets: new RecordFolder(folder, options) };
}

/** Records of two windows have no order within a millisecond, and a window may date its record a millisecond ahead. */
async function nextMillisecond(): Promise<void> {
  const soon = Date.now() + 2;
  while (Date.now() < soon) await new Promise(setImmediate);
}

const names = (pets: RecordFolder<Pet>) => pets.all().map(({ name }) => name);

test("two windows keep each other's records, in the order of writing", async () => {
  const [one, other] = [open('two').pets, open('two').pets];
  assert.deepEqual([one.all(), one.wasWritten], [[], false]);
  await Promise.all([one.put({ name: 'Ada', age: 1 }), one.put({ name: 'Bob', age: 2 })]);
  await nextMillisecond();
  await other.put({ name: 'Cleo', age: 3 });
  assert.deepEqual(names(one), ['Ada', 'Bob', 'Cleo']);
  await other.delete('Ada');
  await other.delete('Ada');
  await nextMillisecond();
  await one.put({ name: 'Bob', age: 7 });
  assert.deepEqual(other.all(), [
    { name: 'Cleo', age: 3 },
    { name: 'Bob', age: 7 },
  ]);
  assert.deepEqual([one.isDeleted('Ada'), one.isDeleted('Bob')], [true, false]);
  await one.delete('Bob');
  await one.delete('Cleo');
  assert.deepEqual([one.all(), one.wasWritten], [[], true]);
});

test('the last of several simultaneous writes wins', async () => {
  const { pets } = open('order');
  const writes = Array.from({ length: 20 }, (_, age) => [pets.put({ name: 'Ada', age }), pets.delete('Bob')]);
  await Promise.all(writes.flat());
  assert.deepEqual(pets.all(), [{ name: 'Ada', age: 19 }]);
});

test('only the most recently written records are kept', async () => {
  const { pets } = open('most', 3);
  for (const name of ['a', 'b', 'c', 'd']) await pets.put({ name, age: 1 });
  await pets.put({ name: 'b', age: 2 });
  await pets.put({ name: 'e', age: 1 });
  assert.deepEqual(names(pets), ['d', 'b', 'e']);
});

test('a damaged file is set aside and logged once; the others are read', async () => {
  const { folder, warnings, pets } = open('bad');
  await pets.put({ name: 'Ada', age: 1 });
  const good = readdirSync(folder).find((name) => name.endsWith('.json')) ?? '';
  const whole = readFileSync(join(folder, good), 'utf8');
  const bad = {
    'torn.json': whole.slice(0, -9),
    'empty.json': '',
    'list.json': '[]',
    'null.json': 'null',
    'strange.json': JSON.stringify({ version: 1, writtenAt: 1, record: { name: 'Bob' } }),
    'undated.json': JSON.stringify({ version: 1, record: { name: 'Bob', age: 1 } }),
  };
  for (const [name, text] of Object.entries(bad)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'folder.json'));
  assert.deepEqual(names(pets), ['Ada']);
  for (const name of Object.keys(bad))
    assert.ok(
      warnings.some((text) => text.includes(name)),
      name,
    );
  assert.equal(warnings.length, 7);
  await pets.put({ name: 'Cleo', age: 1 });
  assert.deepEqual(names(pets), ['Ada', 'Cleo']);
  assert.equal(readFileSync(join(folder, 'torn.json.bad'), 'utf8'), bad['torn.json']);
  assert.equal(readdirSync(folder).filter((name) => name.endsWith('.bad')).length, 6);
});

test('a record of a newer version is left alone', async () => {
  const { folder, warnings, pets } = open('newer');
  await pets.put({ name: 'Ada', age: 1 });
  const text = JSON.stringify({ version: 2, writtenAt: 1, record: { title: 'Bob' } });
  writeFileSync(join(folder, 'newer.json'), text);
  assert.deepEqual(names(pets), ['Ada']);
  assert.deepEqual(warnings, []);
  assert.equal(readFileSync(join(folder, 'newer.json'), 'utf8'), text);
});

test('temporary files of dead windows are removed once they are old', async () => {
  const { folder, pets } = open('tmp');
  await pets.mark();
  for (const name of ['old.tmp', 'young.tmp']) writeFileSync(join(folder, name), '{');
  utimesSync(join(folder, 'old.tmp'), 1, 1);
  await pets.put({ name: 'Ada', age: 1 });
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    ['young.tmp'],
  );
});

test('a failing disk rejects a write, and the next write can succeed', async () => {
  const { folder, warnings, pets } = open('full');
  writeFileSync(folder, 'a file where the folder should be');
  await assert.rejects(pets.put({ name: 'Ada', age: 1 }));
  assert.deepEqual(pets.all(), []);
  assert.equal(warnings.length, 1);
  assert.equal(open('later').pets.isDeleted('Ada'), true);
  const later = open('later').pets;
  await later.put({ name: 'Ada', age: 1 });
  assert.deepEqual(names(later), ['Ada']);
});

test('a change by another window is reported', async () => {
  const [one, other] = [open('watched').pets, open('watched').pets];
  const changed = new Promise<void>((resolve) => {
    const watch = one.watch(() => {
      if (names(one).length === 0) return;
      watch.dispose();
      resolve();
    });
  });
  assert.equal(one.wasWritten, false, 'watching writes no record');
  await other.put({ name: 'Ada', age: 1 });
  await changed;
});

test('a folder that cannot be watched is only logged', () => {
  const { folder, warnings, pets } = open('unwatched');
  writeFileSync(folder, 'a file where the folder should be');
  pets.watch(() => undefined).dispose();
  assert.equal(warnings.length, 1);
});
