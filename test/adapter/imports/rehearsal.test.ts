// Rehearsals have the same results, row by row, as real jobs with the same CSVs and pools, and send no users to AWS.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { NewPool } from '../../../src/emulator/control.ts';
import { root } from '../../support/paths.ts';
import {
  assertSame,
  imported,
  newPool,
  rehearsalWorld,
  rehearsed,
  usersFile,
  type RehearsalWorld,
} from '../support/rehearsalWorld.ts';

let world: RehearsalWorld;
before(async () => {
  world = await rehearsalWorld();
});
after(() => world.close());

/** Pools that differ in the settings that decide over rows. */
const pools: Readonly<Record<string, Omit<NewPool, 'name'>>> = {
  plain: {},
  strict: {
    mfaConfiguration: 'ON',
    schema: [
      { Name: 'name', Required: true },
      {
        Name: 'plan',
        AttributeDataType: 'String',
        StringAttributeConstraints: { MinLength: '2', MaxLength: '5' },
      },
      {
        Name: 'age',
        AttributeDataType: 'Number',
        NumberAttributeConstraints: { MinValue: '18', MaxValue: '99' },
      },
    ],
  },
  addresses: { usernameAttributes: ['email'], caseSensitive: false },
  aliases: {
    aliasAttributes: ['email', 'phone_number'],
    autoVerifiedAttributes: ['email', 'phone_number'],
    caseSensitive: false,
  },
};

const cases = ['test/unit/csv/cases', 'test/cases/log', 'test/cases/csv'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.(csv|tsv)$/.test(name))
    .map((name) => join(root, folder, name)),
);

/** Files whose results differ between these pools. */
const differing = cases.filter((path) => /same-phone|two-users|one-short|dates-mixed/.test(path));

describe('a rehearsal of every case equals the real job, row by row', () => {
  for (const [name, settings] of Object.entries(pools))
    test(`in a pool like ${name}`, async () => {
      for (const path of name === 'plain' ? cases : differing) {
        const { id } = world.aws.emulator.control.createPool({ name, ...settings });
        const rehearsal = await rehearsed(world, id, path);
        assertSame(rehearsal, imported(world, id, path));
      }
    });
});

test('AWS is asked for the settings of the pool and nothing else', async () => {
  const id = newPool(world);
  const path = usersFile(world, 'silent.csv', 30);
  const { calls } = world.aws.emulator;
  calls.clear();
  await rehearsed(world, id, path);
  assert.deepEqual(calls.recent.map(({ operation }) => operation).toSorted(), [
    'DescribeUserPool',
    'GetCSVHeader',
  ]);
});

test('hashes are read by the algorithm, and only with one', async () => {
  const path = usersFile(world, 'hashed.csv', 30);
  const [withHashes, without] = [newPool(world), newPool(world)];
  const rehearsal = await rehearsed(world, withHashes, path, { algorithm: 'BCRYPT' });
  assertSame(rehearsal, imported(world, withHashes, path, 'BCRYPT'));
  assertSame(await rehearsed(world, without, path), imported(world, without, path));
  assert.ok((rehearsal.parts[0]?.result.failedUsers ?? 0) > 5);
});
