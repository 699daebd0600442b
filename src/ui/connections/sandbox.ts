// The sandbox: a small Cognito in the extension host, on loopback. It starts with the first use and ends with the window.
import type { SandboxImport, SandboxJob } from '../../csv/results/rehearsal.ts';
import type { Disposable } from '../../domain/base/disposable.ts';
import { background, type ErrorLog } from '../shell/background.ts';

/** The part of the emulator that the sandbox needs. */
interface RunningEmulator {
  readonly url: string;
  runImport(wanted: SandboxImport): SandboxJob;
  close(): Promise<void>;
}
type StartEmulator = (options: {
  readonly seed: 'demo';
  readonly usersPerSecond: number;
}) => Promise<RunningEmulator>;

/** Fast enough to watch, in users per second. */
const usersPerSecond = 200;

export class Sandbox implements Disposable {
  readonly #load: () => StartEmulator;
  readonly #log: ErrorLog;
  #running: Promise<RunningEmulator> | undefined;

  constructor(load: () => StartEmulator, log: ErrorLog) {
    this.#load = load;
    this.#log = log;
  }

  async url(): Promise<string> {
    return (await this.#started()).url;
  }

  /** Adds a pool with these settings, and imports the CSV into it at once, whatever else runs. */
  async runImport(wanted: SandboxImport): Promise<SandboxJob> {
    return (await this.#started()).runImport(wanted);
  }

  #started(): Promise<RunningEmulator> {
    return (this.#running ??= this.#load()({ seed: 'demo', usersPerSecond }));
  }

  dispose(): void {
    if (this.#running)
      background(
        this.#running.then((emulator) => emulator.close()),
        this.#log,
      );
  }
}
