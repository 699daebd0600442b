// Finds the password hash of one user in a file of another system, with its parameters.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findSourceHash } from '../../../../src/files/sources/findSourceHash.ts';
import { detect } from '../../../../src/files/sources/source.ts';
import { root } from '../../../support/paths.ts';

async function find(file: string, user: number | string) {
  const source = { path: join(root, 'test/cases/sources', file) };
  const [candidate] = detect(source);
  assert.ok(candidate);
  const { format, shape } = candidate;
  const found = await findSourceHash({ source, choice: { format, shape }, columns: [], now: 0, user });
  return typeof found === 'string'
    ? found
    : [found.place, found.hash?.text.slice(0, 12), found.hash?.iterations];
}

describe('the hash of a user of another system', () => {
  const cases: readonly (readonly [file: string, user: number | string, found: unknown])[] = [
    ['keycloak-realm.json', 'ALICE', [2, 'qip376/VgnXy', 27_500]],
    ['keycloak-realm.json', ' alice@example.com ', [2, 'qip376/VgnXy', 27_500]],
    ['keycloak-realm.json', '00000000-0000-4000-8000-00000000000A', [1, 'trq7l15m/ot+', 27_500]],
    ['keycloak-realm.json', '2', [2, 'qip376/VgnXy', 27_500]],
    ['keycloak-realm.json', 'bob', 'noUser'],
    ['auth0-passwords.ndjson', 'second@example.com', [2, '$2b$10$Z6hUT', undefined]],
    ['auth0-passwords.ndjson', 1, [1, '$2b$10$Z6hUT', undefined]],
    ['auth0-passwords.ndjson', 9, 'noUser'],
    ['clerk-users.csv', 3, [3, undefined, undefined]],
    ['cognito-list-users.json', 1, [1, undefined, undefined]],
    ['cognito-list-users.json', 'nobody', 'noHashes'],
  ];
  for (const [file, user, found] of cases)
    it(`of ${file} is found by ${JSON.stringify(user)}`, async () => {
      assert.deepEqual(await find(file, user), found);
    });
});
