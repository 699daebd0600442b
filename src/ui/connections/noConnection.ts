// The items of a quick pick when there is no connection.
import * as vscode from 'vscode';
import { commands } from '../shell/ids.ts';

/** Runs a command in place of the quick pick. */
export type CommandItem = vscode.QuickPickItem & { readonly command: string };

/** The actions that help without a connection; an untrusted workspace uses no AWS profile. */
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
