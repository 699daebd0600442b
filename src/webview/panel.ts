// Entry of the job panel's page: takes the host's snapshots, draws them, lets the time tick, sends what the user asks for.
//
// The host writes this body and nothing else into it:
//   <body data-state="{PanelState as JSON, escaped}"><main id="app"></main><script nonce="…" src="…/panel.js"></script></body>
import { render } from 'lit-html';
import {
  isPanelState,
  isToPage,
  panelStateAttribute,
  type FromPage,
  type PanelSnapshot,
  type PanelState,
  type ToPage,
} from '../protocol/panel.ts';
import { announcement } from './announce.ts';
import { createFormat, type Format } from './format.ts';
import { isRunning } from '../protocol/pace.ts';
import { job, loading, page, resting, restingReason, unavailable } from './page.ts';
import { uploadCommand } from './view.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: PanelState): void;
};

const second = 1000;
/** How often relative times are brought up to date while nothing runs. */
const slowTick = 15 * second;
/** How long a copy button shows that it has copied. */
const copiedFor = 2 * second;

const vscode = acquireVsCodeApi();
const root = document.querySelector<HTMLElement>('#app') ?? document.body;

let shown: ToPage | undefined;
let format: Format = createFormat(navigator.language);
let chartWidth = 0;
let announced = '';
let copied: string | undefined;
let retrying = false;
let tick: number | undefined;
let copiedEnd: number | undefined;

function send(message: FromPage): void {
  if (message.type === 'copyField') showCopied(message.name, message.name);
  if (message.type === 'copyUploadCommand') showCopied(uploadCommand, 'Upload command');
  if (message.type === 'refresh' && shown?.type !== 'snapshot') retrying = true;
  vscode.postMessage(message);
  draw();
}

function showCopied(key: string, words: string): void {
  copied = key;
  announce(`${words} copied`);
  clearTimeout(copiedEnd);
  copiedEnd = setTimeout(() => {
    copied = undefined;
    draw();
  }, copiedFor);
}

/** A line that is equal to the last one would not be read again, so it gets an unheard difference. */
function announce(text: string): void {
  announced = announced === text ? `${text}\u00a0` : text;
}

function draw(): void {
  const focused = document.activeElement;
  render(page(content(), announced), root);
  // A button that had the focus may be gone, such as Stop on a job that has ended: stay near it.
  if (focused && !focused.isConnected)
    document.querySelector<HTMLElement>('#app .secondary')?.focus({ preventScroll: true });
  clearTimeout(tick);
  if (shown && !document.hidden) tick = setTimeout(draw, untilTick());
}

function content() {
  if (!shown) return loading();
  if (shown.type === 'resting') return resting(shown, retrying, send);
  if (shown.type === 'unavailable') return unavailable(shown, retrying, send);
  return job({ snapshot: shown.snapshot, now: Date.now(), format, chartWidth, copied, send });
}

/** Milliseconds to the next change worth drawing: the running job's next whole second, else a while. */
function untilTick(): number {
  const snapshot = shown?.type === 'snapshot' ? shown.snapshot : undefined;
  if (!snapshot || !isRunning(snapshot) || snapshot.stale) return slowTick;
  return second - ((((Date.now() - (snapshot.startDate ?? 0)) % second) + second) % second);
}

function take(message: ToPage): void {
  const before = snapshotOf(shown);
  const after = snapshotOf(message);
  if (after) {
    if (after.locale !== before?.locale) format = createFormat(after.locale);
    const text = announcement(before, after);
    if (text !== undefined) announce(text);
  } else if (message.type === 'unavailable') announce(message.reason);
  else announce(restingReason);
  shown = message;
  retrying = false;
  draw();
}

function snapshotOf(message: ToPage | undefined): PanelSnapshot | undefined {
  return message?.type === 'snapshot' ? message.snapshot : undefined;
}

function keepState(): void {
  const state: unknown = JSON.parse(document.body.getAttribute(panelStateAttribute) ?? 'null');
  if (isPanelState(state)) vscode.setState(state);
}

keepState();
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isToPage(data)) take(data);
});
document.addEventListener('visibilitychange', draw);
new ResizeObserver(([entry]) => {
  chartWidth = Math.floor(entry?.contentRect.width ?? 0);
  // The browser tells of a size when it comes to it, which can be after the page was hidden; shown again, it is drawn anyway.
  if (!document.hidden) draw();
}).observe(root);
draw();
vscode.postMessage({ type: 'ready' });
