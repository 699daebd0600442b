// One VS Code window in a browser, and what a user does in it. Every helper waits for what it needs, never for a time.
import type { Frame, Locator, Page } from 'playwright-core';
import { displayName } from '../../../src/ui/shell/ids.ts';
import { eventually } from './eventually.ts';
import { Dialog, Notifications, StatusItem } from './messages.ts';
import { QuickInput } from './quickInput.ts';
import { Tree } from './tree.ts';

/** Of the command that gives the view the focus. */
export const focusView = `${displayName}: Focus on ${displayName} View`;

/** The view's icon in the activity bar. */
const iconLabel = `a.action-label[aria-label^="${displayName}"]`;

export class Workbench {
  /** For what no helper offers. */
  readonly page: Page;
  readonly tree: Tree;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly statusItem: StatusItem;

  constructor(page: Page) {
    this.page = page;
    this.tree = new Tree(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.statusItem = new StatusItem(page);
  }

  /** Resolves when the window stands and the extension's icon is in the activity bar. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.icon.waitFor();
  }

  /** The extension's in the activity bar. */
  get icon(): Locator {
    // Its label goes on with the badge's tooltip while jobs run.
    return this.page.locator('.activitybar').locator(iconLabel);
  }

  /** Shows VS Code's own explorer in the side bar, in place of the extension's view. */
  async openExplorer(): Promise<void> {
    // By an event: if the pointer moved there, a tooltip would cover the first row.
    await this.page.locator('.activitybar a.action-label[aria-label^="Explorer"]').dispatchEvent('click');
  }

  /** Shows the extension's view in the side bar. */
  async openView(): Promise<void> {
    const title = this.page.locator('.sidebar .composite.title', { hasText: new RegExp(displayName, 'i') });
    // With the badge, which covers the icon.
    const item = this.page.locator('.activitybar .action-item', { has: this.page.locator(iconLabel) });
    const isShown = (limit: number) =>
      title.waitFor({ timeout: limit }).then(
        () => true,
        () => false,
      );
    // The icon closes a view that is open: one that a reload is just bringing back, too.
    await eventually(
      'the view is shown',
      async () => {
        if (await isShown(500)) return true;
        await item.click();
        return isShown(2_000);
      },
      Boolean,
    );
  }

  /** The badge's tooltip as the activity bar speaks it; '' without a badge. */
  async badge(): Promise<string> {
    const label = (await this.icon.getAttribute('aria-label')) ?? '';
    return label.slice(displayName.length).replace(/^ - /, '');
  }

  /** The text of the view while it has no rows, buttons included. */
  welcome(): Promise<string> {
    return this.page.locator('.sidebar .welcome-view-content').innerText();
  }

  /** Presses a button of the view's title bar, or of the view while it is empty. */
  async pressInView(title: string): Promise<void> {
    await this.page.locator('.sidebar').getByRole('button', { name: title, exact: true }).first().click();
  }

  /** Runs a command by its full title, `Cognito: Refresh`. */
  runCommand(title: string): Promise<void> {
    return this.quickInput.runCommand(title);
  }

  /** The labels of the open editors. */
  async tabs(): Promise<string[]> {
    const labels = await this.page.locator('.tabs-container .tab .label-name').allInnerTexts();
    return labels.map((label) => label.trim());
  }

  /** The page of the job panel whose heading is `jobName`, once it is drawn. */
  async panel(jobName: string): Promise<Frame> {
    let found: Frame | undefined;
    await eventually(
      `a panel headed ${jobName}`,
      async () => {
        const headings: string[] = [];
        for (const frame of this.page.frames().filter(isWebview)) {
          const [heading] = await frame.locator('h1').allTextContents();
          if (heading === undefined) continue;
          headings.push(heading);
          if (heading === jobName) found = frame;
        }
        return headings;
      },
      () => found !== undefined,
    );
    if (found === undefined) throw new Error(`No panel headed ${jobName}.`);
    return found;
  }

  /** Resolves once the window has stored that the job's panel is open. */
  async storedPanel(jobId: string): Promise<void> {
    const panel = new RegExp(`mainThreadWebview-cognitoImportJobs\\.job.{0,4000}${jobId}`);
    await this.stored(`the panel of ${jobId}`, panel);
  }

  /**
   * Resolves once the browser has stored what the pattern finds. Its VS Code writes everything down every few seconds, when idle;
   * a reload brings back what is there by then.
   */
  async stored(what: string, pattern: RegExp): Promise<void> {
    await eventually(
      `the window has stored ${what}`,
      async () => pattern.test(await this.storage()),
      (found) => found,
    );
  }

  /** Everything the browser keeps for the workbench, as text. */
  storage(): Promise<string> {
    return this.page.evaluate(async () => {
      const settle = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error(String(request.error)));
        });
      const texts = [JSON.stringify(Object.entries(localStorage))];
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await settle(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const values = database.transaction(store).objectStore(store);
          const [keys, all] = await Promise.all([settle(values.getAllKeys()), settle(values.getAll())]);
          texts.push(JSON.stringify({ name, store, keys, all }));
        }
        database.close();
      }
      return texts.join('\n');
    });
  }

  /** Reloads the window as F5 does: a new extension host, the same storage. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Closes the window, and opens it again after `meanwhile`: a new extension host, the same storage. */
  async away(meanwhile: () => unknown): Promise<void> {
    const url = this.page.url();
    await this.page.goto('about:blank');
    await meanwhile();
    await this.page.goto(url);
    await this.ready();
  }

  /** The clipboard's text. */
  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Leaves the window as a user does, so that its extension host ends with it. */
  async close(): Promise<void> {
    if (this.page.isClosed()) return;
    await this.page.goto('about:blank');
    await this.page.close();
  }
}

function isWebview(frame: Frame): boolean {
  return frame.url().includes('/webview/browser/pre/fake.html');
}
