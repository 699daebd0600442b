// The actions after an import: each with its purpose, why it is unavailable, and its result.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { AfterAction } from '../protocol/afterImport.ts';
import { icon } from './icons.ts';
import { button } from './button.ts';
import { time, type View } from './view.ts';

export function afterSection(view: View): TemplateResult | typeof nothing {
  const { after } = view.snapshot;
  return after
    ? html`<section class="after">
        <h2>After the import</h2>
        ${missingNote(view)}
        <ul>
          ${after.actions.map((action) => actionRow(view, action))}
        </ul>
      </section>`
    : nothing;
}

/** A reason that blocks several actions is shown once, with its remedy. */
function missingNote({ snapshot, send }: View): TemplateResult | typeof nothing {
  const missing = snapshot.after?.missing;
  if (!missing) return nothing;
  const { text, remedy } = missing;
  return html`<div class="banner">
    ${icon('warning')}
    <p><bdi>${text}</bdi></p>
    ${remedy ? button({ ...remedy, onClick: () => send({ type: remedy.type }) }) : nothing}
  </div>`;
}

function actionRow(view: View, action: AfterAction): TemplateResult {
  const { type, icon: name, label, isGrave, purpose, blocked, state } = action;
  const about = `about-${type}`;
  return html`<li>
    ${button({
      icon: name,
      label,
      ...(isGrave ? { kind: 'danger' } : {}),
      off: blocked !== undefined || state?.kind === 'running',
      about,
      onClick: () => view.send({ type }),
    })}
    <div id=${about}>
      <p class="quiet"><bdi>${purpose}</bdi></p>
      ${blocked === undefined ? nothing : html`<p class="note">${icon('slash')}${blocked}</p>`}
      ${stateRow(view, action)}
    </div>
  </li>`;
}

const stateIcons = { done: 'pass', running: 'spinner', paused: 'clock' } as const;

function stateRow({ format, now }: View, { state }: AfterAction): TemplateResult | typeof nothing {
  if (!state) return nothing;
  const { kind, text, at, share } = state;
  return html`<p class="note ${kind}">
    ${icon(stateIcons[kind])}<span>${text} · ${time(at, format.moment(at, now))}</span>
    ${share === undefined ? nothing : html`<progress aria-label=${text} max="1" .value=${share}></progress>`}
  </p>`;
}
