// Exports of other systems in a real window: the plan is shown and changed, and its users are imported.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { root } from '../../support/paths.ts';
import {
  answerImport,
  chooseOnFile,
  createFrom,
  fileRow,
  pickPool,
} from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { Keyboard } from '../support/keyboard.ts';
import { PlanPage } from '../support/features/planPage.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('plan');
after(() => folder.remove());
beforeEach(() => {
  ui().emulator.control.configure({ usersPerSecond: 1_000, pendingMs: 0 });
  ui().emulator.control.roles.ensureConsoleRole();
});

const at = (name: string): string => join(folder.path, name);

/** Opens the plan of a sample for a new pool. */
async function openPlan(
  sample: string,
  name = sample,
): Promise<{ page: PlanPage; window: Workbench; pool: UserPool }> {
  copyFileSync(join(root, 'test/cases/sources', sample), at(name));
  const pool = ui().emulator.control.createPool({
    name: `pool-${sample.split('.')[0] ?? ''}`,
    passwordHashes: true,
  });
  const window = await ui().openWindow({ folder: folder.path });
  await fileRow(window, name).dblclick();
  await eventually(
    'an open editor',
    () => window.tabs(),
    (tabs) => tabs.length > 0,
  );
  await window.runCommand('Cognito: Convert to Cognito CSV…');
  await pickPool(window, pool.name);
  return { page: await PlanPage.of(window, `${name} into ${pool.name}`), window, pool };
}

async function imported(pool: UserPool, users: number): Promise<void> {
  await eventually(
    `${users} users are imported`,
    () => Promise.resolve([...pool.users()].length),
    (count) => count === users,
  );
}

test('Django: the user is asked for missing values, the figures follow, and hashes are converted', async () => {
  const { page, window, pool } = await openPlan('django-dumpdata.json');
  const [total = 0] = await readFigures(page);
  await page.figures(total, 0, 0, 0, total);
  await page.choose('What fills “email_verified”?', 'true for everyone: you know that they are verified');
  await eventually(
    'users are imported',
    () => readFigures(page),
    ([, users]) => (users ?? 0) > 0,
  );
  const [, users = 0, kept = 0] = await readFigures(page);
  assert.ok(kept > 0);
  assert.match((await page.list('Keep their password')).join(), /^PBKDF2 with SHA-256 · written anew/);
  assert.match(
    (await page.list('Must set a new password')).join(),
    /The hash costs more than Cognito takes: .*870,?000/,
  );
  assert.ok(!existsSync(at('django-dumpdata-cognito.csv')), 'nothing is written before a button is pressed');
  await page.press('Create Import Job…');
  await answerImport(window, { jobName: 'from-django' });
  await imported(pool, users);
  assert.equal([...pool.users()].filter(({ status }) => status === 'CONFIRMED').length, kept);
  assert.match(
    readFileSync(at('django-dumpdata-cognito.after.csv'), 'utf8'),
    /^username,source_id,disabled,created_at/,
  );
});

test('Keycloak: users, but not service accounts, are imported by a job that names the hash algorithm', async () => {
  const { page, window, pool } = await openPlan('keycloak-realm.json');
  assert.match((await page.list('Will not be imported')).join('\n'), /the account of a service/);
  await page
    .choose('What fills “email_verified”?', 'true for everyone: you know that they are verified')
    .catch(() => undefined);
  const [, users = 0, kept = 0] = await readFigures(page);
  assert.ok(users > 0 && kept > 0);
  await page.press('Write CSV…');
  await new Keyboard(window.page).answer('Write CSV', at('realm.csv'));
  const told = new RegExp(`^${users} users? written to realm\\.csv, realm\\.after\\.csv\\.`);
  await window.notifications.press(told, 'Create Import Job…');
  await answerImport(window, { jobName: 'from-keycloak' });
  await imported(pool, users);
  assert.deepEqual(
    pool.jobs.map(({ spec }) => spec.passwordHashingAlgorithm),
    ['PBKDF2_SHA256'],
  );
});

test('Supabase: bcrypt hashes are kept, blocked users can be left out, and the plan can be exported', async () => {
  const { page, window, pool } = await openPlan('supabase-users.csv');
  await page.check('Only users who are not blocked or disabled in the source');
  await eventually(
    'blocked users are left out',
    async () => (await page.list('Will not be imported')).join('\n'),
    (lines) => lines.includes('Blocked or disabled in the source; left out'),
  );
  await page.press('Export Plan');
  await eventually(
    'the plan as Markdown',
    () => window.tabs(),
    (tabs) => tabs.some((tab) => tab.startsWith('# supabase-users.csv into')),
  );
  await window.page.getByRole('tab', { name: /^Plan: supabase/ }).click();
  const again = await PlanPage.of(window, `supabase-users.csv into ${pool.name}`);
  const [, users = 0] = await readFigures(again);
  await again.press('Create Import Job…');
  await answerImport(window, { jobName: 'from-supabase' });
  await imported(pool, users);
});

test('several kinds of hashes are imported by one job each; their files can be deleted afterwards', async () => {
  execFileSync('git', ['init', '-q', folder.path]);
  const user = (name: string, password_hash?: string) => ({
    username: name,
    email: `${name}@example.com`,
    email_verified: true,
    groups: ['staff'],
    password_hash,
  });
  const django = 'pbkdf2_sha256$20000$salt00000000$nBGMuekv6tX8xNp4DBIM4MI/Ei2HNRCjlz7CbbFSkCo=';
  const bcrypt = '$2a$04$Z6hUTEEeoJXN5/AmSm/4.eTV92J0UWbXAnpQrNptHY7lCCR6CGvT2';
  writeFileSync(
    at('mixed-users.json'),
    JSON.stringify([user('ann', bcrypt), user('bob', django), user('cyd')]),
  );
  const pool = ui().emulator.control.createPool({ name: 'pool-mixed', passwordHashes: true });
  const window = await ui().openWindow({ folder: folder.path });
  await chooseOnFile(window, 'mixed-users.json', 'Convert to Cognito CSV…');
  await pickPool(window, pool.name);
  const page = await PlanPage.of(window, 'mixed-users.json into pool-mixed');
  await page.figures(3, 3, 2, 1, 0);
  await page.press('Create Import Job…');
  await answerImport(window, { jobName: 'mixed', end: 'Create and Start 3 Jobs' });
  await window.notifications.text(/3 users in 3 jobs – 3 imported\./);
  assert.deepEqual(pool.jobs.map(({ spec }) => [spec.name, spec.passwordHashingAlgorithm]).toSorted(), [
    ['mixed-1', 'BCRYPT'],
    ['mixed-2', 'PBKDF2_SHA256'],
    ['mixed-3', undefined],
  ]);
  const files = ['bcrypt', 'pbkdf2-sha256', 'no-hash', 'after'].map((part) =>
    at(`mixed-users-cognito.${part}.csv`),
  );
  for (const file of files) assert.ok(existsSync(file), file);
  await window.runCommand('Cognito: Delete Local Copies…');
  await window.quickInput.title('Delete Local Copies');
  await window.quickInput.accept();
  await window.dialog.press('Delete');
  await window.notifications.text(/files deleted\.$/);
  for (const file of files) assert.ok(!existsSync(file), file);
});

test('the aside file is never uploaded', async () => {
  writeFileSync(at('staff.after.csv'), 'username,groups\nann,"[""a""]"\n');
  const window = await ui().openWindow({ folder: folder.path });
  await createFrom(window, 'staff.after.csv');
  await window.notifications.text(/^staff\.after\.csv is what was kept aside .* so it is never uploaded\./);
});

async function readFigures(page: PlanPage): Promise<readonly number[]> {
  await page.frame.locator('.figures dd').first().waitFor();
  await page.frame.locator('.busy .icon').waitFor({ state: 'detached' });
  const texts = await page.frame.locator('.figures dd').allInnerTexts();
  return texts.map((text) => Number(text.split(/\s/)[0]?.replaceAll(',', '')));
}
