// Shows failures and runs the actions that help against them.
import * as vscode from 'vscode';
import type { AwsPort } from '../../domain/gateway/gateway.ts';
import {
  FailureError,
  failureOf,
  type Failure,
  type FailureAction,
} from '../../domain/connections/failure.ts';
import { background } from './background.ts';
import { commands } from './ids.ts';
import { plain } from './escapeText.ts';
import { shellWords as words } from './words.ts';

/** The words on the button. */
export function actionTitle(action: FailureAction): string {
  return words.actions[action.type === 'retry' && action.withNewJob ? 'newJob' : action.type];
}

/** The number of failures that an issue report can list. */
const mostShown = 20;

type OpenConfig = Extract<FailureAction, { type: 'openConfig' }>;

export class FailureHelp {
  readonly #aws: () => AwsPort;
  readonly #log: vscode.LogOutputChannel;
  /** The failures shown last, oldest first, for an issue report. */
  readonly shown: { readonly failure: Failure; readonly at: number }[] = [];

  constructor(aws: () => AwsPort, log: vscode.LogOutputChannel) {
    this.#aws = aws;
    this.#log = log;
  }

  /** Shows why something the user just asked for has failed. Cancelling is not a failure. */
  show(failure: Failure, cause?: unknown, retry?: () => void): void {
    if (failure.kind === 'cancelled') return;
    this.#log.error(describe(failure));
    if (this.shown.push({ failure, at: Date.now() }) > mostShown) this.shown.shift();
    if (failure.kind === 'unexpected' && cause instanceof Error && cause.stack) this.#log.error(cause.stack);
    const action = failure.action?.type === 'retry' && !retry ? undefined : failure.action;
    const buttons = [...new Set([...(action ? [actionTitle(action)] : []), words.actions.showLog])];
    background(this.#tell(plain(sentence(failure)), buttons, action, retry), this.#log);
  }

  async #tell(
    message: string,
    buttons: readonly string[],
    action: FailureAction | undefined,
    retry: (() => void) | undefined,
  ): Promise<void> {
    const button = await vscode.window.showErrorMessage(message, ...buttons);
    try {
      if (action && button === actionTitle(action)) await this.act(action, retry);
      else if (button !== undefined) this.#log.show();
    } catch (error) {
      // The user pressed the button, so its failure is shown too.
      this.show(failureOf(error), error);
    }
  }

  /** Runs the action. */
  async act(action: FailureAction, retry?: () => void): Promise<void> {
    switch (action.type) {
      case 'retry':
        retry?.();
        return;
      case 'signIn':
        signIn(action.command);
        return;
      case 'openConfig':
        await this.openConfig(action);
        return;
      case 'chooseProfile':
      case 'chooseRegion':
        await vscode.commands.executeCommand(commands.addConnection);
        return;
      case 'copyIamPolicy':
        await vscode.commands.executeCommand(commands.copyIamPolicy);
        return;
      case 'proxySettings':
        await vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy');
        return;
      case 'showLog':
        this.#log.show();
    }
  }

  /** Opens the AWS file at the line, otherwise at the profile's section. A missing file is opened as a new document. */
  async openConfig(place: Omit<OpenConfig, 'type'> = {}): Promise<void> {
    const uri = vscode.Uri.file(place.file ?? this.#aws().files().config);
    try {
      await this.#openAt(uri, place);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'misconfigured', message: words.cannotOpen(uri.fsPath), detail });
    }
  }

  async #openAt(uri: vscode.Uri, { profile, line: at }: Omit<OpenConfig, 'type'>): Promise<void> {
    const exists = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    const document = await vscode.workspace.openTextDocument(exists ? uri : uri.with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(document);
    const section = profile === undefined ? -1 : sectionLine(document.getText(), profile);
    const line = at === undefined ? section : Math.min(at, document.lineCount) - 1;
    if (line < 0) return;
    editor.selection = new vscode.Selection(line, 0, line, 0);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop);
  }
}

/** The message, followed by the service's own words. */
export function sentence(failure: Failure): string {
  return failure.detail === undefined ? failure.message : `${failure.message} (${failure.detail})`;
}

/** A failure as a line of the log. */
export function describe(failure: Failure): string {
  const facts = [failure.code, failure.requestId && `request ${failure.requestId}`]
    .filter(Boolean)
    .join(', ');
  return `${failure.kind}: ${sentence(failure)}${facts ? ` [${facts}]` : ''}`;
}

/** In a remote window the machine that signs in cannot open a browser: `--remote` makes `aws login` print a link (AWS CLI 2.32). */
function signIn(command: string): void {
  const isRemoteLogin = vscode.env.remoteName !== undefined && command.startsWith('aws login ');
  const line = isRemoteLogin ? `${command} --remote` : command;
  const name = words.signInTerminal;
  const terminal =
    vscode.window.terminals.find((open) => open.name === name) ?? vscode.window.createTerminal({ name });
  terminal.show();
  terminal.sendText(line);
}

function sectionLine(text: string, profile: string): number {
  const headers = new Set([`[${profile}]`, `[profile ${profile}]`, `[profile "${profile}"]`]);
  return text.split('\n').findIndex((line) => headers.has(line.trim().replace(/\s+/g, ' ')));
}
