// Behind a proxy: calls to AWS's own names go where VS Code's settings say, and the profile's certificates are trusted there.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { selfSigned } from '../adapter/support/certificate.ts';
import { command, openingTime, until } from './csvWorld.ts';
import { emulatorVariable } from './result.ts';

const cognito = 'cognito-idp.us-east-1.amazonaws.com';
const sts = 'sts.us-east-1.amazonaws.com';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Plays AWS with its own names and a certificate that only the profile trusts: behind it is the emulator. */
function fakeAws(folder: string, seen: string[]): Server {
  const emulator = new URL(process.env[emulatorVariable] ?? '');
  return createTlsServer(selfSigned(folder, [cognito, sts]), (incoming, answer) => {
    seen.push(
      `${incoming.headers.host ?? ''} ${String(incoming.headers['x-amz-target'] ?? 'GetCallerIdentity')}`,
    );
    const { method, url: path, headers } = incoming;
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

/** A proxy that can do nothing but CONNECT, to one place whatever is asked for. */
function connectProxy(port: number, asked: string[]): Server {
  const proxy = createServer((_, answer) => answer.writeHead(405).end());
  proxy.on('connect', ({ url = '' }, near) => {
    asked.push(url);
    const far = connect(port, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(near).pipe(far);
    });
    far.on('error', () => near.destroy());
    near.on('error', () => far.destroy());
  });
  return proxy;
}

describe('behind a proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  const config = process.env['AWS_CONFIG_FILE'] ?? '';
  const original = readFileSync(config, 'utf8');
  const settings = () => vscode.workspace.getConfiguration('http');
  const servers: Server[] = [];

  after(async () => {
    await settings().update('proxy', undefined, vscode.ConfigurationTarget.Global);
    writeFileSync(config, original);
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true });
  });

  it('calls go through it, by no agent of our own', async function () {
    this.timeout(openingTime);
    const [seen, asked]: [string[], string[]] = [[], []];
    const aws = fakeAws(folder, seen);
    const proxy = connectProxy(await listen(aws), asked);
    servers.push(aws, proxy);
    await settings().update(
      'proxy',
      `http://127.0.0.1:${await listen(proxy)}`,
      vscode.ConfigurationTarget.Global,
    );
    // AWS's own endpoints from now on: the connection of the default profile resolves anew.
    writeFileSync(config, `[default]\nregion = us-east-1\nca_bundle = ${join(folder, 'cert.pem')}\n`);
    await vscode.commands.executeCommand('cognitoImportJobs.explorer.focus');
    await until(async () => {
      await command('refresh');
      return seen.length > 1;
    });
    assert.deepEqual(new Set(asked), new Set([`${cognito}:443`, `${sts}:443`]));
    assert.ok(seen.includes(`${cognito} AWSCognitoIdentityProviderService.ListUserPools`));
    assert.ok(seen.includes(`${sts} GetCallerIdentity`));
  });
});
