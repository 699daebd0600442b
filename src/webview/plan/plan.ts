// The script of the plan's page: draws the host's snapshots, and sends the user's choices.
import { render } from 'lit-html';
import { isPlanToPage, type PlanFromPage, type PlanSnapshot } from '../../protocol/plan.ts';
import { planPage, type Reading } from './planPage.ts';

declare function acquireVsCodeApi(): { postMessage(message: PlanFromPage): void };

const vscode = acquireVsCodeApi();
const root = document.querySelector<HTMLElement>('#app') ?? document.body;
const send = (message: PlanFromPage): void => vscode.postMessage(message);

let shown: PlanSnapshot | undefined;
let announced = '';
let reading: Reading | undefined;

function draw(): void {
  const numbers = new Intl.NumberFormat(shown?.locale ?? navigator.language);
  const view = shown && { snapshot: shown, count: (value: number) => numbers.format(value), send };
  render(planPage(view, { ...reading, cancel: () => send({ type: 'cancel' }) }, announced), root);
}

/** Screen readers hear the new numbers when they are there, not that they are made. */
function announcement(before: PlanSnapshot | undefined, after: PlanSnapshot): string {
  if (after.failure !== undefined && after.failure !== before?.failure) return after.failure;
  if (before?.busy !== true || after.busy) return announced;
  const numbers = new Intl.NumberFormat(after.locale);
  return after.figures.map(({ label, count }) => `${label}: ${numbers.format(count)}`).join(', ');
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isPlanToPage(data)) return;
  if (data.type === 'reading') {
    reading = data;
    draw();
    return;
  }
  reading = undefined;
  announced = announcement(shown, data.snapshot);
  shown = data.snapshot;
  draw();
});
draw();
send({ type: 'ready' });
