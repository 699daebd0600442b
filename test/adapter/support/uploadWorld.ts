// Set-up for upload tests: a file of 5 MB, jobs to upload it to, and servers that behave like S3, proxies and bad connections.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import type { UploadProgress } from '../../../src/domain/gateway/importGateway.ts';
import type { ImportJob } from '../../../src/domain/jobs/job.ts';
import { PreSignedUrl } from '../../../src/domain/gateway/preSignedUrl.ts';
import { awsWorld, exampleKeys, noAbort, type World } from './world.ts';

export interface UploadWorld extends World {
  readonly gateway: CognitoGateway;
  readonly poolId: string;
  /** 5 MB with `rows` rows; every user can be imported. */
  readonly file: string;
  readonly rows: number;
  newJob(): Promise<ImportJob & { readonly preSignedUrl: PreSignedUrl }>;
  upload(url: PreSignedUrl, path?: string, onProgress?: (at: UploadProgress) => void): Promise<void>;
  start(jobId: string): Promise<ImportJob>;
}

/** A connection counts as broken after two seconds without a byte. */
export async function uploadWorld(): Promise<UploadWorld> {
  const world = await awsWorld({ requestTimeout: 2_000 });
  world.home.config(`[profile it]\n${exampleKeys}`);
  const poolId = world.emulator.control.pools[0]?.id ?? '';
  const gateway = world.profile('it');
  const name = 'n'.repeat(2_000);
  const users = Array.from({ length: 2_500 }, (_, i) => `user${i},user${i}@example.com,true,${name}`);
  const csv = ['cognito:username,email,email_verified,name', ...users].join('\n');
  const file = world.home.write('users.csv', csv);
  assert.ok(statSync(file).size > 5_000_000);
  return Object.assign(world, {
    gateway,
    poolId,
    file,
    rows: users.length,
    newJob: async () => {
      const { id } = world.emulator.control.createJob({ userPoolId: poolId, jobName: 'upload' });
      const job = await gateway.describeUserImportJob(poolId, id, noAbort);
      assert.ok(job.preSignedUrl);
      return { ...job, preSignedUrl: job.preSignedUrl };
    },
    upload: (url: PreSignedUrl, path = file, onProgress: (at: UploadProgress) => void = () => undefined) =>
      gateway.imports.upload(url, path, onProgress, noAbort),
    start: (jobId: string) => gateway.imports.startUserImportJob(poolId, jobId, noAbort),
  });
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that sends "100 Continue" and answers once the upload has begun. */
export const answering = (answer: Answer): Server => createServer(answer);

/** A server that answers before the first byte of the file: it does not send "100 Continue". */
export const refusing = (answer: Answer): Server => createServer(() => undefined).on('checkContinue', answer);

/** An upload URL that leads to the server, for as long as the test runs. */
export async function urlOf(
  context: TestContext,
  server: Server | TlsServer,
  scheme = 'http',
): Promise<PreSignedUrl> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const signature = `X-Amz-Credential=ASIASECRET&X-Amz-Signature=${'f'.repeat(64)}`;
  return new PreSignedUrl(`${scheme}://127.0.0.1:${port}/111122223333/us-east-1_A/import-a?${signature}`);
}

/** Answers with an error as S3 writes it. @param inner the elements of the error. */
export function refuse(response: ServerResponse, status: number, inner: string): void {
  response.writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': 'R1' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}</Error>`);
}
