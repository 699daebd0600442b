// An import's progress in front of the user, with cancel.
import * as vscode from 'vscode';
import type { Disposable } from '../../domain/base/disposable.ts';
import { plain } from '../shell/escapeText.ts';

/** Where an import is. */
export interface ProgressState {
  readonly message: string;
  /** How much of it is done, in [0, 1]. */
  readonly share: number;
}

export interface ImportProgress<T> {
  readonly title: string;
  readonly work: () => Promise<T>;
  readonly cancel: () => void;
  /** Tells `say` how to put what is going on, whenever that changes. */
  readonly listen: (say: (state: () => ProgressState) => void) => Disposable;
}

/** What is going on is put anew each second: an upload's URL runs out though no byte moves. */
const tick = 1_000;

/** Resolves with what `work` does. */
export function showProgress<T>({ title, work, cancel, listen }: ImportProgress<T>): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress(
    { location, title: plain(title), cancellable: true },
    async (bar, token) => {
      let state: (() => ProgressState) | undefined;
      let drawn = 0;
      const draw = (): void => {
        if (!state) return;
        const { message, share } = state();
        bar.report({ message: plain(message), increment: Math.max(0, 100 * (share - drawn)) });
        drawn = Math.max(drawn, share);
      };
      const listening = listen((next) => {
        state = next;
        draw();
      });
      const ticking = setInterval(draw, tick);
      const cancelling = token.onCancellationRequested(cancel);
      try {
        return await work();
      } finally {
        clearInterval(ticking);
        cancelling.dispose();
        listening.dispose();
      }
    },
  );
}
