// The page's icons: 16 by 16 outlines in the current colour. They stand beside words, so screen readers skip them.
import { svg, html, type TemplateResult } from 'lit-html';
import type { Tone } from '../protocol/panel.ts';

const ring = svg`<circle cx="8" cy="8" r="6.5"/>`;

const shapes = {
  clock: svg`${ring}<path d="M8 4.5V8l2.5 1.5"/>`,
  spinner: svg`<path d="M14 8a6 6 0 1 1-6-6"/>`,
  stopping: svg`${ring}<rect x="5.5" y="5.5" width="5" height="5" rx=".5"/>`,
  pass: svg`${ring}<path d="m5 8.3 2 2L11 6"/>`,
  error: svg`${ring}<path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"/>`,
  slash: svg`${ring}<path d="m3.4 12.6 9.2-9.2"/>`,
  start: svg`<path d="M4.5 2.8v10.4L13 8Z"/>`,
  stop: svg`<rect x="3" y="3" width="10" height="10" rx="1.5"/>`,
  refresh: svg`<path d="M13.5 8A5.5 5.5 0 1 1 12 4.2l1.5 1.3m0-3v3h-3"/>`,
  external: svg`<path d="M6.5 2H4a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V9.5M9.5 2H14v4.5M14 2 7.5 8.5"/>`,
  copy: svg`<rect x="5" y="2" width="8" height="10" rx="2"/><path d="M3 5v6.5A2.5 2.5 0 0 0 5.5 14H10"/>`,
  cross: svg`<path d="m4 4 8 8m0-8-8 8"/>`,
  check: svg`<path d="m2.5 8.5 3.5 3.5 7.5-8"/>`,
  warning: svg`<path d="M7.1 2.5 1.7 12a1 1 0 0 0 .9 1.5h10.8a1 1 0 0 0 .9-1.5L8.9 2.5a1 1 0 0 0-1.8 0ZM8 6v3.5m0 1.8v.7"/>`,
  download: svg`<path d="M8 2.5v8M4.8 7.3 8 10.5l3.2-3.2M2.5 10v1.5a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2V10"/>`,
  search: svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>`,
  list: svg`<path d="M2.5 4h11m-11 4h11m-11 4h11"/>`,
  undo: svg`<path d="M5.5 2.5 2.5 5.5l3 3M3 5.5h6.5a4 4 0 0 1 0 8H6"/>`,
  person: svg`<circle cx="8" cy="5" r="3"/><path d="M2.5 14a5.5 5.5 0 0 1 11 0"/>`,
  upload: svg`<path d="M8 10.5V2.5M4.8 5.7 8 2.5l3.2 3.2M2.5 10v1.5a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2V10"/>`,
} as const;

export type IconName = keyof typeof shapes;

export const toneIcons: Readonly<Record<Tone, IconName>> = {
  waiting: 'clock',
  running: 'spinner',
  stopping: 'stopping',
  good: 'pass',
  bad: 'error',
  neutral: 'slash',
};

export function icon(name: IconName): TemplateResult {
  return html`<svg
    class=${name === 'spinner' ? 'icon spin' : 'icon'}
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes[name]}
  </svg>`;
}
