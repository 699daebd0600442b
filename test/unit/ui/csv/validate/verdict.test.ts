// The texts for a validation's result.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validateText } from '../../../../../src/csv/validate/validate.ts';
import {
  isGood,
  rowCounts,
  shortVerdict,
  verdictMessage,
} from '../../../../../src/ui/csv/validate/verdict.ts';
import { file, pool, row } from '../../../csv/pools.ts';

const good = validateText(file(row()), pool()).summary;
const mixed = validateText(
  file(
    row(),
    row({ 'cognito:username': 'bad1', birthdate: 'soon' }),
    row({ 'cognito:username': 'bad2', birthdate: 'later' }),
    row({ 'cognito:username': 'bad3', email: 'nobody' }),
    row({ 'cognito:username': 'back\\slash', name: 'a\\b' }),
    row(),
  ),
  pool(),
).summary;
const failing = validateText(file(row()).replace('birthdate', 'birth day of user'), pool()).summary;

describe('the verdict', () => {
  it('is good if every row is ready', () => {
    assert.equal(isGood(good), true);
    assert.equal(rowCounts(good, 'en'), '1 user: 1 ready');
    assert.equal(shortVerdict(good, 'en'), '1 user ready');
  });

  it('counts each outcome', () => {
    assert.equal(isGood(mixed), false);
    assert.equal(rowCounts(mixed, 'en'), '6 users: 1 ready, 3 will fail, 1 duplicate, 1 uncertain');
    assert.equal(shortVerdict(mixed, 'en'), '4 of 6 users would not be imported');
  });

  it("writes numbers in the user's locale", () => {
    assert.match(rowCounts({ ...good, rows: 12_345, ready: 12_345 }, 'de'), /^12\.345 users: 12\.345 ready$/);
  });

  it('names the file, the pool and the most frequent errors', () => {
    const text = verdictMessage('users.csv', 'customers', mixed, 'en');
    assert.match(text, /^users\.csv for customers – 6 users: /);
    assert.match(text, /Most often: A birthdate is written mm\/dd\/yyyy \(2\) · /);
    assert.doesNotMatch(text, /backslash/i, 'a warning is not a reason');
  });

  it('says that the whole import would fail, and why', () => {
    assert.equal(failing.jobFails, true);
    assert.equal(isGood(failing), false);
    assert.equal(shortVerdict(failing, 'en'), 'The import would fail');
    assert.match(
      verdictMessage('a.csv', 'p', failing, 'en'),
      /The import as a whole would fail\. Most often: Only columns of the pool's header are allowed \(1\)/,
    );
  });

  it('names the algorithm as which password hashes were read', () => {
    assert.match(
      verdictMessage('a.csv', 'p', { ...good, hashAlgorithm: 'BCRYPT' }, 'en'),
      /read as BCRYPT\.$/,
    );
    assert.doesNotMatch(verdictMessage('a.csv', 'p', good, 'en'), /hash/);
  });

  it('covers a file without users', () => {
    assert.equal(shortVerdict(validateText(file(), pool()).summary, 'en'), 'No users');
  });
});
