// The listening socket: reads whole requests, asks the front, writes the answers, and closes all connections at the end.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Breach } from '../faults.ts';
import type { Front } from './front.ts';
import type { HttpRequest } from './message.ts';

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. @throws if the port is in use. */
export async function listen(front: Front, port: number): Promise<HttpServer> {
  const closing = new AbortController();
  const server = createServer((request, response) => {
    // The socket of an incomplete message is gone.
    const { socket } = request;
    // Both ends notice a broken connection by themselves.
    serve(front, request, response, closing.signal).catch(() => socket.destroy());
  });
  // Node's default of five minutes would cut a large upload over a slow line.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: portOf(server), close: () => close(server, closing) };
}

function portOf(server: Server): number {
  // A listening TCP server has an address of this kind.
  return (server.address() as AddressInfo).port;
}

async function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  front: Front,
  incoming: IncomingMessage,
  response: ServerResponse,
  closed: AbortSignal,
): Promise<void> {
  if (!isLoopback(incoming.headers.host)) {
    response.writeHead(403).end();
    return;
  }
  const head = headOf(incoming);
  const body = await read(incoming, front.breachOf(head));
  if (!body) return;
  const reaction = await front.react({ ...head, body }, closed);
  if (reaction.type === 'reset') {
    incoming.socket.resetAndDestroy();
  } else if (reaction.type === 'answer') {
    const { status, headers, body } = reaction.answer;
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  }
}

/** A web page whose name resolves to 127.0.0.1 must not reach the emulator (DNS rebinding). */
function isLoopback(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host ?? '');
}

/** Undefined if the body was not read to its end. */
async function read(incoming: IncomingMessage, breach: Breach | undefined): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (!breach || bytes <= breach.afterBytes) continue;
    if (breach.kind === 'cut') incoming.socket.resetAndDestroy();
    else await once(incoming.socket, 'close');
    return undefined;
  }
  return Buffer.concat(chunks);
}

/** A request before its body. */
function headOf(incoming: IncomingMessage): HttpRequest {
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query.join('?')),
    headers: incoming.headers,
    body: Buffer.alloc(0),
  };
}
