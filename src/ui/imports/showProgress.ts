// Shows an import's progress as a notification that can be cancelled.
import * as vscode from 'vscode';
import type { Disposable } from '../../domain/base/disposable.ts';
import { plain } from '../shell/escapeText.ts';

/** How far an import is. */
export interface ProgressState {
  readonly message: string;
  /** The share that is done, in [0, 1]. */
  readonly share: number;
}

export interface ImportProgress<T> {
  readonly title: string;
  readonly work: () => Promise<T>;
  readonly cancel: () => void;
  /** Calls `say` with a function that returns the current state, whenever the activity changes. */
  readonly listen: (say: (state: () => ProgressState) => void) => Disposable;
}

/** The state is drawn again after this many milliseconds: the time left for an upload's URL changes even if no byte is sent. */
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
