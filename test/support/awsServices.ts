// The services that hand out credentials, on loopback: STS, the SSO portal, SSO-OIDC, sign-in, container and instance metadata.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signInAnswer } from './awsServicesSignIn.ts';
import { stsAnswer, type Role } from './awsServicesSts.ts';

export interface Answer {
  readonly status?: number;
  readonly body: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ServiceRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What the services know; tests change it while they run. */
export interface ServiceState {
  /** By ARN. */
  readonly roles: Map<string, Role>;
  /** Access tokens of SSO sessions that are signed in. */
  readonly ssoTokens: Set<string>;
  /** Refresh tokens of SSO and `aws login` sessions, and the access token or key each turns into. */
  readonly refreshTokens: Map<string, string>;
  /** Role credentials the container and instance metadata hand out: access key id by path. */
  readonly metadata: Map<string, string>;
  /** Answers instead of the usual, by `operationOf` name. */
  readonly answers: Map<string, Answer>;
}

export interface AwsServices extends ServiceState {
  readonly url: string;
  /** Names of the operations asked for, in order. */
  readonly operations: string[];
  close(): Promise<void>;
}

/** Every secret these services hand out contains this, so that a test can look for it where it must not be. */
export const secretMark = 'hushHushSecret';

export async function startAwsServices(): Promise<AwsServices> {
  const state: ServiceState = {
    roles: new Map(),
    ssoTokens: new Set(),
    refreshTokens: new Map(),
    metadata: new Map(),
    answers: new Map(),
  };
  const operations: string[] = [];
  const server = createServer((incoming, response) => {
    void read(incoming).then((request) => {
      const operation = operationOf(request);
      operations.push(operation);
      const { status = 200, body, headers } = state.answers.get(operation) ?? answer(request, state);
      const isText = typeof body === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/xml' : 'application/json', ...headers });
      response.end(isText ? body : JSON.stringify(body));
    });
  });
  const url = await listening(server);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ...state, url, operations, close };
}

function answer(request: ServiceRequest, state: ServiceState): Answer {
  return (
    stsAnswer(request, state.roles) ??
    signInAnswer(request, state) ??
    metadataAnswer(request, state) ?? { status: 404, body: 'Not here' }
  );
}

/** `AssumeRole` and its like; paths for the rest: `GET /federation/credentials`, `POST /token`, `POST /v1/token`. */
function operationOf(request: ServiceRequest): string {
  const action = new URLSearchParams(request.body).get('Action');
  return action ?? `${request.method} ${request.path.split('?')[0] ?? ''}`;
}

/** The container's credentials and the instance's: a session token first, then the role's name, then its keys. */
function metadataAnswer(request: ServiceRequest, { metadata }: ServiceState): Answer | undefined {
  if (request.path === '/latest/api/token') return { body: `${secretMark}-imds` };
  if (request.path === '/latest/meta-data/iam/security-credentials/') return { body: 'instance-role' };
  const accessKeyId = metadata.get(request.path);
  if (accessKeyId === undefined) return undefined;
  return {
    body: {
      Code: 'Success',
      AccessKeyId: accessKeyId,
      SecretAccessKey: `${secretMark}/key`,
      Token: `${secretMark}/token`,
      Expiration: inAnHour(),
    },
    headers: { 'content-type': 'application/json' },
  };
}

export function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}

async function read(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
