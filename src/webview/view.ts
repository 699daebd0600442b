// The input of every part of the page, and elements that several parts share.
import { html, type TemplateResult } from 'lit-html';
import type { FromPage, PanelSnapshot } from '../protocol/panel.ts';
import { button } from './button.ts';
import type { Format } from './format.ts';

/** The data that the page draws: the snapshot, the time and the window. */
export interface View {
  readonly snapshot: PanelSnapshot;
  /** Milliseconds since the epoch, by the service's clock. */
  readonly now: number;
  readonly format: Format;
  /** The width of the chart in CSS pixels. */
  readonly chartWidth: number;
  /** The value that was just copied: a field's name, or `uploadCommand`. */
  readonly copied: string | undefined;
  readonly send: (message: FromPage) => void;
}

/** The key of `View.copied` for the upload command. */
export const uploadCommand = 'uploadCommand';

/** The button that reads the job again. */
export function refreshButton(label: string, busy: boolean, send: View['send']): TemplateResult {
  return button({ icon: 'refresh', label, busy, onClick: () => send({ type: 'refresh' }) });
}

/** A local date for people, with the exact instant for machines. */
export function time(at: number, text: string): TemplateResult {
  return html`<time datetime=${new Date(at).toISOString()}>${text}</time>`;
}
