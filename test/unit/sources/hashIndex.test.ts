// Joins password hashes in one file to the profiles in another.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HashIndex, readHashes } from '../../../src/sources/read/hashIndex.ts';
import { isRefused, type SourceUser } from '../../../src/sources/user.ts';
import { detectFirst, now, readAll, sample } from './readAll.ts';

const user = (id: string | undefined, email: string | undefined, text?: string): SourceUser => ({
  place: 1,
  values: new Map(email === undefined ? [] : [['email', email]]),
  aside: new Map(id === undefined ? [] : [['source_id', id]]),
  ...(text === undefined ? {} : { hash: { text } }),
});

function textOf(index: HashIndex, one: SourceUser): string | undefined {
  const joined = index.join(one);
  return isRefused(joined) ? undefined : joined.hash?.text;
}

describe("Auth0's hashes", () => {
  it('are joined to profiles with the same id, in realistic files', async () => {
    const hashes = sample('auth0-passwords.ndjson');
    const index = await readHashes(detectFirst(hashes), [hashes], now);
    const { entries } = await readAll(sample('auth0-users.ndjson'), undefined, { hashes: index });
    assert.deepEqual(
      entries.map((entry) => !isRefused(entry) && entry.hash !== undefined),
      [true, true, false],
    );
    assert.deepEqual([index.size, index.unmatched], [2, 0]);
  });

  it('are joined by e-mail address, ignoring case, if no id matches', () => {
    const index = new HashIndex();
    index.add(user(undefined, 'One@Example.com', 'first'));
    assert.equal(textOf(index, user('auth0|1', 'one@example.COM')), 'first');
    assert.equal(textOf(index, user('auth0|1', 'two@example.com')), undefined);
  });

  it('are joined by id if the e-mail address contradicts it', () => {
    const index = new HashIndex();
    index.add(user('1', 'old@example.com', 'of one'));
    index.add(user('2', 'new@example.com', 'of two'));
    assert.equal(textOf(index, user('auth0|1', 'new@example.com')), 'of one');
    assert.equal(index.unmatched, 1);
  });

  it("do not replace a profile's own hash", () => {
    const index = new HashIndex();
    index.add(user('1', undefined, 'other'));
    assert.equal(textOf(index, user('1', undefined, 'own')), 'own');
  });
});
