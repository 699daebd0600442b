// Role sessions: opened once, used while they last, forgotten when opening fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  RoleSessions,
  isFresh,
  isValid,
  sessionKey,
  type Identity,
} from '../../../../src/aws/credentials/roleSessions.ts';

const minutes = (count: number): Identity => ({
  accessKeyId: 'a',
  secretAccessKey: 's',
  expiration: new Date(Date.now() + count * 60_000),
});

describe('a session', () => {
  test('is shared while it is being opened and while it is valid', async () => {
    const sessions = new RoleSessions();
    const opened = sessions.open('k', () => Promise.resolve(minutes(60)));
    assert.equal(sessions.find('k'), opened);
    await opened;
    assert.equal(sessions.find('k'), opened);
    assert.equal(sessions.find('other'), undefined);
  });

  test('that is about to end is not found', async () => {
    const sessions = new RoleSessions();
    await sessions.open('k', () => Promise.resolve(minutes(4)));
    assert.equal(sessions.find('k'), undefined);
  });

  test('that could not be opened is not kept', async () => {
    const sessions = new RoleSessions();
    await assert.rejects(sessions.open('k', () => Promise.reject(new Error('no'))));
    assert.equal(sessions.find('k'), undefined);
  });

  test('is gone once forgotten', async () => {
    const sessions = new RoleSessions();
    await sessions.open('k', () => Promise.resolve(minutes(60)));
    sessions.forget('k');
    assert.equal(sessions.find('k'), undefined);
  });
});

test('fresh keys last five more minutes, valid keys have not expired, and keys without an expiry stay fresh', () => {
  assert.deepEqual([isFresh(minutes(6)), isFresh(minutes(4))], [true, false]);
  assert.deepEqual([isValid(minutes(4)), isValid(minutes(-1))], [true, false]);
  assert.ok(isFresh({ accessKeyId: 'a', secretAccessKey: 's' }));
});

test('the key distinguishes sessions and contains no secret', () => {
  const source = { accessKeyId: 'AKIA1', secretAccessKey: 'secret' };
  const params = { RoleArn: 'arn', RoleSessionName: 'aws-sdk-js-1', TokenCode: '123456' };
  const key = sessionKey(source, params);
  assert.equal(key, sessionKey(source, { ...params, RoleSessionName: 'aws-sdk-js-2', TokenCode: '654321' }));
  assert.notEqual(key, sessionKey(source, { ...params, RoleSessionName: 'mine' }));
  assert.notEqual(key, sessionKey(source, { ...params, RoleArn: 'other' }));
  assert.notEqual(key, sessionKey({ ...source, accessKeyId: 'AKIA2' }, params));
  assert.ok(!/secret|123456/.test(key));
});
