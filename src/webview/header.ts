// The top of the page: the job, its status, and its actions.
import { html, nothing, type TemplateResult } from 'lit-html';
import { icon, toneIcons } from './icons.ts';
import { button } from './button.ts';
import { refreshButton, time, type View } from './view.ts';

export function header({ snapshot, send }: View): TemplateResult {
  return html`<header>
    <div class="title">
      <h1><bdi>${snapshot.jobName}</bdi></h1>
      <div class="actions" role="group" aria-label="Actions">
        ${
          snapshot.canStop
            ? button({
                icon: 'stop',
                label: 'Stop Import Job',
                kind: 'danger',
                onClick: () => send({ type: 'stop' }),
              })
            : nothing
        }
        ${
          snapshot.canStart
            ? button({
                icon: 'start',
                label: 'Start Import Job',
                onClick: () => send({ type: 'start' }),
              })
            : nothing
        }
        ${refreshButton('Refresh', snapshot.refreshing, send)}
        ${button({
          icon: 'external',
          label: 'Open in Console',
          onClick: () => send({ type: 'openInConsole' }),
        })}
      </div>
    </div>
    <dl class="place">
      ${snapshot.place.map(
        ({ label, value }) =>
          html`<div>
            <dt><bdi>${label}</bdi></dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>
    <div class="status">
      <p class="badge tone-${snapshot.tone}">
        ${icon(toneIcons[snapshot.tone])}<span class="hidden">Status: </span><bdi>${snapshot.status}</bdi>
      </p>
      <p class="explanation" dir="auto">${snapshot.explanation}</p>
    </div>
  </header>`;
}

/** When the data was last up to date and why it no longer is; nothing while it is up to date. */
export function staleBanner({ snapshot, now, format, send }: View): TemplateResult | typeof nothing {
  const { stale } = snapshot;
  if (!stale) return nothing;
  return html`<section class="banner" aria-label="Not up to date">
    ${icon('warning')}
    <p>
      Last updated at ${time(stale.since, format.moment(stale.since, now))}.
      <bdi>${stale.reason}</bdi>
    </p>
    ${refreshButton('Retry', snapshot.refreshing, send)}
  </section>`;
}

/** The completion message and the next steps, if any. */
export function outcome({ snapshot }: View): TemplateResult | typeof nothing {
  const { completionMessage, nextSteps } = snapshot;
  if (completionMessage === undefined && nextSteps.length === 0) return nothing;
  const message =
    completionMessage === undefined
      ? nothing
      : html`<h2>Completion message</h2>
          <p class="message" dir="auto">${completionMessage}</p>`;
  const steps =
    nextSteps.length === 0
      ? nothing
      : html`<h2>Next steps</h2>
          <ul class="steps">
            ${nextSteps.map((step) => html`<li dir="auto">${step}</li>`)}
          </ul>`;
  return html`<section class="outcome tone-${snapshot.tone}">${message}${steps}</section>`;
}
