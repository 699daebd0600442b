// What S3 says to an upload it refuses, in words: expired, not as signed, not allowed; or it was not S3 that answered.
import type { Failure } from '../domain/connections/failure.ts';
import { proxyAnswered } from './networkFailures.ts';
import { redact } from './redact.ts';
import type { Explanation } from './trouble.ts';

export interface S3Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId?: string;
}

const retry = { type: 'retry' } as const;

export function refusal({ status, body, requestId }: S3Answer): Failure {
  const code = element(body, 'Code');
  if (code === undefined) return status >= 500 ? trouble(status) : proxyAnswered;
  const words = element(body, 'Message') ?? '';
  return {
    ...explain(code, words, status),
    detail: redact(`${code}: ${words}`),
    code,
    ...(requestId !== undefined && { requestId }),
  };
}

/** By S3's error codes (Amazon S3 API Reference, "Error responses"). */
function explain(code: string, words: string, status: number): Explanation {
  if (/expired/i.test(words)) {
    return {
      ...conflict(
        "The upload URL of the job has expired: it is valid for 15 minutes, and can't be renewed. The CSV needs a new import job.",
      ),
      action: { type: 'retry', withNewJob: true },
    };
  }
  if (code === 'SignatureDoesNotMatch') {
    return conflict(
      'S3 did not receive the upload as the URL was signed for. The header "x-amz-server-side-encryption: aws:kms" has to ' +
        'arrive unchanged; a proxy may have removed or changed it.',
    );
  }
  if (code === 'AccessDenied') {
    return conflict('S3 does not allow the upload. A network or VPC endpoint policy may forbid it.');
  }
  if (status >= 500 || code === 'RequestTimeout' || code === 'SlowDown') return trouble(status);
  return conflict(`S3 refused the file: ${redact(words === '' ? code : words)}`);
}

function conflict(message: string): Explanation {
  return { kind: 'conflict', message, action: retry };
}

function trouble(status: number): Explanation {
  return { kind: 'offline', message: `S3 has trouble of its own right now (HTTP ${status}).`, action: retry };
}

function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: keyof typeof entities) => entities[entity]);
}

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as const;
