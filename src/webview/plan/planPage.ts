// The page of a plan: the numbers first, then the questions, then the lists behind the numbers.
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { PlanFromPage, PlanLine, PlanSnapshot } from '../../protocol/plan.ts';
import { icon } from '../icons.ts';
import { button } from '../button.ts';
import { select } from './select.ts';
import { columns } from './columns.ts';

export interface PlanView {
  readonly snapshot: PlanSnapshot;
  readonly count: (value: number) => string;
  readonly send: (message: PlanFromPage) => void;
}

/** The share of the file that has been read, if known. */
export interface Reading {
  /** From 0 to 1. */
  readonly share: number;
  readonly percent: string;
}

/** The plan under way, with a button to cancel it. */
type Making = Partial<Reading> & { readonly cancel: () => void };

export function planPage(view: PlanView | undefined, making: Making, announced: string): TemplateResult {
  return html`${view ? plan(view, making) : reading(making)}
    <p class="hidden" role="status">${announced}</p>`;
}

function reading(making: Making): TemplateResult {
  return html`<div class="centered reading">
    ${icon('spinner')}
    <h1>Reading the file…</h1>
    ${progress(making)}
  </div>`;
}

/** The bar and its button. Without a share the bar only moves. */
function progress({ share, percent, cancel }: Making): TemplateResult {
  return html`<p class="making">
    ${
      share === undefined
        ? html`<progress aria-label="Read"></progress>`
        : html`<progress aria-label="Read" max="1" value=${share}></progress>`
    }
    <span class="share">${percent ?? ''}</span>
    <button type="button" class="secondary" @click=${cancel}>Cancel</button>
  </p>`;
}

function plan(view: PlanView, making: Making): TemplateResult {
  const { snapshot } = view;
  return html`${header(view)} ${busy(snapshot, making)} ${figures(view)} ${notes(snapshot)} ${questions(view)}
  ${list(view, 'Keep their password', snapshot.keeps)}
  ${list(view, 'Must set a new password', snapshot.resets)}
  ${list(view, 'Will not be imported', snapshot.losses)}
  ${list(view, 'Imported without a value that Cognito does not take', snapshot.emptied)} ${filters(view)}
  ${columns(view)} ${files(view)}`;
}

function header({ snapshot, send }: PlanView): TemplateResult {
  const { title, place, canWrite } = snapshot;
  return html`<header>
    <div class="title">
      <h1><bdi>${title}</bdi></h1>
      <div class="actions plan-actions" role="group" aria-label="Plan">
        ${button({
          icon: 'upload',
          label: 'Create Import Job…',
          kind: 'primary',
          off: !canWrite,
          onClick: () => send({ type: 'createJob' }),
        })}
        ${button({
          icon: 'download',
          label: 'Write CSV…',
          off: !canWrite,
          onClick: () => send({ type: 'writeCsv' }),
        })}
        ${button({ icon: 'copy', label: 'Export Plan', onClick: () => send({ type: 'exportPlan' }) })}
      </div>
    </div>
    <dl class="place">
      ${place.map(
        ({ label, value }) =>
          html`<div>
            <dt>${label}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

/** Its space is always reserved, so that nothing jumps. */
function busy({ busy: isBusy }: PlanSnapshot, making: Making): TemplateResult {
  return html`<div class="busy quiet">
    ${isBusy ? html`${icon('spinner')}<span>Making the plan again…</span>${progress(making)}` : nothing}
  </div>`;
}

function notes({ warnings, failure }: PlanSnapshot): TemplateResult | typeof nothing {
  const all = failure === undefined ? warnings : [failure, ...warnings];
  if (all.length === 0) return nothing;
  return html`<div class="notes">
    ${repeat(
      all,
      (text) => text,
      (text) =>
        html`<div class="banner">
          ${icon('warning')}
          <p dir="auto">${text}</p>
        </div>`,
    )}
  </div>`;
}

function figures({ snapshot, count }: PlanView): TemplateResult {
  return html`<section>
    <h2 class="hidden">Numbers</h2>
    <dl class="card figures">
      ${snapshot.figures.map(
        (figure) =>
          html`<div>
            <dt>${figure.label}</dt>
            <dd>${count(figure.count)} <span class="quiet">${figure.note}</span></dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function questions({ snapshot, send }: PlanView): TemplateResult | typeof nothing {
  const { questions: asked, gaps } = snapshot;
  if (asked.length + gaps.length === 0) return nothing;
  return html`<section>
    <h2>To decide</h2>
    <div class="card asked">
      ${repeat(
        asked,
        ({ id }) => id,
        ({ id, label, why, value, choices }) =>
          html`<div>
            ${select({ id: `ask-${id}`, label, choices, value, onChange: (to) => send({ type: 'answer', id, value: to }) })}
            ${why === undefined ? nothing : html`<p class="quiet">${why}</p>`}
          </div>`,
      )}
      ${repeat(
        gaps,
        ({ target }) => target,
        ({ target, why, value, choices }) =>
          html`<div>
            ${select({
              id: `fill-${target}`,
              label: `What fills “${target}”?`,
              choices,
              value,
              onChange: (to) => send({ type: 'fill', target, value: to }),
            })}
            <p class="quiet">${why}</p>
          </div>`,
      )}
    </div>
  </section>`;
}

function filters({ snapshot, send }: PlanView): TemplateResult {
  return html`<section>
    <h2>Who is imported</h2>
    <ul class="checks">
      ${repeat(
        snapshot.filters,
        ({ id }) => id,
        ({ id, label, on, note }) =>
          html`<li>
            <label>
              <input
                type="checkbox"
                .checked=${on}
                @change=${(event: Event) =>
                  send({ type: 'filter', id, on: (event.target as HTMLInputElement).checked })}
              />
              <span>${label}</span>
            </label>
            ${note === undefined ? nothing : html`<p class="quiet">${note}</p>`}
          </li>`,
      )}
    </ul>
  </section>`;
}

function list(view: PlanView, title: string, lines: readonly PlanLine[]): TemplateResult | typeof nothing {
  if (lines.length === 0) return nothing;
  return html`<section>
    <h2>${title}</h2>
    ${lineTable(view, title, 'Users', lines)}
  </section>`;
}

function lineTable(
  { count }: PlanView,
  title: string,
  unit: string,
  lines: readonly PlanLine[],
): TemplateResult {
  return html`<table class="lines-table">
    <caption class="hidden">
      ${title}
    </caption>
    <thead class="hidden">
      <tr>
        <th scope="col">What</th>
        <th scope="col">${unit}</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        ({ text, count: number, note }) =>
          html`<tr>
            <th scope="row">
              <bdi>${text}</bdi>${note === undefined ? nothing : html`<span class="quiet">${note}</span>`}
            </th>
            <td>${count(number)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function files(view: PlanView): TemplateResult {
  const { aside, files: written, filesNote } = view.snapshot;
  return html`<section>
    <h2>Files</h2>
    <p class="quiet">Nothing is written before you press a button above.</p>
    ${written.length === 0 ? nothing : lineTable(view, 'Files', 'Users', written)}
    ${filesNote === undefined ? nothing : html`<p>${filesNote}</p>`}
    ${aside === undefined ? nothing : html`<p><bdi>${aside}</bdi></p>`}
  </section>`;
}
