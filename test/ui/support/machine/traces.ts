// What a run leaves behind: in the window, in the log, and in what is stored.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { displayName } from '../../../../src/ui/shell/ids.ts';
import { eventually } from '../eventually.ts';
import type { Ui } from '../ui.ts';
import type { Workbench } from '../workbench.ts';

/** Sets the extension's log to the level that writes every line. */
export async function logEverything({ quickInput }: Workbench): Promise<void> {
  // VS Code registers an extension's log some time after it was made, and the list holds what was registered when it was opened.
  await eventually(
    'the log levels offer the extension',
    async () => {
      await quickInput.runCommand('Developer: Set Log Level...');
      await quickInput.type(displayName);
      const isOffered = await quickInput.offers(displayName);
      if (!isOffered) await quickInput.cancel();
      return isOffered;
    },
    Boolean,
  );
  await quickInput.pick(displayName);
  await quickInput.pick('Trace');
}

/** All markup of the window and of everything inside it, the log among it. */
async function texts(window: Workbench): Promise<string> {
  const frames = window.page.frames().filter((frame) => !frame.isDetached());
  return (await Promise.all(frames.map((frame) => frame.content()))).join('\n');
}

/** What there is of a run, by where it is. */
export async function tracesOf(window: Workbench, { vscode }: Pick<Ui, 'vscode'>) {
  return {
    'pages and workbench': await texts(window),
    'stored by the browser': await window.storage(),
    'printed by the server': vscode.log(),
    'stored by the server': filesBelow(vscode.dataDir),
  };
}

/** Everything the server keeps on disk, but the installed extension itself: its emulator makes such URLs. */
export function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/extensions/'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
