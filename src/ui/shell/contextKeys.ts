// The one place where context keys are set, and only when they change.
import * as vscode from 'vscode';
import { contextKeys } from './ids.ts';

type Key = (typeof contextKeys)[keyof typeof contextKeys];

/** A setter that remembers: setting a key to what it is costs nothing. */
export function createContextKeys(): (key: Key, value: string | boolean) => void {
  const current = new Map<Key, string | boolean>();
  return (key, value) => {
    if (current.get(key) === value) return;
    current.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
}

/**
 * Calls back once the window has taken in the items that quick picks were given before: those are sent with the next turn of the event
 * loop, and whatever is sent arrives in order.
 */
export function whenHeard(then: () => void): void {
  setTimeout(() => {
    // A window that is gone hears nothing any more, and takes nothing.
    void vscode.commands.executeCommand('setContext', contextKeys.heard, true).then(then, then);
  }, 0);
}
