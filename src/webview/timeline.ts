// Created → started → completed, with local dates and relative times.
import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from './icons.ts';
import { isOver } from '../protocol/pace.ts';
import { time, type View } from './view.ts';

export function timeline(view: View): TemplateResult {
  const { status, creationDate, startDate, completionDate } = view.snapshot;
  const over = isOver(view.snapshot);
  const end = over && status !== 'Succeeded' ? status : 'Completed';
  return html`<section>
    <h2>Timeline</h2>
    <ol class="timeline">
      ${step(view, 'Created', creationDate, 'Unknown')}
      ${step(view, 'Started', startDate, over ? 'Never' : 'Not yet')}
      ${step(view, end, completionDate, over ? 'Unknown' : 'Not yet')}
    </ol>
  </section>`;
}

function step(
  { now, format }: View,
  label: string,
  at: number | undefined,
  otherwise: string,
): TemplateResult {
  const reached = at !== undefined;
  return html`<li class=${reached ? 'reached' : 'ahead'}>
    <span class="dot">${reached ? icon(label === 'Failed' ? 'cross' : 'check') : nothing}</span>
    <div>
      <strong><bdi>${label}</bdi></strong>
      ${
        reached
          ? html`<span>${time(at, format.dateTime(at))}</span
              ><span class="quiet">${format.relative(at, now)}</span>`
          : html`<span class="quiet">${otherwise}</span>`
      }
    </div>
  </li>`;
}
