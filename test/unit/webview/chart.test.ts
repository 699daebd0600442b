// The chart's geometry: everything is inside its box, stacked in order, from the first reading to the last.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CounterSample } from '../../../src/protocol/panel.ts';
import { bands, bar, layOut, series, valueAxis, drawnBands } from '../../../src/webview/chart.ts';

const box = { left: 40, top: 8, right: 640, bottom: 180 };

/** Samples as the service counts: times and counters that never decrease. */
const sampleLists = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 60_000 }),
      ...[1000, 100, 10].map((max) => fc.integer({ min: 0, max })),
    ),
    { minLength: 2, maxLength: 300 },
  )
  .map((steps) => {
    let last: CounterSample = [1_700_000_000_000, 0, 0, 0];
    return steps.map(([time, imported = 0, skipped = 0, failed = 0]): CounterSample => {
      last = [last[0] + time, last[1] + imported, last[2] + skipped, last[3] + failed];
      return last;
    });
  });

function pointsOf(path: string): (readonly [x: number, y: number])[] {
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
}

describe('the series', () => {
  const reading = (at: number): CounterSample => [at, at, 0, 0];
  it('needs two points, including the start', () => {
    assert.deepEqual(series([], undefined, undefined), []);
    assert.deepEqual(series([reading(5)], undefined, undefined), []);
    assert.deepEqual(series([reading(5)], 1, undefined), [[1, 0, 0, 0], reading(5)]);
  });
  it('needs a point between start and end of an ended job', () => {
    assert.deepEqual(series([[1, 0, 0, 0], reading(9)], 1, 9), []);
    assert.equal(series([reading(5), reading(9)], 1, 9).length, 3);
  });
  it('uses a reading at the start as the start', () => {
    assert.deepEqual(series([[1, 0, 0, 0], reading(5)], 1, undefined), [[1, 0, 0, 0], reading(5)]);
  });
  it('ends when the job ends, with its last counters', () => {
    assert.deepEqual(
      series([reading(5), reading(8), reading(12), reading(15)], 1, 10).at(-1),
      [10, 15, 0, 0],
    );
  });
  it('drops readings that are older than their predecessor, so that times strictly increase', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 })),
        fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
        fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
        (times, startDate, completionDate) => {
          const points = series(times.map(reading), startDate, completionDate);
          points.slice(1).forEach(([at], index) => assert.ok(at > (points[index]?.[0] ?? Infinity)));
        },
      ),
    );
  });
});

describe('the value axis', () => {
  it('has round steps from 0 to at least the highest point', () => {
    const upTo = (most: number) =>
      valueAxis([
        [0, 0, 0, 0],
        [1, most, 0, 0],
      ]);
    assert.deepEqual(upTo(0), [0, 1]);
    assert.deepEqual(upTo(3), [0, 1, 2, 3]);
    assert.deepEqual(upTo(13_156), [0, 5_000, 10_000, 15_000]);
    assert.deepEqual(upTo(444_156), [0, 100_000, 200_000, 300_000, 400_000, 500_000]);
  });
  it('has two to six values that cover any counters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (most) => {
        const values = valueAxis([
          [0, 0, 0, 0],
          [1, 0, 0, most],
        ]);
        assert.ok(values.length >= 2 && values.length <= 6, `${values.length} values`);
        assert.ok((values.at(-1) ?? 0) >= most);
        assert.ok(values.every(Number.isInteger));
      }),
    );
  });
});

describe('the layout', () => {
  it('places two samples exactly', () => {
    const chart = layOut(
      [
        [0, 0, 0, 0],
        [100, 6, 2, 2],
      ],
      { left: 0, top: 0, right: 200, bottom: 100 },
      2,
    );
    assert.deepEqual(chart.edges, {
      imported: 'M0 100L200 40',
      skipped: 'M0 100L200 20',
      failed: 'M0 100L200 0',
    });
    assert.equal(chart.areas.imported, 'M0 100L200 40L200 100L0 100Z');
    assert.equal(chart.areas.skipped, 'M0 100L200 20L200 40L0 100Z');
    assert.deepEqual(chart.columns, [
      { x: 0, at: 0 },
      { x: 200, at: 100 },
    ]);
    assert.deepEqual(chart.rows.at(-1), { y: 0, value: 10 });
    assert.deepEqual(chart.readings.at(-1), { x: 200, y: 0 });
  });
  it('keeps any samples in its box, from edge to edge, with its bands in order', () => {
    fc.assert(
      fc.property(sampleLists, fc.integer({ min: 2, max: 6 }), (points, columns) => {
        const chart = layOut(points, box, columns);
        const drawn = bands.flatMap((band) => [chart.areas[band], chart.edges[band]]).flatMap(pointsOf);
        assert.ok(
          drawn.every(([x, y]) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom),
        );
        const [imported, skipped, failed] = bands.map((band) => pointsOf(chart.edges[band]));
        assert.equal(imported?.length, points.length);
        imported.forEach(([x, y], index) => {
          assert.ok(
            y >= (skipped?.[index]?.[1] ?? NaN) &&
              (skipped?.[index]?.[1] ?? NaN) >= (failed?.[index]?.[1] ?? NaN),
          );
          assert.ok(x >= (imported[index - 1]?.[0] ?? box.left));
        });
        assert.deepEqual([imported[0]?.[0], imported.at(-1)?.[0]], [box.left, box.right]);
        assert.deepEqual([chart.columns.length, chart.columns.at(-1)?.at], [columns, points.at(-1)?.[0]]);
      }),
    );
  });
});

describe('the outcome bar', () => {
  it('is empty if no row was processed', () => {
    assert.deepEqual(bar({ imported: 0, skipped: 0, failed: 0 }, 300), {
      imported: 0,
      skipped: 0,
      failed: 0,
    });
  });
  it('divides its width in proportion to the counts', () => {
    assert.deepEqual(bar({ imported: 2, skipped: 1, failed: 1 }, 300), {
      imported: 150,
      skipped: 75,
      failed: 75,
    });
  });
});

it('draws no line for a band without users', () => {
  assert.deepEqual(drawnBands({ imported: 5, skipped: 0, failed: 0 }), ['imported']);
  assert.deepEqual(drawnBands({ imported: 0, skipped: 0, failed: 2 }), ['imported', 'failed']);
});
