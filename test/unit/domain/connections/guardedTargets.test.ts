// The production guard's rule: which names of a target it compares, and how it treats an unknown account.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isPoolGuarded, type PoolNames } from '../../../../src/domain/connections/guardedTargets.ts';

const target: PoolNames = {
  poolName: 'customers',
  userPoolId: 'us-east-1_AbCdEfGhI',
  profile: 'work-admin',
  accountId: '444455556666',
};
const unknownAccount: PoolNames = { ...target, accountId: undefined };

describe('a target is guarded', () => {
  for (const [by, pattern] of [
    ["its pool's name", 'customers'],
    ["its pool's id", 'us-east-1_AbCdEfGhI'],
    ['a part of its profile', '*-ADMIN'],
    ['its account', '444455556666'],
    ["its account's beginning", '4444*'],
  ] as const) {
    test(`by ${by}`, () => {
      assert.ok(isPoolGuarded([pattern], target));
      assert.ok(isPoolGuarded(['other', pattern], target));
      assert.ok(!isPoolGuarded(['other'], target));
    });
  }

  test('by an account that is written as a number, and by a single pattern instead of a list', () => {
    assert.ok(isPoolGuarded([444455556666], target));
    assert.ok(isPoolGuarded('4444*', target));
  });
});

describe('a target in an unknown account', () => {
  for (const pattern of ['444455556666', '111122223333', '4444*', '*6666', '4*6', 444455556666]) {
    test(`is guarded by the account ${pattern}, which may be its own`, () => {
      assert.ok(isPoolGuarded([pattern], unknownAccount));
    });
  }

  for (const pattern of ['*prod*', 'prod-2024', 'us-east-1*x', '']) {
    test(`is not guarded by "${pattern}", which is not an account`, () => {
      assert.ok(!isPoolGuarded([pattern], unknownAccount));
    });
  }

  test('is guarded if it would be guarded in any account', () => {
    const account = fc.stringMatching(/^\d{12}$/);
    const patterns = fc.array(fc.stringMatching(/^[\d*a-c]{0,6}$/), { maxLength: 3 });
    fc.assert(
      fc.property(account, patterns, (accountId, written) => {
        if (isPoolGuarded(written, { ...target, accountId }))
          assert.ok(isPoolGuarded(written, unknownAccount));
      }),
    );
  });
});

test('nothing is guarded without a usable pattern', () => {
  for (const written of [undefined, null, [], {}, [null, {}, ['customers']]]) {
    assert.ok(!isPoolGuarded(written, target));
    assert.ok(!isPoolGuarded(written, unknownAccount));
  }
});
