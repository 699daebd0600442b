// The section After the import in the panel's page, in a real browser.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { usePage } from './pageHarness.ts';
import { states } from './pageStates.ts';

const shown = usePage();

const button = (name: string) => shown().page.locator('.after').getByRole('button', { name, exact: true });
const sent = async () => (await shown().recorded()).sent.slice(1);

it('each action sends its own message, in the order of the page, also with the keyboard', async () => {
  await shown().post(states['afterReady']);
  await button('Save Import Report…').click();
  const keys = ['Enter', 'Enter', 'Enter', 'Enter', 'Enter', 'Space'].flatMap((key) => ['Tab', key]);
  for (const key of keys) await shown().page.keyboard.press(key);
  assert.deepEqual(await sent(), [
    { type: 'saveImportReport' },
    { type: 'exportSubMap' },
    { type: 'applyGroups' },
    { type: 'showMustReset' },
    { type: 'sendPasswordResets' },
    { type: 'importAgain' },
    { type: 'undoImport' },
  ]);
});

it('a blocked action keeps its place, does nothing, and says why, also to a screen reader', async () => {
  await shown().post(states['afterWithoutCsv']);
  const undo = button('Undo Import…');
  assert.equal(await undo.getAttribute('aria-disabled'), 'true');
  await undo.click({ force: true });
  await undo.press('Enter');
  assert.deepEqual(await sent(), []);
  assert.match(await undo.ariaSnapshot(), /button "Undo Import…" \[disabled\]/);
  const about = (await undo.getAttribute('aria-describedby')) ?? '';
  assert.match(await shown().page.locator(`#${about}`).innerText(), /Needs the CSV of the job\./);
  await button('Locate CSV…').click();
  assert.deepEqual(await sent(), [{ type: 'locateCsv' }]);
});

it('a running action shows its progress, and a paused one can be continued', async () => {
  await shown().post(states['afterRunning']);
  const bar = shown().page.getByRole('progressbar', { name: 'Deleting: 40 of 100 users' });
  assert.equal(await bar.evaluate((element) => (element as HTMLProgressElement).value), 0.4);
  await button('Undo Import…').click({ force: true });
  assert.deepEqual(await sent(), []);
  await shown().post(states['afterPaused']);
  assert.equal(await bar.count(), 0);
  assert.equal(await shown().page.locator('[role=status]').innerText(), 'Paused at 40 of 100 users');
  await button('Continue Undo…').click();
  assert.deepEqual(await sent(), [{ type: 'undoImport' }]);
});

it('a job that imported nobody offers only its report and Import Again', async () => {
  await shown().post(states['afterNobody']);
  assert.deepEqual(await shown().page.locator('.after').getByRole('button').allInnerTexts(), [
    'Save Import Report…',
    'Import Again…',
  ]);
  await shown().post(states['running']);
  assert.equal(await shown().page.locator('.after').count(), 0);
});
