// Ends child process groups and removes temporary folders when this process exits or gets SIGINT, SIGTERM or SIGHUP.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const pending = new Set<() => void>();
let armed = false;

/** Runs `cleanup` (synchronous) when this process ends, by itself or by SIGINT, SIGTERM or SIGHUP. Returns how to forget it. */
export function atExit(cleanup: () => void): () => void {
  if (!armed) arm();
  pending.add(cleanup);
  return () => pending.delete(cleanup);
}

function arm(): void {
  armed = true;
  process.on('exit', () => {
    // Last made, first gone: a server dies before the folder it writes to is removed.
    for (const cleanup of [...pending].reverse()) cleanup();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

/** A new empty folder under the system's temporary folder, removed with this process at the latest. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `cognito-import-jobs-${name}-`));
  const remove = () => {
    forget();
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  const forget = atExit(remove);
  return { path, remove };
}

/** A child with descendants of its own, ended as one. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Asks the whole group to end, insists after `patience` milliseconds, and resolves when the child is gone. */
  stop(patience?: number): Promise<void>;
}

/** Spawns `command` as the leader of a process group that dies with this process. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ProcessGroup {
  const child = spawn(command, args, { ...options, detached: true });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined) signalGroup(child.pid, name);
  };
  const forget = atExit(() => signal('SIGKILL'));
  return {
    child,
    async stop(patience = 3_000) {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        const gone = once(child, 'exit');
        signal('SIGTERM');
        const insist = setTimeout(() => signal('SIGKILL'), patience);
        await gone;
        clearTimeout(insist);
      }
      // Descendants that outlived their leader.
      signal('SIGKILL');
      forget();
    },
  };
}

function signalGroup(leader: number, name: NodeJS.Signals): void {
  try {
    process.kill(-leader, name);
  } catch (error) {
    // ESRCH: nobody of the group is left, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
