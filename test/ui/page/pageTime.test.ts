// The time on the panel's page: it advances while the job runs, stops while the page is hidden, and marks the upload URL as expired.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usePage } from './pageHarness.ts';
import { snapshot, states } from './pageStates.ts';
import type { PanelSnapshot } from '../../../src/protocol/panel.ts';

const shown = usePage({ ownTime: true });

const show = (picture: PanelSnapshot) => shown().post({ type: 'snapshot', snapshot: picture });
const text = (selector: string) => shown().page.locator(selector).innerText();
const stat = (label: string) => text(`.stats div:has(dt:text-is("${label}")) dd`);

describe('the time', () => {
  const hide = (hidden: boolean) =>
    shown().page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  const width = (selector: string) =>
    shown()
      .page.locator(selector)
      .evaluate((element) => element.getBoundingClientRect().width);
  /** Resolves once the page knows its new width: observers are notified in the order in which they were created. */
  const resized = async (to: number) => {
    const before = await width('#app');
    await shown().page.setViewportSize({ width: to, height: 900 });
    await shown()
      .page.locator('#app')
      .evaluate(
        (element, old) =>
          new Promise<void>((told) => {
            new ResizeObserver(([entry], self) => {
              if (entry === undefined || entry.contentRect.width >= old) return;
              self.disconnect();
              told();
            }).observe(element);
          }),
        before,
      );
  };
  it('advances every second while the job runs', async () => {
    await show(snapshot());
    assert.equal(await stat('Elapsed'), '7 min');
    await shown().page.clock.runFor(1_000);
    assert.equal(await stat('Elapsed'), '7 min 1 sec');
    await shown().page.clock.runFor(64_000);
    assert.equal(await stat('Elapsed'), '8 min 5 sec');
  });

  it('stops when the job has ended, or when its data is out of date', async () => {
    await shown().post(states['stopped']);
    await shown().page.clock.runFor(60_000);
    assert.equal(await stat('Took'), '5 min');
    await shown().post(states['stale']);
    await shown().page.clock.runFor(60_000);
    assert.equal(await stat('Elapsed'), '4 min');
  });

  it('does not advance while the page is hidden, and is right when it is shown again', async () => {
    await show(snapshot());
    await hide(true);
    await shown().page.clock.runFor(30_000);
    assert.equal(await stat('Elapsed'), '7 min');
    await hide(false);
    assert.equal(await stat('Elapsed'), '7 min 30 sec');
  });

  it('does not advance when the hidden page is resized', async () => {
    await show(snapshot());
    await hide(true);
    await shown().page.clock.runFor(30_000);
    await resized(500);
    assert.equal(await stat('Elapsed'), '7 min');
    await hide(false);
    assert.equal(await stat('Elapsed'), '7 min 30 sec');
    const [chart, column] = await Promise.all([width('svg.chart'), width('#app')]);
    assert.ok(chart > 0 && chart <= column, `the chart is ${chart} pixels wide, its column ${column}`);
  });

  it('changes the upload URL from valid to expired by itself', async () => {
    await shown().post(states['created']);
    assert.match(await text('.upload p'), /^Upload URL: Valid until 2:15\sPM \(12 min left\)$/);
    await shown().page.clock.runFor(12 * 60_000);
    assert.match(await text('.upload p'), /\(less than a minute left\)$/);
    await shown().page.clock.runFor(60_000);
    assert.match(await text('.upload p'), /^Upload URL: Expired at 2:15\sPM$/);
    assert.equal(await shown().page.getByRole('button', { name: 'Copy Upload Command' }).count(), 0);
  });
});
