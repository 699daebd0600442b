// The items of a quick pick when there is no connection.
import * as vscode from 'vscode';
import { commands } from '../shell/ids.ts';
import { connectionWords as words } from './connectionWords.ts';

/** Runs a command in place of the quick pick. */
export type CommandItem = vscode.QuickPickItem & { readonly command: string };

/** The actions that help without a connection; an untrusted workspace uses no AWS profile. */
export function noConnection(): CommandItem[] {
  const profile = vscode.workspace.isTrusted
    ? {
        label: words.addItem,
        description: words.addItemDescription,
        iconPath: new vscode.ThemeIcon('add'),
        command: commands.addConnection,
      }
    : {
        label: words.trustItem,
        description: words.trustItemDescription,
        iconPath: new vscode.ThemeIcon('shield'),
        command: 'workbench.trust.manage',
      };
  return [
    profile,
    {
      label: words.sandboxItem,
      description: words.sandboxItemDescription,
      iconPath: new vscode.ThemeIcon('beaker'),
      command: commands.trySandbox,
    },
  ];
}
