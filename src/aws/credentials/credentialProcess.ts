// Makes it possible to end a credential_process: the SDK starts it without a time-out and cannot cancel a hanging one.
import { AsyncLocalStorage } from 'node:async_hooks';
import { exec, type ExecException } from 'node:child_process';
import { promisify } from 'node:util';
import { externalDataInterceptor } from '@smithy/core/config';
import { defined } from '../../domain/base/defined.ts';

const killSignal = new AsyncLocalStorage<AbortSignal>();
const run = promisify(exec);

function execKillable(): never {
  throw new Error('Called through util.promisify only.');
}

// The SDK's only hook that replaces `exec`. If a version of the SDK drops it, a hanging process keeps running and the failure of a
// process is shown without its exit code; nothing else changes.
externalDataInterceptor.interceptToken(
  'exec',
  Object.assign(execKillable, {
    [promisify.custom]: (command: string) => {
      const signal = killSignal.getStore();
      return run(command, defined({ windowsHide: true, signal })).catch((error: unknown) => {
        throw new Error(failureText(error), { cause: error });
      });
    },
  }),
);

/** The SDK keeps only an error's message. The command is left out: its arguments may contain secrets. */
function failureText(error: unknown): string {
  const { code, signal, stderr = '' } = error as ExecException;
  const end = typeof code === 'number' ? `exit code ${code}` : (signal ?? code ?? String(error));
  return `Command failed: ${end}\n${stderr}`;
}

/** Parses `failureText`: how the process ended and the first line of its stderr. */
export function processEnd(message: string): { readonly end: string; readonly stderr: string } | undefined {
  const [, end, stderr = ''] = /^Command failed: (exit code \d+|SIG\w+)\n\s*(.*)/.exec(message) ?? [];
  return end === undefined ? undefined : { end, stderr: stderr.trim() };
}

/** Runs `resolve` so that the processes it starts are killed when the signal is aborted. */
export function runKillable<T>(signal: AbortSignal, resolve: () => Promise<T>): Promise<T> {
  return killSignal.run(signal, resolve);
}
