// Values by key are visible at once and shared by windows, and damaged files cause no exception.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ValueFolder } from '../../../../src/files/state/valueFolder.ts';
import { testFolder } from '../../../support/testFolder.ts';

const top = testFolder('values');

test('a value is visible at once, and to other windows once it is written', async () => {
  const [one, other] = [1, 2].map(
    () => new ValueFolder(join(top, 'shared'), (text) => assert.equal(text, undefined)),
  );
  assert.ok(one && other);
  const writes = [one.update('results', [1]), one.update('results', [1, 2]), one.update('pools', 'x')];
  assert.deepEqual([one.get('results'), other.get('results', [])], [[1, 2], []]);
  await Promise.all(writes);
  assert.deepEqual([one.get('results'), other.get('results'), other.get('pools')], [[1, 2], [1, 2], 'x']);
});

test('a file that cannot be read counts as absent', async () => {
  const folder = join(top, 'bad');
  const warnings: string[] = [];
  const values = new ValueFolder(folder, (text) => void warnings.push(text));
  await values.update('results', [1]);
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.json'));
  writeFileSync(join(folder, name), '{');
  assert.deepEqual(values.get('results', []), []);
  assert.equal(warnings.length, 1);
});

test('a failed write rejects, and the old value stays', async () => {
  const folder = join(top, 'refused');
  writeFileSync(folder, 'a file where the folder should be');
  const values = new ValueFolder(folder, () => undefined);
  await assert.rejects(values.update('results', [1]));
  assert.equal(values.get('results'), undefined);
});
