// Links may come from anywhere: everything but an exact link of the extension is refused with a sentence.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import {
  environmentConnection,
  profileConnection,
  sandboxConnection,
} from '../../../../src/domain/connections/connection.ts';
import { linkTo, parseLink, type Link } from '../../../../src/ui/links/link.ts';

const base = 'vscode://cognito-import-jobs.cognito-import-jobs';
const good = 'profile=dev&region=eu-west-1&pool=eu-west-1_AbC123&job=import-AbC123';

/** Parses an address as VS Code passes it: with its query decoded once. */
function parse(address: string): Link | string {
  const { pathname, search } = new URL(address);
  return parseLink({ path: pathname, query: decodeURIComponent(search.slice(1)) });
}

describe('parseLink', () => {
  it('reads a link to a job', () => {
    const connection = profileConnection('dev', 'eu-west-1');
    const pool = { connectionId: connection.id, userPoolId: 'eu-west-1_AbC123' };
    assert.deepEqual(parse(`${base}/job?${good}`), {
      connection,
      pool,
      job: { ...pool, jobId: 'import-AbC123' },
    });
  });

  it("reads a link to a user pool of the environment's credentials", () => {
    const connection = environmentConnection('us-gov-west-1');
    const link = parse(`${base}/pool?region=us-gov-west-1&pool=us-gov-west-1_x`);
    assert.deepEqual(link, {
      connection,
      pool: { connectionId: connection.id, userPoolId: 'us-gov-west-1_x' },
    });
  });

  const hostile: Readonly<Record<string, readonly [path: string, query: string]>> = {
    'another path': ['/stop', good],
    'no path': ['', good],
    'a path further down': ['/job/x', good],
    'an empty query': ['/job', ''],
    'an unknown parameter': ['/job', `${good}&command=rm`],
    'a parameter that appears twice': ['/job', `${good}&pool=eu-west-1_Other`],
    'an empty profile': ['/job', good.replace('dev', '')],
    'a line break in the profile': ['/job', good.replace('dev', 'dev%0Aadmin')],
    'right-to-left text': ['/job', good.replace('dev', 'dev%E2%80%AEved')],
    'thousands of characters': ['/job', good.replace('dev', 'd'.repeat(5_000))],
    'a profile name that is too long': ['/job', good.replace('dev', 'd'.repeat(300))],
    'a region that is a host': ['/job', good.replace('eu-west-1', 'evil.example')],
    'markup in the pool': ['/job', good.replace('eu-west-1_AbC123', '%3Cimg%20src=x%3E')],
    'a path in the job': ['/job', good.replace('import-AbC123', 'import-..%2F..%2Fx')],
    'a job of another kind': ['/job', good.replace('import-AbC123', '42')],
    'a job in a link to a pool': ['/pool', good],
    'a job without a pool': ['/job', 'profile=dev&region=eu-west-1&job=import-AbC123'],
  };
  for (const [what, [path, query]] of Object.entries(hostile)) {
    it(`refuses ${what} with a sentence`, () => {
      const answer = parseLink({ path, query });
      if (typeof answer !== 'string') assert.fail('It was accepted.');
      assert.match(answer, /^The .{10,100}\.$/);
    });
  }

  it('refuses any random query without throwing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('/job', '/pool'),
        fc.string({ minLength: 4, unit: 'binary' }),
        (path, query) => {
          const answer = parseLink({ path, query });
          assert.equal(typeof answer, 'string');
        },
      ),
    );
  });
});

test('a link survives a round trip, whatever the name of the profile', () => {
  // eslint-disable-next-line no-control-regex -- characters that no link accepts
  const plainText = /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+$/;
  const names = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((name) => plainText.test(name));
  fc.assert(
    fc.property(names, (profile) => {
      const connection = profileConnection(profile, 'us-east-1');
      const pool = { connectionId: connection.id, userPoolId: 'us-east-1_Pool' };
      const link = linkTo(base, connection, pool, 'import-1');
      assert.ok(link);
      assert.deepEqual(parse(link), { connection, pool, job: { ...pool, jobId: 'import-1' } });
    }),
  );
});

test('there is no link into the sandbox', () => {
  const pool = { connectionId: sandboxConnection.id, userPoolId: 'us-east-1_Pool' };
  assert.equal(linkTo(base, sandboxConnection, pool), undefined);
});
