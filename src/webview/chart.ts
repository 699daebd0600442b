// The chart's geometry: readings in, paths in pixels out. Pure.
import type { CounterSample } from '../protocol/panel.ts';

/** Stacked in this order, from the bottom up. */
export const bands = ['imported', 'skipped', 'failed'] as const;
export type Band = (typeof bands)[number];

/** The bands with users, and always the first: an empty band would be a line on top of another. */
export function drawnBands(counts: Readonly<Record<Band, number>>): readonly Band[] {
  return bands.filter((band) => band === 'imported' || counts[band] > 0);
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Everything in pixels of the drawing, y downwards. */
export interface Chart {
  /** Closed paths, one per band. */
  readonly areas: Readonly<Record<Band, string>>;
  /** The upper edge of each band. */
  readonly edges: Readonly<Record<Band, string>>;
  /** The readings on the topmost edge. */
  readonly readings: readonly { readonly x: number; readonly y: number }[];
  readonly rows: readonly { readonly y: number; readonly value: number }[];
  readonly columns: readonly { readonly x: number; readonly at: number }[];
}

/**
 * The readings that the chart shows: times strictly rising, none after the job's end, and first a zero at its start,
 * which is known without a reading. Empty if they show no course: below two points, and for a job that has ended
 * below three, because a straight line from start to end would be invented.
 */
export function series(
  samples: readonly CounterSample[],
  startDate: number | undefined,
  completionDate: number | undefined,
): readonly CounterSample[] {
  const points: CounterSample[] = startDate === undefined ? [] : [[startDate, 0, 0, 0]];
  for (const [at, imported, skipped, failed] of samples) {
    const clipped = Math.min(at, completionDate ?? at);
    const last = points.at(-1)?.[0] ?? -Infinity;
    if (clipped < last) continue;
    if (clipped === last) points.pop();
    points.push([clipped, imported, skipped, failed]);
  }
  return points.length < (completionDate === undefined ? 2 : 3) ? [] : points;
}

/** The axis values of a series: from 0 in round steps to the first value at or above the highest point. */
export function valueAxis(points: readonly CounterSample[]): readonly number[] {
  const most = Math.max(1, ...points.map((point) => stacked(point, 'failed')));
  const step = roundStep(most);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** Lays out a series of at least two points in a box, with as many moments on the time axis as `columnCount` says. */
export function layOut(points: readonly CounterSample[], box: Box, columnCount: number): Chart {
  const from = points[0]?.[0] ?? 0;
  const to = points.at(-1)?.[0] ?? from;
  const span = Math.max(1, to - from);
  const values = valueAxis(points);
  const top = values.at(-1) ?? 1;
  const x = (at: number) => round(box.left + ((at - from) / span) * (box.right - box.left));
  const y = (value: number) => round(box.bottom - (value / top) * (box.bottom - box.top));
  const edge = (band: Band) => points.map((point) => `${x(point[0])} ${y(stacked(point, band))}`);
  const floor = points.map(([at]) => `${x(at)} ${y(0)}`);
  const edges = { imported: edge('imported'), skipped: edge('skipped'), failed: edge('failed') };
  return {
    areas: {
      imported: area(floor, edges.imported),
      skipped: area(edges.imported, edges.skipped),
      failed: area(edges.skipped, edges.failed),
    },
    edges: { imported: line(edges.imported), skipped: line(edges.skipped), failed: line(edges.failed) },
    readings: points.map((point) => ({ x: x(point[0]), y: y(stacked(point, 'failed')) })),
    rows: values.map((value) => ({ y: y(value), value })),
    columns: Array.from({ length: columnCount }, (_, i) => from + (span * i) / (columnCount - 1)).map(
      (at) => ({
        x: x(at),
        at,
      }),
    ),
  };
}

/** The three bands of one bar, left to right, as widths that add up to `width`; all 0 if no row was processed. */
export function bar(counts: Readonly<Record<Band, number>>, width: number): Readonly<Record<Band, number>> {
  const sum = counts.imported + counts.skipped + counts.failed;
  const share = (count: number) => (sum === 0 ? 0 : (count / sum) * width);
  return { imported: share(counts.imported), skipped: share(counts.skipped), failed: share(counts.failed) };
}

/** Height of a band's upper edge in users. */
function stacked([, imported, skipped, failed]: CounterSample, band: Band): number {
  return imported + (band === 'imported' ? 0 : skipped) + (band === 'failed' ? failed : 0);
}

/** A step of 1, 2 or 5 times a power of ten that divides the axis into two to five rows. */
function roundStep(max: number): number {
  const power = 10 ** Math.floor(Math.log10(max / 2));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => max / size <= 5);
  return Math.max(1, Math.round(step ?? max));
}

function line(edge: readonly string[]): string {
  return `M${edge.join('L')}`;
}

function area(lower: readonly string[], upper: readonly string[]): string {
  return `M${[...upper, ...lower.toReversed()].join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
