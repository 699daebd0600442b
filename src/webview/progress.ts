// The three counters, the figures derived from them, and the chart of their course.
import { html, nothing, type TemplateResult } from 'lit-html';
import { bands, type Band } from './chart.ts';
import type { PanelSnapshot } from '../protocol/panel.ts';
import { chart, swatch } from './chartView.ts';
import { elapsed, isRunning, processedUsers, progress, rate, remaining } from '../protocol/pace.ts';
import type { View } from './view.ts';

const labels: Readonly<Record<Band, string>> = { imported: 'Imported', skipped: 'Skipped', failed: 'Failed' };

export function progressSection(view: View): TemplateResult {
  const { snapshot, format } = view;
  const counts = {
    imported: snapshot.importedUsers,
    skipped: snapshot.skippedUsers,
    failed: snapshot.failedUsers,
  };
  return html`<section>
    <h2>Progress</h2>
    <div class="card">
      <dl class="counters">
        ${bands.map(
          (band) =>
            html`<div>
              <dt>${swatch(band)}${labels[band]}</dt>
              <dd>${format.count(counts[band])}</dd>
            </div>`,
        )}
      </dl>
      ${bar(view)} ${stats(view)}
    </div>
    ${chartOf(view, counts)}
  </section>`;
}

let drawn:
  { readonly snapshot: PanelSnapshot; readonly width: number; readonly chart: TemplateResult } | undefined;

/** The same object while only the time changes: then nothing is drawn. */
function chartOf(view: View, counts: Readonly<Record<Band, number>>): TemplateResult {
  const { snapshot, chartWidth: width } = view;
  if (drawn?.snapshot !== snapshot || drawn.width !== width)
    drawn = { snapshot, width, chart: chart(view, counts) };
  return drawn.chart;
}

/** The progress bar, if the number of rows is known: the service reports no total. */
function bar({ snapshot, format }: View): TemplateResult | typeof nothing {
  const share = progress(snapshot);
  if (share === undefined) return nothing;
  return html`<div class="bar">
    <progress aria-label="Rows processed" max="1" .value=${share}></progress>
    <span>${format.percent(share)}</span>
  </div>`;
}

/** The secondary figures, as far as they are known. */
function stats({ snapshot, now, format }: View): TemplateResult | typeof nothing {
  const running = isRunning(snapshot);
  const pace = rate(snapshot);
  const time = elapsed(snapshot, now);
  const left = remaining(snapshot);
  if (snapshot.startDate === undefined && processedUsers(snapshot) === 0) return nothing;
  const handled = format.count(processedUsers(snapshot));
  const rows: [string, string | undefined][] = [
    [
      'Processed',
      snapshot.totalRows === undefined
        ? `${handled} users`
        : `${handled} of ${format.count(snapshot.totalRows)} rows`,
    ],
    [
      running ? 'Rate' : 'Average rate',
      pace === undefined ? (running ? 'measuring…' : undefined) : `${format.rate(pace)} users/s`,
    ],
    [
      running ? 'Elapsed' : 'Took',
      time === undefined ? undefined : running ? format.duration(time) : format.took(time),
    ],
    ['Time left', left === undefined ? undefined : `about ${format.duration(left)}`],
  ];
  return html`<dl class="stats">
    ${rows.map(([label, value]) =>
      value === undefined
        ? nothing
        : html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
    )}
  </dl>`;
}
