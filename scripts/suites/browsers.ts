// The browsers of the ui suite: each serves one test file after the other, and so starts its windows with compiled code.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { startWindowBrowser, type WindowBrowser } from '../../test/support/vscode/windowBrowser.ts';
import type { Loan } from './nodeSuite.ts';

const say = (line: string) => console.log(line);

/** Lends browsers to the test files that run at the same time. They end with this process. */
export function windowBrowsers(): () => Promise<Loan> {
  const free: WindowBrowser[] = [];
  return async () => {
    const browser = free.pop() ?? (await startWindowBrowser(await freePort(), say));
    const { endpoint, serverPort } = browser;
    return {
      env: { BROWSER_ENDPOINT: endpoint, BROWSER_SERVER_PORT: String(serverPort) },
      // After a failure nobody knows what the browser still has: the next file gets a new one.
      giveBack: async (passed) => {
        if (passed) free.push(browser);
        else await browser.stop();
      },
    };
  };
}

/** A port of loopback that nothing listens on. */
async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
