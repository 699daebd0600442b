// Compares a CSV with the user pool for Create Import Job…: on request, and remembered while the CSV is unchanged.
import * as vscode from 'vscode';
import { FailureError } from '../../../domain/connections/failure.ts';
import { plain } from '../../shell/escapeText.ts';
import type { UserTools } from '../../users/userTools.ts';
import type { Comparer } from './askStart.ts';
import { scopeWords } from './scopeWords.ts';

export function comparerOf({
  users,
  fail,
}: {
  readonly users: () => UserTools;
  readonly fail: (error: unknown) => void;
}): Comparer {
  return {
    fail,
    estimate: async ({ target, checked }) => {
      try {
        return await users().comparisons.estimate(target, checked?.summary.rows ?? 0);
      } catch {
        // If the pool cannot be read, the comparison itself shows why.
        return undefined;
      }
    },
    known: ({ path, target, checked }) =>
      checked?.sha256 === undefined
        ? undefined
        : users().comparisons.known(vscode.Uri.file(path), target, checked.sha256),
    compare: async ({ path, target, checked }) => {
      const compared = await users().comparisons.look(vscode.Uri.file(path), target);
      if (compared.content.sha256 === checked?.sha256) return compared;
      throw new FailureError({ kind: 'conflict', message: plain(scopeWords.changed(compared.name)) });
    },
  };
}
