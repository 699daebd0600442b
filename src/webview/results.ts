// Why rows were not imported: the reasons, each with its first lines, and the actions for those rows.
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { FromPage, ResultGroup, Results } from '../protocol/panel.ts';
import { swatch } from './chartView.ts';
import { icon, type IconName } from './icons.ts';
import { button } from './button.ts';
import type { View } from './view.ts';

export function resultsSection(view: View): TemplateResult | typeof nothing {
  const { results } = view.snapshot;
  if (!results) return nothing;
  const { state, note, groups, hiddenGroups, csvNote, numbering } = results;
  return html`<section class="results">
    <h2>Results</h2>
    ${
      note === undefined
        ? nothing
        : html`<p class="note">
            ${state === 'reading' ? icon('spinner') : state === 'failed' ? icon('warning') : nothing}
            <bdi>${note}</bdi>
          </p>`
    }
    ${repeat(
      groups,
      ({ outcome, reason }) => outcome + reason,
      (group) => reasonGroup(view, group, results),
    )}
    ${
      hiddenGroups > 0
        ? html`<p>${view.format.count(hiddenGroups)} more reasons are in the job log.</p>`
        : nothing
    }
    ${
      numbering === undefined
        ? nothing
        : html`<p class=${numbering.isCertain ? 'quiet' : 'note'}>
            ${numbering.isCertain ? nothing : icon('warning')} <span>${numbering.text}</span>
          </p>`
    }
    ${csvNote === undefined ? nothing : html`<p class="quiet"><bdi>${csvNote}</bdi></p>`}
    <div class="actions" role="group" aria-label="Results">${actions(view, results)}</div>
  </section>`;
}

function actions({ send }: View, results: Results): TemplateResult[] {
  type Plain = Exclude<FromPage, { line: number } | { name: string }>['type'];
  const all: readonly [isThere: boolean, label: string, name: IconName, type: Plain][] = [
    [results.failed > 0, 'Export Failed Rows…', 'download', 'exportFailed'],
    [results.failed > 0, 'Retry Failed Rows…', 'refresh', 'retryFailed'],
    [results.skipped > 0, 'Export Skipped Rows…', 'download', 'exportSkipped'],
    [results.csv === undefined && results.csvNote !== undefined, 'Locate CSV…', 'search', 'locateCsv'],
    [results.numbering !== undefined, 'Choose Line Numbering…', 'list', 'chooseLineNumbering'],
    [results.state !== 'notStarted', 'Show Job Log', 'list', 'showJobLog'],
  ];
  return all
    .filter(([isThere]) => isThere)
    .map(([, label, name, type]) => button({ icon: name, label, onClick: () => send({ type }) }));
}

function reasonGroup(
  { format, send }: View,
  { outcome, reason, count, lines }: ResultGroup,
  { csv, numbering }: Results,
): TemplateResult {
  const unsure = numbering?.isCertain === false ? ' (not certain)' : '';
  return html`<details>
    <summary>${swatch(outcome)} ${format.count(count)} ${outcome}: <bdi>${reason}</bdi></summary>
    <p class="quiet">
      ${lines.length < count ? `The first ${lines.length} lines` : 'Lines'} of
      <bdi>${csv ?? 'the CSV'}</bdi>${unsure}
    </p>
    <ul class="lines">
      ${lines.map(
        (line) =>
          html`<li>
            ${
              csv === undefined
                ? line
                : html`<button
                    type="button"
                    class="link"
                    aria-label="Open line ${line}"
                    @click=${() => send({ type: 'openLine', line })}
                  >
                    ${line}
                  </button>`
            }
          </li>`,
      )}
    </ul>
  </details>`;
}
