// Compares two imports: which reasons are gone, the same or new, and whether the file has changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compareReasons,
  fileChange,
  isSameFile,
  type ReasonChange,
} from '../../../../src/domain/history/compareRuns.ts';
import { anyLogged, anyRecord, record } from '../../../support/worlds/records.ts';

const opposite: Readonly<Record<ReasonChange, ReasonChange>> = {
  gone: 'new',
  new: 'gone',
  fewer: 'more',
  more: 'fewer',
  same: 'same',
};

test('every reason of either run appears once, with its rows in both; swapping the runs reverses its change', () => {
  fc.assert(
    fc.property(anyLogged, anyLogged, (first, second) => {
      const differences = compareReasons(first, second);
      const keys = differences.map(({ outcome, reason }) => `${outcome} ${reason}`);
      assert.equal(new Set(keys).size, keys.length);
      const rows = ({ reasons }: typeof first): number =>
        reasons.reduce((sum, { outcome, count }) => sum + (outcome === 'SUCCEEDED' ? 0 : count), 0);
      assert.equal(
        differences.reduce((sum, { before }) => sum + before, 0),
        rows(first),
      );
      assert.equal(
        differences.reduce((sum, { after }) => sum + after, 0),
        rows(second),
      );
      const swapped = compareReasons(second, first);
      for (const { outcome, reason, change } of differences) {
        const other = swapped.find((each) => each.outcome === outcome && each.reason === reason);
        assert.equal(other?.change, opposite[change]);
      }
    }),
  );
});

test('files with equal content are the same; files with equal names have changed', () => {
  const csv = (path: string, sha256: string) => record({ csv: { path, sha256, bytes: 1, rows: 1 } });
  const one = csv('/data/users.csv', 'aa');
  assert.equal(fileChange(one, csv('C:\\moved\\people.csv', 'aa')), 'same');
  assert.equal(fileChange(one, csv('C:\\old\\users.csv', 'bb')), 'changed');
  assert.equal(fileChange(one, csv('/data/staff.csv', 'bb')), 'otherFile');
  const { csv: _, ...fileless } = record();
  assert.equal(fileChange(one, fileless), 'unknown');
  assert.deepEqual([isSameFile(one, csv('/x', 'aa')), isSameFile(one, fileless)], [true, false]);
});

test('the change between two files does not depend on their order', () => {
  fc.assert(
    fc.property(anyRecord, anyRecord, (one, other) =>
      assert.equal(fileChange(one, other), fileChange(other, one)),
    ),
  );
});
