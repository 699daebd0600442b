// AWS's own host names behind a CONNECT proxy, for the extension host: a TLS server on loopback in front of the emulator.
import { writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { Certificate } from '../adapter/support/certificate.ts';
import { emulatorVariable } from './run/result.ts';

export const cognito = 'cognito-idp.us-east-1.amazonaws.com';
export const sts = 'sts.us-east-1.amazonaws.com';

/** Needs proxy and TLS server: VS Code bypasses the proxy for `localhost`, and calls to AWS's own names ignore `endpoint_url`. */
export class ProxiedAws {
  /** The calls that reached AWS: `host operation`. */
  readonly seen: string[] = [];
  /** The targets of the CONNECT requests: `host:port`. */
  readonly asked: string[] = [];
  readonly #servers: readonly Server[];

  private constructor(certificate: Certificate) {
    const aws = fakeAws(certificate, this.seen);
    this.#servers = [aws, connectProxy(aws, this.asked)];
  }

  /** Starts both, and sets VS Code's proxy until `stop`. */
  static async start(certificate: Certificate): Promise<ProxiedAws> {
    const world = new ProxiedAws(certificate);
    let port = 0;
    for (const server of world.#servers) port = await listen(server);
    await setProxy(`http://127.0.0.1:${port}`);
    return world;
  }

  async stop(): Promise<void> {
    await setProxy(undefined);
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** Makes `settings` the default profile: AWS's own endpoints, unless they say otherwise. */
export function writeDefaultProfile(settings: string): void {
  writeFileSync(process.env['AWS_CONFIG_FILE'] ?? '', `[default]\nregion = us-east-1\n${settings}`);
}

async function setProxy(url: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('http');
  await settings.update('proxy', url, vscode.ConfigurationTarget.Global);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return portOf(server);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function fakeAws(certificate: Certificate, seen: string[]): Server {
  const emulator = new URL(process.env[emulatorVariable] ?? '');
  return createTlsServer({ ...certificate }, (incoming, answer) => {
    seen.push(
      `${incoming.headers.host ?? ''} ${String(incoming.headers['x-amz-target'] ?? 'GetCallerIdentity')}`,
    );
    const { method, url: path } = incoming;
    // The emulator accepts only its own host name.
    const headers = { ...incoming.headers, host: emulator.host };
    const onward = request(
      { host: emulator.hostname, port: emulator.port, method, path, headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      },
    );
    incoming.pipe(onward);
  });
}

/** A proxy that supports only CONNECT, and connects to `to` whatever the target is. */
function connectProxy(to: Server, asked: string[]): Server {
  const proxy = createServer((_, answer) => answer.writeHead(405).end());
  proxy.on('connect', ({ url = '' }, near) => {
    asked.push(url);
    const far = connect(portOf(to), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(near).pipe(far);
    });
    far.on('error', () => near.destroy());
    near.on('error', () => far.destroy());
  });
  return proxy;
}
