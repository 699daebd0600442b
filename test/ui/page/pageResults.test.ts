// The results in the panel's page, in a real browser.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { usePage } from './pageHarness.ts';
import { results } from './pageResults.ts';
import { snapshot, states } from './pageStates.ts';

const shown = usePage();

const press = (name: string) => shown().page.getByRole('button', { name, exact: true }).click();
/** Texts of all elements that match, with white space collapsed. */
const texts = async (selector: string) =>
  (await shown().page.locator(selector).allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());

it('each button of the results sends its own message, a line its number', async () => {
  const summaries = shown().page.locator('.results summary');
  await shown().post(states['resultsComplete']);
  await summaries.nth(2).click();
  await press('Open line 2011');
  await press('Export Failed Rows…');
  await press('Export Skipped Rows…');
  await press('Retry Failed Rows…');
  await press('Choose Line Numbering…');
  await press('Show Job Log');
  assert.equal(await shown().page.getByRole('button', { name: 'Locate CSV…' }).count(), 0);
  await shown().post(states['resultsWithoutCsv']);
  await press('Locate CSV…');
  assert.equal(await shown().page.getByRole('button', { name: 'Open line 2011' }).count(), 0);
  assert.match((await texts('.results'))[0] ?? '', /12 more reasons/);
  assert.deepEqual((await shown().recorded()).sent.slice(1), [
    { type: 'openLine', line: 2011 },
    { type: 'exportFailed' },
    { type: 'exportSkipped' },
    { type: 'retryFailed' },
    { type: 'chooseLineNumbering' },
    { type: 'showJobLog' },
    { type: 'locateCsv' },
  ]);
});

it('a reason shows its number of rows and how many lines are listed', async () => {
  await shown().post(states['resultsComplete']);
  const [first, , last] = await texts('.results summary');
  assert.equal(first, '1,310 skipped: The user already exists.');
  assert.equal(last, '3 failed: Invalid phone number format.');
  assert.deepEqual(await texts('.results details p'), [
    'The first 50 lines of users.csv',
    'The first 50 lines of users.csv',
    'Lines of users.csv',
  ]);
});

it('every list of lines says that it is not certain', async () => {
  await shown().post(states['resultsUncertain']);
  assert.match((await texts('.results'))[0] ?? '', /Not certain: the numbers in the log/);
  assert.equal((await texts('.results details p'))[2], 'Lines of users.csv (not certain)');
});

it('an open reason stays open if another one moves before it', async () => {
  await shown().post(states['resultsComplete']);
  await shown().page.locator('.results summary').nth(2).click();
  const [first, second, third] = results.groups;
  assert.ok(first && second && third);
  const groups = [third, first, second];
  await shown().post({ type: 'snapshot', snapshot: snapshot({ results: { ...results, groups } }) });
  assert.deepEqual(await texts('.results details[open] summary'), ['3 failed: Invalid phone number format.']);
});
