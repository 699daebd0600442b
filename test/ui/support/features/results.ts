// The results of a job: users of whom some fail, and the places where a window shows them.
import type { UserPool } from '../../../../src/emulator/cognito/userPool.ts';
import { eventually } from '../eventually.ts';
import { JobPage } from './jobPage.ts';
import type { Workbench } from '../workbench.ts';

const header = 'cognito:username,email,email_verified,cognito:mfa_enabled';
/** One user's line. */
export const row = (user: number, isVerified: boolean): string =>
  `user${user},user${user}@example.com,${isVerified ? 'TRUE' : 'FALSE'},FALSE`;
/** A hundred users, of whom thirty have no verified address: those on the lines 9, 10, 11, 19, 20, … of the file. */
export const users = Array.from({ length: 100 }, (_, index) => row(index, index % 10 < 7));
/** A whole CSV of such lines. */
export const csvOf = (rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
/** The thirty. */
export const failed = users.filter((line) => line.includes(',FALSE,FALSE'));
/** Why they fail, in the service's words. */
export const reason = 'The User Record does not set any of the auto verified attributes to true.';

/** Resolves once there are so many tabs of that name, extensions left out: newer versions of VS Code draw them apart. */
export async function tab(window: Workbench, name: string, count = 1): Promise<void> {
  await eventually(
    `a tab ${name}`,
    () => window.tabs(),
    (tabs) => tabs.filter((label) => label.replace(/\.(csv|log)$/, '') === name).length === count,
  );
}

/** The job's panel, opened from its row. */
export async function openPanel(window: Workbench, pool: UserPool, jobName: string): Promise<JobPage> {
  await window.openView();
  await window.tree.expand('default', pool.name);
  await window.tree.row(jobName).click();
  return new JobPage(await window.panel(jobName));
}

/** The reasons on the page, once they are as expected. */
export async function reasons({ frame }: JobPage, expected: readonly string[]): Promise<void> {
  await eventually(
    `the reasons ${expected.join()}`,
    () => frame.locator('.results summary').allTextContents(),
    (texts) =>
      texts.length === expected.length &&
      texts.every((text, index) =>
        text
          .replace(/\s+/g, ' ')
          .trim()
          .startsWith(expected[index] ?? '?'),
      ),
  );
}

/** The whole text of the editor that has the focus. */
export async function copyAll(window: Workbench): Promise<string> {
  await window.page.keyboard.press('ControlOrMeta+A');
  await window.page.keyboard.press('ControlOrMeta+C');
  return window.clipboard();
}
