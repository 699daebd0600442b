// Extensions to compare with: one does nothing, one opens a panel with a heading.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bare panel's title and heading, and the text of its status bar item. */
export const bareTitle = 'Bare Panel';

/** An extension that does nothing. Returns `folder`. */
export function emptyExtension(folder: string): string {
  return writeExtension(folder, 'empty', 'exports.activate = () => undefined;\n');
}

/** An extension whose status bar item opens a panel with a heading. Returns `folder`. */
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

/** Writes an extension with the same file layout and activation event as ours. */
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
