// The chart as SVG with a text alternative and its readings as a table. Bands differ by pattern and line, not by colour alone.
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { bands, bar, drawnBands, layOut, series, valueAxis, type Band, type Chart } from './chart.ts';
import type { Format } from './format.ts';
import { processedUsers } from '../protocol/pace.ts';
import { time, type View } from './view.ts';

const height = 200;
/** With more marks than this they would overlap. */
const mostMarks = 24;
const barHeight = 12;
/** About the width of a digit in the chart's labels, in pixels. */
const digit = 7;

/** The fills of the bands; drawn once, referenced by every chart and swatch. */
export const patterns = html`<svg class="patterns" width="0" height="0" aria-hidden="true">
  <defs>
    <pattern id="fill-imported" width="8" height="8" patternUnits="userSpaceOnUse">
      <rect class="tint imported" width="8" height="8" />
    </pattern>
    <pattern
      id="fill-skipped"
      width="5"
      height="5"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect class="tint skipped" width="5" height="5" />
      <path class="hatch skipped" d="M2.5 0v5" />
    </pattern>
    <pattern id="fill-failed" width="4" height="4" patternUnits="userSpaceOnUse">
      <rect class="tint failed" width="4" height="4" />
      <path class="hatch failed" d="M0 2h4M2 0v4" />
    </pattern>
  </defs>
</svg>`;

/** The legend's sample of a band. */
export function swatch(band: Band): TemplateResult {
  return html`<svg class="swatch" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
    <rect class="area ${band}" x="1" y="1" width="12" height="12" rx="2" />
  </svg>`;
}

/** The course of the import; with fewer than two readings its outcome as one bar; before the import a sentence. */
export function chart(view: View, counts: Readonly<Record<Band, number>>): TemplateResult {
  const { snapshot, format, chartWidth } = view;
  const points = series(snapshot.samples, snapshot.startDate, snapshot.completionDate);
  const figures = bands.map((band) => `${format.count(counts[band])} ${band}`).join(', ');
  if (points.length > 0 && processedUsers(snapshot) > 0) {
    const longest = Math.max(...valueAxis(points).map((value) => format.axis(value).length));
    const box = { left: 10 + digit * longest, top: 8, right: chartWidth - 3, bottom: height - 24 };
    const laidOut = layOut(points, box, chartWidth < 420 ? 2 : 4);
    const from = format.clock(points[0]?.[0] ?? 0);
    const to = format.clock(points.at(-1)?.[0] ?? 0);
    const shown = drawnBands(counts);
    const description = `Users over time, ${from} to ${to}: ${figures}.`;
    return html`${drawing(laidOut, shown, box, chartWidth, format, description)} ${table(view)}`;
  }
  if (processedUsers(snapshot) > 0) return html`${outcomeBar(counts, chartWidth, `Outcome: ${figures}.`)}`;
  return html`<p class="empty">
    ${
      snapshot.startDate === undefined
        ? 'The chart starts with the import.'
        : snapshot.completionDate === undefined
          ? 'No row has been processed yet.'
          : 'No row was processed.'
    }
  </p>`;
}

function drawing(
  { areas, edges, readings, rows, columns }: Chart,
  shown: readonly Band[],
  box: { left: number; right: number; bottom: number },
  width: number,
  format: Format,
  description: string,
): TemplateResult {
  const anchor = (index: number) => (index === 0 ? 'start' : index === columns.length - 1 ? 'end' : 'middle');
  return html`<svg
    class="chart"
    role="img"
    aria-label=${description}
    width=${width}
    height=${height}
    viewBox="0 0 ${width} ${height}"
  >
    ${rows.map(
      ({ y, value }, index) =>
        svg`<path class=${index === 0 ? 'axis' : 'grid'} d="M${box.left} ${y}H${box.right}"/>
          <text class="end" x=${box.left - 8} y=${y} dy=".32em">${format.axis(value)}</text>`,
    )}
    ${columns.map(
      ({ x, at }, index) =>
        svg`<text class=${anchor(index)} x=${x} y=${height - 6}>${format.clock(at)}</text>`,
    )}
    ${shown.map((band) => svg`<path class="area ${band}" d=${areas[band]}/>`)}
    ${shown.map((band) => svg`<path class="edge ${band}" d=${edges[band]}/>`)}
    ${
      readings.length > mostMarks
        ? nothing
        : readings.map(({ x, y }) => svg`<circle class="reading" cx=${x} cy=${y} r="2.5"/>`)
    }
  </svg>`;
}

function outcomeBar(counts: Readonly<Record<Band, number>>, width: number, label: string): TemplateResult {
  const widths = bar(counts, width);
  const starts = { imported: 0, skipped: widths.imported, failed: widths.imported + widths.skipped };
  return html`<svg
    class="chart outcome-bar"
    role="img"
    aria-label=${label}
    width=${width}
    height=${barHeight}
    viewBox="0 0 ${width} ${barHeight}"
  >
    ${bands.map((band) =>
      widths[band] === 0
        ? nothing
        : svg`<rect class="area ${band}" x=${starts[band]} y="1" width=${widths[band]} height=${barHeight - 2}/>`,
    )}
  </svg>`;
}

function table({ snapshot, format }: View): TemplateResult {
  return html`<details>
    <summary>Readings as a table (${format.count(snapshot.samples.length)})</summary>
    <div class="scroll" role="region" aria-label="Readings" tabindex="0">
      <table class="readings">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Imported</th>
            <th scope="col">Skipped</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          ${snapshot.samples.map(
            ([at, ...counts]) =>
              html`<tr>
                <th scope="row">${time(at, format.clock(at))}</th>
                ${counts.map((count) => html`<td>${format.count(count)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
