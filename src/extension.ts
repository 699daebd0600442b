// The entry that VS Code loads at every start: it registers views and commands, and builds the app when one is first used.
import * as vscode from 'vscode';
import type * as AppBundle from './app.ts';
import { registerTools } from './ui/agents/registerTools.ts';
import { registerCsvHelp } from './ui/csv/editor/registerCsvHelp.ts';
import { ExplorerView } from './ui/tree/explorerView.ts';
import { background, EarlyLog } from './ui/shell/background.ts';
import { commands, panelType } from './ui/shell/ids.ts';
import { Memory } from './ui/shell/memory.ts';
import { hasUnfinishedWork } from './ui/imports/unfinished.ts';
import { SharedState } from './ui/shell/sharedState.ts';

export function activate(context: vscode.ExtensionContext): void {
  const storage = context.globalStorageUri.fsPath;
  const log = new EarlyLog();
  const memory = new Memory(storage, new SharedState(context.globalState), log);
  let built: AppBundle.App | undefined;
  const app = (): AppBundle.App =>
    (built ??= (require('./app.js') as typeof AppBundle).createApp(context, view, memory, log));
  const view = new ExplorerView(() => app().explorer, log);

  const takeUp = async () => {
    if (!vscode.workspace.isTrusted) return;
    const isNeeded = memory.load().length > 0 || (await hasUnfinishedWork(storage, context.globalState));
    if (isNeeded) app();
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
    ...registerTools(context.extension, () => app().agentTools()),
    ...registerCsvHelp(() => app().csvHelp()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => background(takeUp(), log)),
  );
  background(memory.takeOver().then(takeUp), log);
}
