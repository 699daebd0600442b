// The page as a whole: waiting for the job, without a job, or showing it.
import { html, type TemplateResult } from 'lit-html';
import type { ToPage } from '../protocol/panel.ts';
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

/** `content` beside what stays whatever is shown: the chart's fills and the line on which a screen reader is told things. */
export function page(content: TemplateResult, announced: string): TemplateResult {
  return html`${patterns} ${content}
    <p class="hidden" role="status">${announced}</p>`;
}

export function loading(): TemplateResult {
  return html`<div class="centered">
    ${icon('spinner')}
    <h1>Reading the import job…</h1>
  </div>`;
}

/** What a resting page says: also to a screen reader. */
export const restingReason = 'Not read in this window yet: nothing is called before you ask for it.';

export function resting({ jobName }: Message<'resting'>, busy: boolean, send: View['send']): TemplateResult {
  return html`<div class="centered">
    ${icon('clock')}
    <h1><bdi>${jobName}</bdi></h1>
    <p>${restingReason}</p>
    ${refreshButton('Read Job', busy, send)}
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
  ${resultsSection(view)} ${timeline(view)} ${fields(view)}`;
}
