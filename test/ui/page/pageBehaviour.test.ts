// What the panel's page does in a real browser: messages both ways, the keyboard, and what survives an update.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { panelState, usePage } from './pageHarness.ts';
import { now, snapshot, states } from './pageStates.ts';
import type { PanelSnapshot } from '../../../src/protocol/panel.ts';

const shown = usePage({ ownTime: true });

const show = (picture: PanelSnapshot) => shown().post({ type: 'snapshot', snapshot: picture });
const sent = async () => (await shown().recorded()).sent;
const text = (selector: string) => shown().page.locator(selector).innerText();
const press = (name: string) => shown().page.getByRole('button', { name, exact: true }).click();
const focused = () =>
  shown().page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent.trim();
  });

describe('messages', () => {
  it('at the start the page stores the state that it was given, sends `ready` once, and waits', async () => {
    const { sent: first, states: kept } = await shown().recorded();
    assert.deepEqual(first, [{ type: 'ready' }]);
    assert.deepEqual(kept, [panelState]);
    assert.equal(await text('h1'), 'Loading the import job…');
  });

  it('each button sends its own message', async () => {
    await show(snapshot());
    await press('Stop Import Job');
    await press('Refresh');
    await press('Open in Console');
    await press('Copy CloudWatchLogsRoleArn');
    await shown().post(states['created']);
    await press('Copy Upload Command');
    await shown().post(states['stale']);
    await press('Retry');
    await shown().post(states['unavailable']);
    await press('Retry');
    await shown().post(states['resting']);
    await press('Load Job');
    assert.deepEqual((await sent()).slice(1), [
      { type: 'stop' },
      { type: 'refresh' },
      { type: 'openInConsole' },
      { type: 'copyField', name: 'CloudWatchLogsRoleArn' },
      { type: 'copyUploadCommand' },
      { type: 'refresh' },
      { type: 'refresh' },
      { type: 'refresh' },
    ]);
  });

  it('an impossible action has no button', async () => {
    await shown().post(states['stopped']);
    assert.equal(await shown().page.getByRole('button', { name: 'Stop Import Job' }).count(), 0);
    await shown().post(states['createdUrlExpired']);
    assert.equal(await shown().page.getByRole('button', { name: 'Copy Upload Command' }).count(), 0);
    await shown().post(states['gone']);
    assert.equal(await shown().page.getByRole('button').count(), 0);
  });

  it('a refresh under way is not requested again', async () => {
    await show(snapshot({ refreshing: true }));
    const refresh = shown().page.getByRole('button', { name: 'Refresh' });
    assert.equal(await refresh.getAttribute('aria-disabled'), 'true');
    await refresh.click({ force: true });
    await shown().post(states['unavailable']);
    await press('Retry');
    await shown().page.getByRole('button', { name: 'Retry' }).click({ force: true });
    assert.equal((await sent()).filter(({ type }) => type === 'refresh').length, 1);
  });

  it('an invalid message changes nothing', async () => {
    await show(snapshot());
    const before = await shown().page.content();
    for (const rubbish of [null, 0, 'snapshot', {}, { type: 'snapshot' }, { type: 'ready' }, [], { type: 1 }])
      await shown().post(rubbish);
    assert.equal(await shown().page.content(), before);
    assert.deepEqual((await shown().recorded()).violations, []);
  });
});

describe('the keyboard', () => {
  it('reaches everything in the order of the page', async () => {
    await show(snapshot({ stale: { since: now, reason: 'Offline.' } }));
    const order: unknown[] = [];
    for (let step = 0; step < 8; step++) {
      await shown().page.keyboard.press('Tab');
      order.push(await focused());
      if (step === 4) await shown().page.keyboard.press('Enter');
    }
    assert.deepEqual(order, [
      'Stop Import Job',
      'Refresh',
      'Open in Console',
      'Retry',
      'Readings as a table (85)',
      'Readings',
      'Copy JobName',
      'Copy JobId',
    ]);
  });

  it('presses the buttons, and the focus is visible', async () => {
    await show(snapshot());
    await shown().page.keyboard.press('Tab');
    const outline = () =>
      shown().page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth);
    assert.equal(await outline(), '2px');
    await shown().page.keyboard.press('Enter');
    await shown().page.keyboard.press('Tab');
    await shown().page.keyboard.press('Space');
    assert.deepEqual((await sent()).slice(1), [{ type: 'stop' }, { type: 'refresh' }]);
  });
});

describe('an update', () => {
  it('keeps the focus, open details, and the same elements', async () => {
    await show(snapshot());
    await shown().page.locator('summary').click();
    await shown().page.getByRole('button', { name: 'Copy JobId' }).focus();
    await shown().page.evaluate(() => document.activeElement?.setAttribute('data-same', ''));
    const more = snapshot({ importedUsers: 11_300 });
    await show({ ...more, fields: [{ name: 'New', value: 'first', copyable: true }, ...more.fields] });
    assert.equal(await focused(), 'Copy JobId');
    assert.equal(await shown().page.locator('[data-same]').count(), 1);
    assert.equal(await shown().page.locator('details[open]').count(), 1);
    assert.equal(await text('.counters dd >> nth=0'), '11,300');
  });

  it('that removes the focused button moves the focus to the next one', async () => {
    await show(snapshot());
    await shown().page.getByRole('button', { name: 'Stop Import Job' }).focus();
    await shown().post(states['stopped']);
    assert.equal(await focused(), 'Refresh');
  });

  it('with the same content changes nothing', async () => {
    await show(snapshot());
    const before = await shown().page.locator('main').innerHTML();
    await show(structuredClone(snapshot()));
    assert.equal(await shown().page.locator('main').innerHTML(), before);
  });
});

describe('what is announced', () => {
  const said = () =>
    shown()
      .page.locator('[role=status]')
      .evaluate((element) => element.textContent);
  it('is a change of the status, not of the counters', async () => {
    await show(snapshot());
    await show(snapshot({ importedUsers: 11_300 }));
    await shown().page.clock.runFor(5_000);
    assert.equal(await said(), '');
    await shown().post(states['stopped']);
    assert.equal(await said(), 'Status: Stopped. The Import Job was stopped by the developer.');
  });

  it('is each copy, also of the same field again', async () => {
    await show(snapshot());
    await press('Copy JobId');
    const first = await said();
    assert.equal(first, 'JobId copied');
    await press('Copy JobId');
    assert.equal((await said()).trim(), first);
    assert.notEqual(await said(), first);
  });
});

it('a copy button shows for two seconds that it has copied', async () => {
  await show(snapshot());
  const copy = shown().page.getByRole('button', { name: 'Copy JobId' });
  await copy.click();
  assert.equal(await copy.getAttribute('title'), 'Copied');
  await shown().page.clock.runFor(1_900);
  assert.equal(await copy.getAttribute('title'), 'Copied');
  await shown().page.clock.runFor(200);
  assert.equal(await copy.getAttribute('title'), 'Copy JobId');
});
