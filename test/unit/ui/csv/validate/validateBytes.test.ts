// Validation in slices has the same result, lets other code run, and can be cancelled.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { validateText } from '../../../../../src/csv/validate/validate.ts';
import { validateBytes } from '../../../../../src/ui/csv/validate/validateBytes.ts';
import { file, pool, row } from '../../../csv/pools.ts';

const users = Array.from({ length: 5_000 }, (_, index) =>
  row({
    'cognito:username': `user${index}`,
    name: 'Zoë',
    email: index % 50 === 0 ? 'none' : 'a@example.com',
  }),
);
const bytes = Buffer.from(file(...users));

describe('validateBytes', () => {
  it('has the same result as a validation in one piece, and the hash of the file', async () => {
    const { sha256, ...result } = await validateBytes(bytes, pool(), 999, new AbortController().signal);
    assert.deepEqual(result, validateText(bytes.toString(), pool(), 999));
    assert.equal(result.summary.failed, 100);
    assert.equal(sha256, createHash('sha256').update(bytes).digest('hex'));
  });

  it('finds a byte order mark', async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    const { summary } = await validateBytes(marked, pool(), 1, new AbortController().signal);
    assert.ok(summary.counts.some(({ rule }) => rule === 'byte-order-mark'));
  });

  it('rejects between two slices with the reason of the cancellation', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    // Runs only if other code has its turn between the slices.
    setImmediate(() => stop.abort(reason));
    const many = Buffer.concat(Array.from({ length: 20 }, () => bytes));
    await assert.rejects(validateBytes(many, pool(), 1, stop.signal), reason);
  });
});
