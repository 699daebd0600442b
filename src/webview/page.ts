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

type Unavailable = Extract<ToPage, { type: 'unavailable' }>;

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

export function unavailable(message: Unavailable, busy: boolean, send: View['send']): TemplateResult {
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
