// The whole page: loading the job, without a job, or showing it.
import { html, type TemplateResult } from 'lit-html';
import type { ToPage } from '../protocol/panel.ts';
import { afterSection } from './after.ts';
import { patterns } from './chartView.ts';
import { fields } from './fields.ts';
import { header, outcome, staleBanner } from './header.ts';
import { icon } from './icons.ts';
import { progressSection } from './progress.ts';
import { resultsSection } from './results.ts';
import { timeline } from './timeline.ts';
import { upload } from './upload.ts';
import { refreshButton, type View } from './view.ts';

type Message<T extends ToPage['type']> = Extract<ToPage, { type: T }>;

/** `content` beside the parts that never change: the chart's fills and the live region for screen readers. */
export function page(content: TemplateResult, announced: string): TemplateResult {
  return html`${patterns} ${content}
    <p class="hidden" role="status">${announced}</p>`;
}

export function loading(): TemplateResult {
  return html`<div class="centered">
    ${icon('spinner')}
    <h1>Loading the import job…</h1>
  </div>`;
}

/** Shown on a resting page, and announced. */
export const restingReason = 'This job has not been loaded in this window.';

export function resting({ jobName }: Message<'resting'>, busy: boolean, send: View['send']): TemplateResult {
  return html`<div class="centered">
    ${icon('clock')}
    <h1><bdi>${jobName}</bdi></h1>
    <p>${restingReason}</p>
    ${refreshButton('Load Job', busy, send)}
  </div>`;
}

export function unavailable(
  message: Message<'unavailable'>,
  busy: boolean,
  send: View['send'],
): TemplateResult {
  return html`<div class="centered">
    ${icon('warning')}
    <h1><bdi>${message.jobName}</bdi></h1>
    <p dir="auto">${message.reason}</p>
    ${message.canRetry ? refreshButton('Retry', busy, send) : ''}
  </div>`;
}

export function job(view: View): TemplateResult {
  return html`${header(view)} ${staleBanner(view)} ${outcome(view)} ${upload(view)} ${progressSection(view)}
  ${resultsSection(view)} ${afterSection(view)} ${timeline(view)} ${fields(view)}`;
}
