// Starts the emulator for one rehearsal in a thread that ends with this process.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { RehearsalReady, RehearsalRequest } from '../../csv/results/rehearsal.ts';

export interface RehearsalThread extends RehearsalReady {
  /** Ends the thread, and all its data with it. */
  close(): Promise<void>;
}

/** @param script the bundle with the emulator. @throws what the thread throws; the signal's reason. */
export async function startRehearsalThread(
  script: string,
  request: RehearsalRequest,
  signal: AbortSignal,
): Promise<RehearsalThread> {
  signal.throwIfAborted();
  const worker = new Worker(script, { workerData: request, name: 'cognito-rehearsal' });
  try {
    // Rejects with what the thread throws.
    const [ready] = (await once(worker, 'message', { signal })) as [RehearsalReady];
    return {
      ...ready,
      close: async () => {
        await worker.terminate();
      },
    };
  } catch (error) {
    await worker.terminate();
    signal.throwIfAborted();
    throw error;
  }
}
