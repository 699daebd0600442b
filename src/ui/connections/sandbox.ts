// The sandbox: a small Cognito inside the extension host, on loopback, started by the first use and gone with the window.
import type { Disposable } from '../../domain/base/disposable.ts';

/** As much of the emulator as the sandbox needs. */
interface RunningEmulator {
  readonly url: string;
  close(): Promise<void>;
}
type StartEmulator = (options: {
  readonly seed: 'demo';
  readonly usersPerSecond: number;
}) => Promise<RunningEmulator>;

/** Fast enough that something happens while one watches, in users per second. */
const usersPerSecond = 200;

export class Sandbox implements Disposable {
  readonly #load: () => StartEmulator;
  #running: Promise<RunningEmulator> | undefined;

  constructor(load: () => StartEmulator) {
    this.#load = load;
  }

  async url(): Promise<string> {
    this.#running ??= this.#load()({ seed: 'demo', usersPerSecond });
    return (await this.#running).url;
  }

  dispose(): void {
    void this.#running?.then((emulator) => emulator.close());
  }
}
