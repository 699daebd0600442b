// Sends a file to a pre-signed URL, streamed from disk. The URL embeds credentials: neither it nor a part of it leaves this file.
import { open, type FileHandle } from 'node:fs/promises';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { defined } from '../../domain/base/defined.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { UploadProgress } from '../../domain/gateway/importGateway.ts';
import type { PreSignedUrl } from '../../domain/gateway/preSignedUrl.ts';
import { refusal, urlExpired, type S3Answer } from '../failures/uploadFailures.ts';

interface Upload {
  readonly url: PreSignedUrl;
  readonly path: string;
  readonly onProgress: (progress: UploadProgress) => void;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte in either direction after which the connection counts as broken. */
  readonly idleTimeout: number;
  /** Certificates to trust instead of Node's own. */
  readonly ca?: readonly string[];
}

/** The one header the URL's signature covers besides the host (Developer Guide, "Importing users … from a CSV file"). */
const signedHeader = { 'x-amz-server-side-encryption': 'aws:kms' };

/**
 * S3 refuses before it reads: after waiting for its "100 Continue", a refusal arrives instead of a broken connection. A server that
 * does not send it gets the file after this many milliseconds.
 */
const continueTimeout = 1_000;

/** Bytes written to the connection at a time; progress is reported after each write. */
const chunkSize = 65_536;

/** The most bytes of a refusal that are read. */
const longestAnswer = 16_384;

/** The pool and job in a URL's path, for the log. */
export function targetOf(url: PreSignedUrl): { readonly userPoolId?: string; readonly jobId?: string } {
  const [, userPoolId, jobId] = /^https?:\/\/[^/?]+\/\d+\/([\w-]+)\/([\w-]+)\?/.exec(url.reveal()) ?? [];
  return userPoolId === undefined || jobId === undefined ? {} : { userPoolId, jobId };
}

/** @throws FailureError with S3's reason, or when the file cannot be read; otherwise Node's network error. */
export async function upload(options: Upload): Promise<{ httpStatusCode: number; requestId?: string }> {
  const file = await open(options.path).catch((error: unknown) => {
    throw unreadable(options.path, error);
  });
  try {
    const answer = await put(file, (await file.stat()).size, options);
    const { status, body, requestId, isComplete } = answer;
    const isDone = status >= 200 && status < 300 && body === '' && isComplete;
    // A proxy's page may have status 200 too.
    if (!isDone) throw new FailureError(refusal(answer, isExpired(options.url)));
    return defined({ httpStatusCode: status, requestId });
  } finally {
    await file.close();
  }
}

function put(file: FileHandle, totalBytes: number, options: Upload): Promise<S3Answer> {
  const { signal, idleTimeout, ca } = options;
  return new Promise((resolve, reject) => {
    const request = requestTo(options.url, {
      method: 'PUT',
      headers: { ...signedHeader, 'content-length': totalBytes, expect: '100-continue' },
      signal,
      timeout: idleTimeout,
      ...(ca && { ca: [...ca] }),
    });
    let state: 'waiting' | 'sending' | 'answered' = 'waiting';
    const fail = (error: Error): void => {
      clearTimeout(continueTimer);
      // S3 may answer and close the connection during the upload: then the answer counts.
      if (state === 'answered') return;
      request.destroy();
      const isRefused = state === 'sending' && isBroken(error) && isExpired(options.url);
      reject(isRefused ? new FailureError(urlExpired) : error);
    };
    const begin = (): void => {
      clearTimeout(continueTimer);
      if (state !== 'waiting') return;
      state = 'sending';
      const isWanted = (): boolean => state === 'sending' && !signal.aborted;
      send(file, totalBytes, request, { ...options, isWanted }).catch((error: unknown) =>
        fail(error instanceof Error ? error : new Error(String(error))),
      );
    };
    const continueTimer = setTimeout(begin, continueTimeout);
    request.once('continue', begin);
    request.once('response', (response) => {
      clearTimeout(continueTimer);
      state = 'answered';
      void read(response).then((answer) => {
        resolve(answer);
        request.destroy();
      });
    });
    request.once('timeout', () => request.destroy(new IdleError(idleTimeout)));
    request.on('error', fail);
    request.flushHeaders();
  });
}

function isExpired({ expiresAt = Infinity }: PreSignedUrl): boolean {
  return expiresAt <= Date.now();
}

function isBroken(error: Error): boolean {
  return ['ECONNRESET', 'ECONNABORTED', 'EPIPE'].includes(String((error as NodeJS.ErrnoException).code));
}

function requestTo(url: PreSignedUrl, options: RequestOptions): ClientRequest {
  // Node's own error for an invalid URL would contain the URL.
  const target = URL.parse(url.reveal());
  if (!target)
    throw new FailureError({ kind: 'unexpected', message: 'The upload URL of the job is not a URL.' });
  return (target.protocol === 'http:' ? httpRequest : httpsRequest)(target, options);
}

async function send(
  file: FileHandle,
  totalBytes: number,
  request: ClientRequest,
  { path, onProgress, isWanted }: Upload & { readonly isWanted: () => boolean },
): Promise<void> {
  let sentBytes = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    // Bytes appended to the file meanwhile are not sent: S3 resets the connection if it gets more than was announced.
    while (sentBytes < totalBytes && isWanted()) {
      const room = Buffer.allocUnsafe(Math.min(chunkSize, totalBytes - sentBytes));
      const { bytesRead } = await file.read(room).catch((error: unknown) => {
        throw unreadable(path, error);
      });
      if (bytesRead === 0) throw unreadable(path, new Error('It became shorter while it was read.'));
      // Continues when the connection's buffer has room.
      yield room.subarray(0, bytesRead);
      if (!isWanted()) return;
      sentBytes += bytesRead;
      onProgress({ sentBytes, totalBytes });
    }
  }
  await pipeline(chunks, request);
}

/** Never rejects: a refusal that is cut off still has its status. */
async function read(response: IncomingMessage): Promise<S3Answer> {
  const { statusCode: status = 0, headers } = response;
  const header = headers['x-amz-request-id'];
  const requestId = typeof header === 'string' ? header : undefined;
  let body = '';
  try {
    for await (const chunk of response.setEncoding('utf8')) {
      body += chunk as string;
      if (body.length > longestAnswer) break;
    }
  } catch {
    // `isComplete` is false then.
  }
  return defined({ status, requestId, body, isComplete: response.complete || body.length > longestAnswer });
}

function unreadable(path: string, cause: unknown): FailureError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The CSV file cannot be read: ${path}`;
  return new FailureError({ kind: 'misconfigured', message, detail: reason }, { cause });
}

class IdleError extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(milliseconds: number) {
    super(`No data was transferred for ${milliseconds} ms.`);
  }
}
