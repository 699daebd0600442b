// Extensions to compare with: one that does nothing, one that opens a panel with a heading.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the bare panel's button in the status bar, its title and its heading. */
export const bareTitle = 'Bare Panel';

/** Returns `folder`. */
export function emptyExtension(folder: string): string {
  return writeExtension(folder, 'empty', 'exports.activate = () => undefined;\n');
}

/** With a button in the status bar that opens a panel with a heading. Returns `folder`. */
export function barePanelExtension(folder: string): string {
  const code = `
    const { commands, window } = require('vscode');
    exports.activate = ({ subscriptions }) => {
      const item = window.createStatusBarItem('barePanel', 1, 0);
      item.text = '${bareTitle}';
      item.command = 'barePanel.open';
      item.show();
      subscriptions.push(item, commands.registerCommand('barePanel.open', () => {
        const panel = window.createWebviewPanel('barePanel', '${bareTitle}', 1, { enableScripts: true });
        panel.webview.html = '<!DOCTYPE html><html><body><h1>${bareTitle}</h1></body></html>';
      }));
    };`;
  return writeExtension(folder, 'bare-panel', code);
}

/** Laid out as ours is, and started when ours is. */
function writeExtension(folder: string, name: string, code: string): string {
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'dist/extension.js'), code);
  const manifest = {
    name,
    publisher: 'bench',
    version: '0.0.1',
    engines: { vscode: '^1.104.0' },
    main: './dist/extension.js',
    activationEvents: ['onStartupFinished'],
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
