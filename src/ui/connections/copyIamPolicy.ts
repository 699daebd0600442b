// Copy Minimal IAM Policy: asks what the policy should allow and copies it to the clipboard.
import * as vscode from 'vscode';
import { minimalIamPolicy } from '../../domain/connections/iamPolicy.ts';
import type { ErrorLog } from '../shell/background.ts';
import { inform } from '../shell/inform.ts';
import { connectionWords as words } from './connectionWords.ts';

export async function copyIamPolicy(log: ErrorLog): Promise<void> {
  const question = { title: words.copyPolicy, placeHolder: words.selectPolicy };
  const picked = await vscode.window.showQuickPick(words.policies, question);
  if (!picked) return;
  await vscode.env.clipboard.writeText(minimalIamPolicy(picked.scope));
  inform(words.policyCopied, log);
}
