// Buttons of all pages, which can be unavailable without losing their place or the focus.
import { html, nothing, type TemplateResult } from 'lit-html';
import { icon, type IconName } from './icons.ts';

export interface ButtonOptions {
  readonly icon: IconName;
  readonly label: string;
  readonly kind?: 'primary' | 'danger';
  /** Its action is running: it keeps its place and the focus, but does nothing. */
  readonly busy?: boolean;
  /** It is unavailable: it keeps its place and can have the focus, so that a screen reader reads the reason. */
  readonly off?: boolean;
  /** The id of the element that describes it. */
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
