// Entry point of the job panel's page: draws the host's snapshots, updates the time, and sends the user's requests.
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
/** How often relative times are updated while no job runs. */
const slowTick = 15 * second;
/** How long a copy button shows its confirmation. */
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
/** Milliseconds that the service's clock is ahead of this page's. */
let clockOffset = 0;

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

/** A screen reader skips a text that is equal to the last one, so that one gets a silent character. */
function announce(text: string): void {
  announced = announced === text ? `${text}\u00a0` : text;
}

function draw(): void {
  const focused = document.activeElement;
  render(page(content(), announced), root);
  // The focused button may be gone, such as Stop on a job that has ended: focus one near it.
  if (focused && !focused.isConnected)
    document.querySelector<HTMLElement>('#app .secondary')?.focus({ preventScroll: true });
  clearTimeout(tick);
  if (shown && !document.hidden) tick = setTimeout(draw, untilTick());
}

function content() {
  if (!shown) return loading();
  if (shown.type === 'resting') return resting(shown, retrying, send);
  if (shown.type === 'unavailable') return unavailable(shown, retrying, send);
  return job({ snapshot: shown.snapshot, now: serviceNow(), format, chartWidth, copied, send });
}

/** Milliseconds to the next drawing: at the running job's next whole second, otherwise after a while. */
function untilTick(): number {
  const snapshot = shown?.type === 'snapshot' ? shown.snapshot : undefined;
  if (!snapshot || !isRunning(snapshot) || snapshot.stale) return slowTick;
  return second - ((((serviceNow() - (snapshot.startDate ?? 0)) % second) + second) % second);
}

function take(message: ToPage): void {
  const before = snapshotOf(shown);
  const after = snapshotOf(message);
  if (after) {
    synchronise(after.now);
    if (after.locale !== before?.locale) format = createFormat(after.locale);
    const text = announcement(before, after);
    if (text !== undefined) announce(text);
  } else if (message.type === 'unavailable') announce(message.reason);
  else announce(restingReason);
  shown = message;
  retrying = false;
  draw();
}

function serviceNow(): number {
  return Date.now() + clockOffset;
}

/** Of almost equal offsets the largest is right: its message was the fastest. */
function synchronise(now: number): void {
  const offset = now - Date.now();
  clockOffset = Math.abs(offset - clockOffset) < second ? Math.max(offset, clockOffset) : offset;
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
  // The browser may report a size after the page was hidden; when it is shown again, it is drawn anyway.
  if (!document.hidden) draw();
}).observe(root);
draw();
vscode.postMessage({ type: 'ready' });
