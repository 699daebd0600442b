// Create Import Job… as a user goes through it: a file in the explorer, a user pool, a name, a role, a start.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { Keyboard } from '../keyboard.ts';
import { chooseFromMenu } from '../menu.ts';
import type { Ui } from '../ui.ts';
import type { Workbench } from '../workbench.ts';

const role = 'Cognito-UserImport-Role';

export interface ImportAnswers {
  /** Where it is asked for. */
  readonly pool?: string;
  /** What is picked between pool and name: the hash algorithm, what to do about the validation's result. */
  readonly picks?: readonly string[];
  readonly jobName: string;
  /** All that the last question offers, where a test wants to know. */
  readonly offered?: readonly string[];
  /** The last pick. */
  readonly end?: string;
}

/** A file's or folder's row in VS Code's own explorer. */
export function fileRow({ page }: Workbench, name: string): Locator {
  return page.locator('.explorer-folders-view').getByRole('treeitem', { name });
}

/** Opens a CSV from the explorer; resolves when its header is on screen. */
export async function openCsv(window: Workbench, name: string): Promise<void> {
  await fileRow(window, name).dblclick();
  await window.page.locator('.editor-instance .view-line', { hasText: 'cognito:username' }).waitFor();
}

/** Right-clicks a file or folder in the explorer and takes a command from its menu. */
export function chooseOnFile(window: Workbench, name: string, title: string): Promise<void> {
  return chooseFromMenu(window.page, fileRow(window, name), title);
}

export function createFrom(window: Workbench, name: string): Promise<void> {
  return chooseOnFile(window, name, 'Create Import Job…');
}

/** On a pool's row, for a CSV that is nowhere open: VS Code's own dialog asks for it. */
export async function createFromPool(window: Workbench, pool: string, path: string): Promise<void> {
  await window.tree.row(pool).choose('Create Import Job…');
  await new Keyboard(window.page).answer('Create Import Job', path);
}

export async function pickPool({ quickInput }: Workbench, name: string): Promise<void> {
  await quickInput.waitFor('the pool', (entries) => entries.some(({ label }) => label === name));
  await quickInput.type(name);
  await quickInput.take();
}

/** Answers every question; the role is the one the console makes. */
export async function answerImport(
  window: Workbench,
  { pool, picks = [], jobName, offered, end = 'Create and Start' }: ImportAnswers,
): Promise<void> {
  const { quickInput } = window;
  if (pool !== undefined) await pickPool(window, pool);
  for (const label of picks) await quickInput.pick(label);
  await quickInput.message(/A name for the import job/);
  await quickInput.type(jobName);
  await quickInput.accept();
  await quickInput.waitFor('the role', (entries) => entries.some(({ label }) => label === role));
  await quickInput.pick(role);
  if (offered)
    await quickInput.waitFor(
      `${offered.join(' and ')} and nothing else`,
      (entries) => entries.map(({ label }) => label).join() === offered.join(),
    );
  await quickInput.pick(end);
}

/** The CSV of this many users, who are called by the name and a number. */
export function csvOfUsers(name: string, count: number): string {
  const users = Array.from({ length: count }, (_, at) => `${name}${at},${name}${at}@example.com,TRUE`);
  return ['cognito:username,email,email_verified', ...users].join('\n');
}

/** Creates and starts the import of `csvOfUsers` through every question, in a window on the folder. */
export async function importUsers(
  ui: Ui,
  folder: string,
  { pool, name, count }: { readonly pool: string; readonly name: string; readonly count: number },
): Promise<Workbench> {
  writeFileSync(join(folder, `${name}.csv`), csvOfUsers(name, count));
  const window = await ui.openWindow({ folder });
  await openCsv(window, `${name}.csv`);
  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool, jobName: name });
  return window;
}

/** Drags a file from the explorer over the extension's icon, which opens its view, onto a row of the tree. */
export async function dropOn(window: Workbench, name: string, row: string): Promise<void> {
  const { mouse } = window.page;
  const target = window.tree.row(row).locator.locator('.label-name');
  await fileRow(window, name).locator('.label-name').hover();
  await mouse.down();
  await dragOver(window, window.icon, () => target.isVisible());
  const dropped = window.tree.row(row).locator.and(window.page.locator('.drop-target'));
  await dragOver(window, target, () => dropped.isVisible());
  await mouse.up();
}

/** Moves the pointer back and forth over a place until `hasEffect` holds. */
async function dragOver(
  { page }: Workbench,
  place: Locator,
  hasEffect: () => Promise<boolean>,
): Promise<void> {
  let step = 0;
  await eventually(
    'what is dragged over something has its effect',
    async () => {
      const box = await place.boundingBox();
      if (box)
        await page.mouse.move(box.x + box.width / 2 + (step++ % 2), box.y + box.height / 2, { steps: 3 });
      return hasEffect();
    },
    Boolean,
  );
}
