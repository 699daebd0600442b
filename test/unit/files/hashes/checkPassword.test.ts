// Checks a password in a separate thread: the result, an invalid hash, and cancellation.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { passwordChecker } from '../../../../src/files/hashes/checkPassword.ts';
import { root } from '../../../support/paths.ts';

const check = passwordChecker(join(root, 'src/hashCheck/hashCheck.ts'));
const { signal } = new AbortController();
const hash = '$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq';

describe('the check of a password', () => {
  it('returns whether the password matches', async () => {
    const answers = ['rasmuslerdorf', 'rasmus'].map((password) =>
      check({ password, hash, algorithm: 'BCRYPT' }, signal),
    );
    assert.deepEqual(await Promise.all(answers), [true, false]);
  });

  it('fails if the hash does not have the algorithm, without revealing password or hash', async () => {
    const failing = check({ password: 'hunter2', hash, algorithm: 'SCRYPT' }, signal);
    await assert.rejects(failing, { message: 'This is not a hash of SCRYPT.' });
  });

  it('ends at once when it is cancelled', async () => {
    const stop = new AbortController();
    // 2^31 rounds would run for days.
    const endless = hash.replace('$07$', '$31$');
    const running = check({ password: 'x', hash: endless, algorithm: 'BCRYPT' }, stop.signal);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await assert.rejects(running, reason);
    await assert.rejects(check({ password: 'x', hash, algorithm: 'BCRYPT' }, stop.signal), reason);
  });
});
