// The story of the moving picture: from the sandbox to an import that is stopped, with a CSV that is checked and fixed on the way.
import type { Page } from 'playwright-core';
import { openCsv } from '../../test/ui/support/features/createImport.ts';
import { eventually } from '../../test/ui/support/eventually.ts';
import type { Workbench } from '../../test/ui/support/workbench.ts';
import { Film } from './film.ts';

const pool = 'customers-staging';
const job = 'spring-campaign';
const file = 'users.csv';
/** The job that runs in the sandbox. */
const running = 'legacy-migration-wave-2';

/** A CSV with the mistakes that spreadsheets make, for a window's folder. */
export function sampleCsv(): { readonly name: string; readonly text: string } {
  const header = 'cognito:username,email,email_verified,phone_number_verified,cognito:mfa_enabled,birthdate';
  const names = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gwen', 'hugo'];
  const users = Array.from({ length: 6_000 }, (_, at) => {
    const name = at < names.length ? (names[at] ?? '') : `user-${at}`;
    return `${name},${name}@example.com,true,false,false,02/${String((at % 28) + 1).padStart(2, '0')}/1985`;
  });
  users[1] = 'bob,bob@example.com,TRUE,false,false,1985-02-01';
  users[3] = 'dan, dan@example.com,true,FALSE,false,02/04/1985';
  users[5] = 'finn,finn@example.com,yes,false,false,1990-12-24';
  return { name: file, text: `${header}\n${users.join('\n')}\n` };
}

/** Plays it in a window with that CSV in its folder and no connection yet. */
export async function playStory(window: Workbench, style: string): Promise<Film> {
  const { page, quickInput, tree, notifications } = window;
  await openCsv(window, file);
  await window.openView();
  await page.locator('.welcome-view-content').waitFor();
  const film = new Film(page, style);
  await film.hold(900);

  await film.click(page.locator('.sidebar').getByRole('button', { name: 'Try the Sandbox' }));
  await makeRoom(window);
  await tree.expand(pool);
  await film.hold(900);

  await choose(film, page, 'Validate Import CSV…');
  await pickPool(film, window);
  await notifications.text(/^users\.csv for customers-staging/);
  await film.hold(2_000);
  await film.click(page.locator('.notification-toast').getByRole('button', { name: 'Fix All' }));
  await notifications.text(/problems fixed/);
  await film.hold(1_500);

  await choose(film, page, 'Create Import Job…');
  await pickPool(film, window);
  await quickInput.message(/A name for the import job/);
  await quickInput.type(job);
  await film.hold(700);
  await quickInput.accept();
  await quickInput.waitFor('the role', (entries) => entries.length > 0);
  await film.hold(500);
  await quickInput.accept();
  await quickInput.waitFor('the start', (entries) =>
    entries.some(({ label }) => label === 'Create and Start'),
  );
  await film.hold(500);
  await quickInput.pick('Create and Start');
  await tree.row(job).appears();
  await film.click(tree.row(job).locator.locator('.label-name'));
  await stopIt(film, window);
  return film;
}

/** Between two shots: stops the job that runs in the sandbox, since an account runs one import at a time. */
async function makeRoom(window: Workbench): Promise<void> {
  const { tree, dialog, notifications } = window;
  await tree.expand('customers-production');
  await tree.row(running).choose('Stop Import Job');
  await dialog.press('Stop Import Job');
  await notifications.text(new RegExp(`^${running} stopped`));
  await window.runCommand('Notifications: Clear All Notifications');
  await tree.row('customers-production').collapse();
}

/** Watches the job's panel for a while, stops the job there, and waits for the notification. */
async function stopIt(film: Film, window: Workbench): Promise<void> {
  const panel = await window.panel(job);
  const imported = () => panel.locator('body').innerText();
  for (let shot = 0; shot < 5; shot++) {
    const before = await imported();
    await film.hold(400);
    await eventually('the panel shows progress', imported, (text) => text !== before);
  }
  await film.click(panel.getByRole('button', { name: 'Stop Import Job' }));
  await window.dialog.text();
  await film.hold(1_000);
  await film.click(
    window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop Import Job' }),
  );
  await window.notifications.text(new RegExp(`^${job} stopped`));
  await film.hold(2_800);
}

/** Right-clicks the CSV and chooses a command from its menu. */
async function choose(film: Film, page: Page, title: string): Promise<void> {
  await film.click(page.locator('.editor-instance .view-line').nth(8), 'right');
  const menu = page.locator('.context-view .monaco-menu, .monaco-menu-container .monaco-menu');
  await film.click(menu.getByRole('menuitem', { name: title }));
}

async function pickPool(film: Film, { quickInput }: Workbench): Promise<void> {
  await quickInput.waitFor('the pool', (entries) => entries.some(({ label }) => label === pool));
  await quickInput.type(pool);
  await film.hold(700);
  await quickInput.take();
}
