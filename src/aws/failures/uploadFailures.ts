// Why S3 refused an upload: the URL has expired, does not match its signature, or is not allowed; or S3 did not answer.
import type { Failure } from '../../domain/connections/failure.ts';
import { uploadWords as words } from './failureWords.ts';
import { proxyAnswered } from './networkFailures.ts';
import { serverError } from './serviceFailures.ts';
import { redact } from './redact.ts';
import type { Explanation } from './thrownError.ts';

export interface S3Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId?: string;
  /** False where the connection ended before the answer did. */
  readonly isComplete: boolean;
}

const retry = { type: 'retry' } as const;

/** The URL has expired: S3 said so, or nothing else explains its answer. */
export const urlExpired: Failure = {
  kind: 'conflict',
  message: words.urlExpired,
  action: { type: 'retry', withNewJob: true },
};

/** @param isUrlExpired by the URL's own date, which decides if the reason did not arrive. */
export function refusal(answer: S3Answer, isUrlExpired: boolean): Failure {
  const { status, body, requestId } = answer;
  const code = element(body, 'Code');
  if (code === undefined) return withoutCode(answer, isUrlExpired);
  const said = element(body, 'Message') ?? '';
  return {
    ...explain(code, said, status),
    detail: redact(`${code}: ${said}`),
    code,
    ...(requestId !== undefined && { requestId }),
  };
}

/** A server may close the connection right after its refusal: then all or part of the reason is lost. */
function withoutCode({ status, body, isComplete }: S3Answer, isUrlExpired: boolean): Failure {
  if (isSuccess(status) && !isComplete && body === '')
    return {
      kind: 'offline',
      message: words.unconfirmed,
      action: retry,
    };
  if (status === 407 || status === 511 || status < 400) return proxyAnswered;
  if (status >= 500) return serverError('S3', status);
  const isLost = body === '' || (!isComplete && !/<html|<!doctype/i.test(body));
  if (!isLost) return proxyAnswered;
  if (isUrlExpired) return urlExpired;
  return {
    kind: 'offline',
    message: words.reasonLost(status),
    action: retry,
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** By S3's error codes (Amazon S3 API Reference, "Error responses"). */
function explain(code: string, said: string, status: number): Explanation {
  if (/expired/i.test(said)) return urlExpired;
  if (code === 'SignatureDoesNotMatch') {
    return conflict(words.signature);
  }
  if (code === 'AccessDenied') {
    return conflict(words.denied);
  }
  if (status >= 500 || code === 'RequestTimeout' || code === 'SlowDown') return serverError('S3', status);
  return conflict(words.refused(redact(said === '' ? code : said)));
}

function conflict(message: string): Explanation {
  return { kind: 'conflict', message, action: retry };
}

function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: keyof typeof entities) => entities[entity]);
}

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as const;
