// The browsers of the users in a test file: each has a storage of its own.
import {
  connectTo,
  startWindowBrowser,
  type UserBrowser,
  type WindowBrowser,
} from '../../../support/vscode/windowBrowser.ts';

const say = (line: string) => console.log(line);

/** The runner's browser, lent to the test file: `BROWSER_ENDPOINT`, for a server on `BROWSER_SERVER_PORT`. */
export function lentBrowser(): Omit<WindowBrowser, 'stop'> | undefined {
  const { BROWSER_ENDPOINT: endpoint, BROWSER_SERVER_PORT: port } = process.env;
  return endpoint === undefined ? undefined : { endpoint, serverPort: Number(port) };
}

interface OwnBrowser {
  readonly user: UserBrowser;
  readonly started: WindowBrowser;
}

export class Browsers {
  readonly #serverPort: number;
  /** Serves the first user of every test. */
  #first: UserBrowser | undefined;
  #firstIsTaken = false;
  /** Those started here; they end with the test, but for the first. */
  readonly #own: OwnBrowser[] = [];

  constructor(serverPort: number) {
    this.#serverPort = serverPort;
  }

  /** A browser that no other user of the running test has. */
  async forUser(): Promise<UserBrowser> {
    if (this.#firstIsTaken) return this.#startOne();
    this.#firstIsTaken = true;
    const lent = lentBrowser();
    return (this.#first ??= lent === undefined ? await this.#startOne() : await connectTo(lent));
  }

  async #startOne(): Promise<UserBrowser> {
    const started = await startWindowBrowser(this.#serverPort, say);
    const user = await connectTo(started);
    this.#own.push({ user, started });
    return user;
  }

  /** Ends all users of a test. */
  async endTest(): Promise<void> {
    if (this.#firstIsTaken) await this.#first?.leave();
    this.#firstIsTaken = false;
    await this.#stop(this.#own.filter(({ user }) => user !== this.#first));
  }

  async stop(): Promise<void> {
    await this.#first?.disconnect();
    await this.#stop([...this.#own]);
  }

  async #stop(browsers: readonly OwnBrowser[]): Promise<void> {
    for (const each of browsers) {
      await each.user.disconnect();
      await each.started.stop();
      this.#own.splice(this.#own.indexOf(each), 1);
    }
  }
}
