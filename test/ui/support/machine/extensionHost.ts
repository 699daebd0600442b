// The extension host's process, found where the kernel lists it, so that a test can end it as a crash does.
import { readdirSync, readFileSync } from 'node:fs';
import type { RunningVsCode } from '../../../support/vscode/vscodeServer.ts';
import { eventually } from '../eventually.ts';

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/**
 * Kills the one extension host that is meant, and resolves when it is gone.
 * @param others ids of hosts that are not meant: those that ran before.
 */
export async function killExtensionHost(
  vscode: RunningVsCode,
  others: readonly number[] = [],
): Promise<void> {
  const host = theHost(vscode, others);
  process.kill(host, 'SIGKILL');
  await eventually(
    'the extension host is gone',
    () => Promise.resolve(extensionHosts(vscode).includes(host)),
    (isThere) => !isThere,
  );
}

/**
 * Stops an extension host as if it hung, until `resume`.
 * @param others ids of hosts that are not meant: those that ran before.
 */
export function suspendExtensionHost(
  vscode: RunningVsCode,
  others: readonly number[] = [],
): { readonly resume: () => void } {
  const host = theHost(vscode, others);
  process.kill(host, 'SIGSTOP');
  return { resume: () => process.kill(host, 'SIGCONT') };
}

function theHost(vscode: RunningVsCode, others: readonly number[]): number {
  const [host, ...more] = extensionHosts(vscode).filter((id) => !others.includes(id));
  if (host === undefined || more.length > 0)
    throw new Error(`There are ${more.length + (host === undefined ? 0 : 1)} extension hosts, not one.`);
  return host;
}

/** Process ids of the extension hosts that run. */
export function extensionHosts({ dataDir }: RunningVsCode): readonly number[] {
  return hostsOf(dataDir).map(({ id }) => id);
}

function hostsOf(dataDir: string): readonly Process[] {
  const all = processes();
  const ours = new Set(
    all.filter(({ command }) => command.includes(`--server-data-dir=${dataDir}`)).map(({ id }) => id),
  );
  return all.filter(({ parent, command }) => ours.has(parent) && command.includes('--type=extensionHost'));
}

function processes(): readonly Process[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .flatMap((id) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8');
        const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ id, parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}
