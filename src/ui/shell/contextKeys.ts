// Sets context keys, and only when they change. No other code sets them.
import * as vscode from 'vscode';
import { background, type ErrorLog } from './background.ts';
import type { contextKeys } from './ids.ts';

type Key = (typeof contextKeys)[keyof typeof contextKeys];

export type SetContext = (key: Key, value: string | boolean) => void;

/** Setting a key to the value it has does nothing. */
export function createContextKeys(log: ErrorLog): SetContext {
  const current = new Map<Key, string | boolean>();
  return (key, value) => {
    if (current.get(key) === value) return;
    current.set(key, value);
    background(vscode.commands.executeCommand('setContext', key, value), log);
  };
}
