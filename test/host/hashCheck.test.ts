// Checks passwords against hashes with the shipped bundle, in the extension host's own Node.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { passwordChecker } from '../../src/files/hashes/checkPassword.ts';

describe('the check of a hash with a password', () => {
  const extension = vscode.extensions.all.find(({ packageJSON: manifest }) =>
    JSON.stringify(manifest).includes('cognitoImportJobs.checkHash'),
  );
  const check = passwordChecker(join(extension?.extensionPath ?? '', 'dist/hashCheck.js'));
  const { signal } = new AbortController();

  for (const [algorithm, hash] of [
    ['BCRYPT', '$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG'],
    ['ARGON2ID', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
    [
      'PBKDF2_SHA256',
      '$pbkdf2-sha256$6400$0ZrzXitFSGltTQnBWOsdAw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M',
    ],
    [
      'SCRYPT',
      '65536$8$1$68cd79ef5debdd7b2fc5b8b7d65aabd5$9c5361d8254756336574554a0c70e59b809b75148274406c8e32710fe882b391',
    ],
  ] as const) {
    it(`knows ${algorithm}`, async () => {
      assert.equal(await check({ password: 'password', hash, algorithm }, signal), true);
      assert.equal(await check({ password: 'Password', hash, algorithm }, signal), false);
    });
  }

  it('ends at once when it is cancelled', async () => {
    const stop = new AbortController();
    const hash = '$2a$31$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG';
    const running = check({ password: 'password', hash, algorithm: 'BCRYPT' }, stop.signal);
    stop.abort(new Error('cancelled'));
    await assert.rejects(running, /cancelled/);
  });
});
