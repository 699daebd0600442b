// What a quick pick offers where there is no connection.
import * as vscode from 'vscode';
import { commands } from '../shell/ids.ts';

/** Runs a command in place of the quick pick. */
export type CommandItem = vscode.QuickPickItem & { readonly command: string };

/** What helps where there is no connection; without trust no AWS profile is used. */
export function noConnection(): CommandItem[] {
  const profile = vscode.workspace.isTrusted
    ? {
        label: 'Add Connection…',
        description: 'an AWS profile and a region',
        iconPath: new vscode.ThemeIcon('add'),
        command: commands.addConnection,
      }
    : {
        label: 'Manage Workspace Trust…',
        description: 'in Restricted Mode no AWS profile is used',
        iconPath: new vscode.ThemeIcon('shield'),
        command: 'workbench.trust.manage',
      };
  return [
    profile,
    {
      label: 'Try the Sandbox',
      description: 'a small Cognito on your own machine',
      iconPath: new vscode.ThemeIcon('beaker'),
      command: commands.trySandbox,
    },
  ];
}
