// Which machine's AWS files are read: in a remote window (SSH, WSL, a container, Codespaces) it is another machine.
import { connectionWords } from './connectionWords.ts';

/**
 * `here`: the window is not a remote one · `own`: it is remote, but the extension runs on the user's own computer, as the setting
 * `remote.extensionKind` asks · the others: the machine that the window is connected to.
 */
export type Machine = 'here' | 'own' | 'ssh' | 'wsl' | 'container' | 'codespace' | 'remote';

/** The names that VS Code's own remote extensions give (`remoteName` in the Remote Extensions guide); others exist. */
const machines: Readonly<Record<string, Machine>> = {
  'ssh-remote': 'ssh',
  wsl: 'wsl',
  'dev-container': 'container',
  'attached-container': 'container',
  codespaces: 'codespace',
};

/** @param remoteName `vscode.env.remoteName` @param isOwn whether the extension runs on the user's own computer: `ExtensionKind.UI` */
export function machineOf(remoteName: string | undefined, isOwn: boolean): Machine {
  if (!remoteName) return 'here';
  if (isOwn) return 'own';
  return Object.hasOwn(machines, remoteName) ? (machines[remoteName] ?? 'remote') : 'remote';
}

/** A suffix for texts about AWS files, such as ` in WSL`; empty if there is only one machine. */
export function placeOf(machine: Machine): string {
  return connectionWords.places[machine];
}
