// Sends a file to a pre-signed URL, streamed from disk. The URL embeds credentials: neither it nor a part of it leaves this file.
import { open, type FileHandle } from 'node:fs/promises';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { FailureError } from '../domain/connections/failure.ts';
import type { UploadProgress } from '../domain/gateway/importGateway.ts';
import type { PreSignedUrl } from '../domain/gateway/preSignedUrl.ts';
import { refusal, type S3Answer } from './uploadFailures.ts';

interface Upload {
  readonly url: PreSignedUrl;
  readonly path: string;
  readonly onProgress: (progress: UploadProgress) => void;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte in either direction after which the connection counts as broken. */
  readonly idleTimeout: number;
  /** Certificates to trust, where not the ones Node knows. */
  readonly ca?: readonly string[];
}

/** The one header the URL's signature covers besides the host (Developer Guide, "Importing users … from a CSV file"). */
const signedHeader = { 'x-amz-server-side-encryption': 'aws:kms' };

/**
 * S3 refuses before it reads: waiting for its "100 Continue" lets the refusal arrive instead of a broken connection. Who does not
 * know the word gets the file after this many milliseconds.
 */
const continueTimeout = 1_000;

/** Bytes handed to the connection at a time, with progress told after each. */
const chunkSize = 65_536;

/** Of a refusal nobody reads more than this many bytes. */
const longestAnswer = 16_384;

/** The pool and job a URL is for, as its path names them: for the log. */
export function targetOf(url: PreSignedUrl): { readonly userPoolId?: string; readonly jobId?: string } {
  const [, userPoolId, jobId] = /^https?:\/\/[^/?]+\/\d+\/([\w-]+)\/([\w-]+)\?/.exec(url.reveal()) ?? [];
  return userPoolId === undefined || jobId === undefined ? {} : { userPoolId, jobId };
}

/** @throws FailureError with S3's reason or when the file cannot be read, else Node's error: the network's. */
export async function upload(options: Upload): Promise<{ httpStatusCode: number; requestId?: string }> {
  const file = await open(options.path).catch((error: unknown) => {
    throw unreadable(options.path, error);
  });
  try {
    const answer = await put(file, (await file.stat()).size, options);
    const { status, body, requestId } = answer;
    // A page of somebody else's may well be called 200.
    if (status < 200 || status >= 300 || body !== '') throw new FailureError(refusal(answer));
    return { httpStatusCode: status, ...(requestId !== undefined && { requestId }) };
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
      clearTimeout(impatience);
      request.destroy();
      // S3 may have answered and closed the connection while the file was on its way: then the answer counts.
      if (state !== 'answered') reject(error);
    };
    const begin = (): void => {
      clearTimeout(impatience);
      if (state !== 'waiting') return;
      state = 'sending';
      send(file, totalBytes, request, options).catch((error: unknown) =>
        fail(error instanceof Error ? error : new Error(String(error))),
      );
    };
    const impatience = setTimeout(begin, continueTimeout);
    request.once('continue', begin);
    request.once('response', (response) => {
      clearTimeout(impatience);
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

function requestTo(url: PreSignedUrl, options: RequestOptions): ClientRequest {
  // Node's own error for an invalid URL would carry it along.
  const target = URL.parse(url.reveal());
  if (!target)
    throw new FailureError({ kind: 'unexpected', message: 'The upload URL of the job is not a URL.' });
  return (target.protocol === 'http:' ? httpRequest : httpsRequest)(target, options);
}

async function send(
  file: FileHandle,
  totalBytes: number,
  request: ClientRequest,
  { path, onProgress, signal }: Upload,
): Promise<void> {
  let sentBytes = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    // What is added to the file meanwhile was not announced, and is not sent.
    while (sentBytes < totalBytes) {
      const room = Buffer.allocUnsafe(Math.min(chunkSize, totalBytes - sentBytes));
      const { bytesRead } = await file.read(room).catch((error: unknown) => {
        throw unreadable(path, error);
      });
      if (bytesRead === 0) throw unreadable(path, new Error('It became shorter while it was read.'));
      // Goes on when the connection has room for more.
      yield room.subarray(0, bytesRead);
      if (signal.aborted) return;
      sentBytes += bytesRead;
      onProgress({ sentBytes, totalBytes });
    }
  }
  await pipeline(chunks, request);
}

/** Never rejects: a refusal that breaks off has its status all the same. */
async function read(response: IncomingMessage): Promise<S3Answer> {
  const requestId = response.headers['x-amz-request-id'];
  const answer = {
    status: response.statusCode ?? 0,
    ...(typeof requestId === 'string' && { requestId }),
  };
  let body = '';
  try {
    for await (const chunk of response.setEncoding('utf8')) {
      body += chunk as string;
      if (body.length > longestAnswer) break;
    }
  } catch {
    // The status says enough.
  }
  return { ...answer, body };
}

function unreadable(path: string, cause: unknown): FailureError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The CSV file cannot be read: ${path}`;
  return new FailureError({ kind: 'misconfigured', message, detail: reason }, { cause });
}

class IdleError extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(milliseconds: number) {
    super(`No byte went over the connection for ${milliseconds} ms.`);
  }
}
