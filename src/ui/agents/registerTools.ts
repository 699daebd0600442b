// Registers the language-model tools of the manifest. What they do is loaded when one is first called.
import * as vscode from 'vscode';
import type { AgentTools } from './agentTools.ts';

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

export function registerTools(
  extension: vscode.Extension<unknown>,
  tools: () => AgentTools,
): readonly vscode.Disposable[] {
  const { contributes } = extension.packageJSON as Manifest;
  return contributes.languageModelTools.map(({ name }) =>
    vscode.lm.registerTool<unknown>(name, {
      prepareInvocation: ({ input }) => tools().prepare(name, input),
      invoke: ({ input }, token) => tools().invoke(name, input, token),
    }),
  );
}
