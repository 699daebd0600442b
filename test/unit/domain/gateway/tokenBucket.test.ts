// Token buckets by name: a missing bucket counts as full, and only buckets in use are kept.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TokenBuckets } from '../../../../src/domain/gateway/tokenBucket.ts';

describe('token buckets', () => {
  it('keeps only the buckets in use: a few after 10,000 pools', () => {
    const buckets = new TokenBuckets(3, 2);
    for (let index = 0; index < 10_000; index++) buckets.take(`pool ${index}`, index * 50);
    assert.ok(buckets.size <= 64, `${buckets.size} buckets`);
  });

  it('does not refill a pool’s bucket by removing it', () => {
    const buckets = new TokenBuckets(3, 2);
    for (const time of [0, 1]) buckets.take('busy', time);
    for (let index = 0; index < 100; index++) buckets.take(`pool ${index}`, 2);
    assert.ok(buckets.wait('busy', 2) > 300);
  });
});
