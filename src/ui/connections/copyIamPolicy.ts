// Copy Minimal IAM Policy: asks what the policy should allow and copies it to the clipboard.
import * as vscode from 'vscode';
import { minimalIamPolicy, type PolicyScope } from '../../domain/connections/iamPolicy.ts';
import type { ErrorLog } from '../shell/background.ts';
import { inform } from '../shell/inform.ts';

export async function copyIamPolicy(log: ErrorLog): Promise<void> {
  const scopes: (vscode.QuickPickItem & { readonly scope: PolicyScope })[] = [
    { label: 'Import Too', detail: 'create, upload, start, watch and stop import jobs', scope: 'import' },
    {
      label: 'Import Too, with Log Roles',
      detail: 'also find the roles that write the logs, and create one',
      scope: 'roles',
    },
    { label: 'Watch and Stop Only', detail: 'see import jobs and their logs, and stop jobs', scope: 'watch' },
    {
      label: 'Compare with User Pools',
      detail: 'watch, and see which users of a CSV exist in a user pool',
      scope: 'compare',
    },
    {
      label: 'Apply Groups and Disabled State',
      detail: 'watch, create groups, add users to groups, and disable users',
      scope: 'groups',
    },
    {
      label: 'Send Password Resets',
      detail: 'watch, see which users must still reset, and send them codes',
      scope: 'resets',
    },
    {
      label: 'Undo Imports',
      detail: 'watch, and delete the users that an import job has created',
      scope: 'undo',
    },
  ];
  const title = 'Copy Minimal IAM Policy';
  const placeHolder = 'Select what the policy should allow';
  const picked = await vscode.window.showQuickPick(scopes, { title, placeHolder });
  if (!picked) return;
  await vscode.env.clipboard.writeText(minimalIamPolicy(picked.scope));
  inform('The IAM policy is on the clipboard. It allows exactly what this extension calls.', log);
}
