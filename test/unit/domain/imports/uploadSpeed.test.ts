// The current speed of an upload.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  markSpacing,
  speedWindow,
  uploadSpeed,
  withMark,
  type SentMark,
} from '../../../../src/domain/imports/uploadSpeed.ts';

/** Sent chunks: time since the previous chunk in ms, and size in bytes. */
const chunks = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 65_536 })), {
  minLength: 1,
});

function sent(all: readonly (readonly [wait: number, bytes: number])[]): {
  marks: readonly SentMark[];
  at: number;
  sum: number;
} {
  let [at, sum] = [0, 0];
  let marks = withMark([], 0, 0);
  for (const [wait, bytes] of all) {
    at += wait;
    sum += bytes;
    marks = withMark(marks, at, sum);
  }
  return { marks, at, sum };
}

test('a steady upload has its real speed from the first second on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 1_000 }),
      fc.integer({ min: 1, max: 65_536 }),
      fc.integer({ min: 100, max: 400 }),
      (wait, bytes, count) => {
        const { marks, at } = sent(Array.from({ length: count }, () => [wait, bytes] as const));
        const rate = (bytes * 1_000) / wait;
        assert.ok(Math.abs((uploadSpeed(marks, at) ?? 0) - rate) < rate * 1e-9);
      },
    ),
  );
});

test('only bytes sent within the window count', () => {
  // 1 MB at once, then 10 kB each second.
  const { marks, at } = sent([[0, 1_000_000], ...Array.from({ length: 10 }, () => [1_000, 10_000] as const)]);
  assert.equal(uploadSpeed(marks, at), 10_000);
});

test('the speed of a stalled upload falls, and is 0 after a whole window', () => {
  fc.assert(
    fc.property(chunks, (all) => {
      const { marks, at } = sent(all);
      const speeds = [1_000, 2_500, speedWindow - 1, speedWindow].map((later) =>
        uploadSpeed(marks, at + later),
      );
      assert.equal(speeds.at(-1), 0);
      for (const speed of speeds) assert.ok(speed !== undefined && speed >= 0);
    }),
  );
});

test('the speed is unknown before the first progress and within the first second', () => {
  assert.equal(uploadSpeed([], 10_000), undefined);
  assert.equal(uploadSpeed(withMark([], 0, 0), 10_000), undefined);
  const { marks } = sent([[100, 5_000]]);
  assert.equal(uploadSpeed(marks, 999), undefined);
  assert.equal(uploadSpeed(marks, 1_000), 5_000);
});

test('a long and fast upload keeps few marks, the latest among them', () => {
  fc.assert(
    fc.property(chunks, (all) => {
      const { marks, at, sum } = sent(all);
      assert.deepEqual(marks.at(-1), [at, sum]);
      assert.ok(marks.length <= speedWindow / markSpacing + 3, `${marks.length} marks`);
      assert.ok(marks.every(([moment], index) => moment >= (marks[index - 1]?.[0] ?? 0)));
    }),
  );
});

test('the measurement starts again after the clock was set back', () => {
  assert.deepEqual(
    withMark(
      [
        [10_000, 500],
        [11_000, 900],
      ],
      9_000,
      1_000,
    ),
    [[9_000, 1_000]],
  );
});
