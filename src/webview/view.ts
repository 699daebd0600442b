// The input of every part of the page, and elements that several parts share.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { FromPage, PanelSnapshot } from '../protocol/panel.ts';
import type { Format } from './format.ts';
import { icon, type IconName } from './icons.ts';

/** The data that the page draws: the snapshot, the time and the window. */
export interface View {
  readonly snapshot: PanelSnapshot;
  /** Milliseconds since the epoch, by the service's clock. */
  readonly now: number;
  readonly format: Format;
  /** The width of the chart in CSS pixels. */
  readonly chartWidth: number;
  /** What was just copied: a field's name, or `uploadCommand`. */
  readonly copied: string | undefined;
  readonly send: (message: FromPage) => void;
}

/** The key of `View.copied` for the upload command. */
export const uploadCommand = 'uploadCommand';

export interface ButtonOptions {
  readonly icon: IconName;
  readonly label: string;
  readonly kind?: 'primary' | 'danger';
  /** Its action is under way: it keeps its place and the focus, but does nothing. */
  readonly busy?: boolean;
  /** It cannot be used now: it keeps its place and can have the focus, so that a screen reader says why. */
  readonly off?: boolean;
  /** The id of what says more about it. */
  readonly about?: string;
  readonly onClick: () => void;
}

/** A button with an icon and a label. */
export function button(options: ButtonOptions): TemplateResult {
  const { icon: name, label, kind, busy = false, off = busy, about, onClick } = options;
  return html`<button
    type="button"
    class=${kind ?? 'secondary'}
    aria-disabled=${off}
    aria-describedby=${about ?? nothing}
    @click=${() => {
      if (!off) onClick();
    }}
  >
    ${icon(busy ? 'spinner' : name)}<span>${label}</span>
  </button>`;
}

/** The button that reads the job again. */
export function refreshButton(label: string, busy: boolean, send: View['send']): TemplateResult {
  return button({ icon: 'refresh', label, busy, onClick: () => send({ type: 'refresh' }) });
}

/** A local date for people, with the exact instant for machines. */
export function time(at: number, text: string): TemplateResult {
  return html`<time datetime=${new Date(at).toISOString()}>${text}</time>`;
}
