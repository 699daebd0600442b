// The entry that VS Code loads at every start: it says what is there, and builds the app only when some of it is asked for.
import * as vscode from 'vscode';
import type * as AppBundle from './app.ts';
import { registerCsvLens } from './ui/csv/validate/csvLens.ts';
import { ExplorerView } from './ui/tree/explorerView.ts';
import { commands, panelType } from './ui/shell/ids.ts';
import { Memory } from './ui/shell/memory.ts';
import { SharedState } from './ui/shell/sharedState.ts';

export function activate(context: vscode.ExtensionContext): void {
  const memory = new Memory(context.globalStorageUri.fsPath, new SharedState(context.globalState));
  let built: AppBundle.App | undefined;
  const app = (): AppBundle.App =>
    (built ??= (require('./app.js') as typeof AppBundle).createApp(context, view, memory));
  const view = new ExplorerView(() => app().explorer);

  const takeUp = () => {
    if (vscode.workspace.isTrusted && memory.hasUnfinished) app();
  };
  context.subscriptions.push(
    view,
    ...Object.values(commands).map((id) =>
      vscode.commands.registerCommand(id, (argument: unknown) => app().commands.run(id, argument)),
    ),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: (panel, state) => {
        app().panels.revive(panel, state);
        return Promise.resolve();
      },
    }),
    vscode.window.registerUriHandler({ handleUri: (uri) => app().openLink(uri) }),
    registerCsvLens(),
    vscode.workspace.onDidGrantWorkspaceTrust(takeUp),
  );
  void memory.takeOver().then(takeUp);
}
