// Whatever the records of a source: the plan adds up, and the validator accepts every planned user.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { writeRecord } from '../../../../src/csv/read/dialect.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import type { SourceEntry } from '../../../../src/sources/user.ts';
import { addsUp, hashPool, like, planAll, user } from './planWorld.ts';

const text = fc.oneof(
  fc.constantFrom('true', 'false', '', 'ja', 'a@b.c', '+491234567', '0123', '1/2/1985', 'x,y', 'null', '12'),
  fc.string({ maxLength: 8 }),
);
const names = [
  ...['username', 'email', 'email_verified', 'phone_number', 'phone_number_verified', 'name', 'birthdate'],
  ...['updated_at', 'custom:age', 'custom:code', 'mfa_enabled', 'nickname'],
];
const entry = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ refused: 'not-json' as const }) },
  {
    weight: 9,
    arbitrary: fc.record({
      values: fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 8 }),
      hash: fc.option(fc.constantFrom('BCRYPT a', 'SCRYPT b', 'peppered', 'unknown x'), { nil: undefined }),
      aside: fc.dictionary(fc.constantFrom('source_id', 'disabled', 'groups'), text),
      isPlain: fc.boolean(),
    }),
  },
);

/** Removes blank values, as the readers of sources do. */
function notBlank(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value.trim() !== ''));
}

describe('any plan', () => {
  it('adds up, and the validator accepts every planned user', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), fc.boolean(), fc.boolean(), (drawn, only, bad) => {
        const entries = drawn.map((each, index): SourceEntry => {
          const place = index + 1;
          if ('refused' in each) return { place, ...each };
          const values = notBlank(each.values);
          const rest = {
            aside: notBlank(each.aside),
            ...(each.hash === undefined ? {} : { hash: each.hash }),
          };
          return each.isPlain ? like(place, values, rest) : user(place, values, rest);
        });
        const { plan, users, asides } = planAll(entries, hashPool, (first) => ({
          ...first,
          filters: { verifiedOnly: only, notBlocked: only },
          emptyBadValues: bad,
        }));
        assert.equal(plan.rows, entries.length);
        assert.equal(users.length, plan.imported);
        assert.equal(asides.filter(({ size }) => size > 0).length, plan.asideUsers);
        for (const aside of asides) for (const key of aside.keys()) assert.ok(plan.aside.includes(key), key);
        addsUp(plan);
        for (const { row, line } of users) assert.equal(line, writeRecord(row));
        if (users.length === 0) return;
        const lines = [hashPool.csvHeader, ...users.map(({ row }) => row.with(-1, ''))].map(writeRecord);
        const { summary } = validateText(`${lines.join('\n')}\n`, hashPool);
        assert.deepEqual([summary.rows, summary.failed + summary.skipped], [users.length, 0]);
      }),
    );
  });
});
