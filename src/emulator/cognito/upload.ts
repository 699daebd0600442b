// The S3 end of an import: PUT of the CSV to the pre-signed URL, with S3's own refusals.
import { isoSeconds } from '../clock.ts';
import type { Account } from '../account.ts';
import type { PromptEndpoint } from '../http/endpoint.ts';
import { header, xmlText, type HttpAnswer, type HttpRequest } from '../http/message.ts';
import {
  encryption,
  encryptionHeader,
  expiryOf,
  isSigned,
  uploadSeconds,
  type SigningKey,
} from '../http/preSign.ts';
import { ServiceError } from '../serviceError.ts';

/** The largest file accepted, because it is kept in memory; S3 itself accepts 5 GB. */
const largestFile = 512 * 1024 * 1024;

/** S3's names for general errors, and its HTTP statuses. */
const codes: Readonly<Partial<Record<string, S3Error>>> = {
  TooManyRequestsException: { code: 'SlowDown', status: 503, text: 'Please reduce your request rate.' },
  InternalErrorException: {
    code: 'InternalError',
    status: 500,
    text: 'We encountered an internal error. Please try again.',
  },
  AccessDeniedException: { code: 'AccessDenied', status: 403, text: 'Access Denied' },
  ExpiredTokenException: { code: 'ExpiredToken', status: 400, text: 'The provided token has expired.' },
  UnrecognizedClientException: {
    code: 'InvalidAccessKeyId',
    status: 403,
    text: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  InvalidSignatureException: {
    code: 'RequestTimeTooSkewed',
    status: 403,
    text: 'The difference between the request time and the current time is too large.',
  },
};

interface S3Error {
  readonly code: string;
  readonly status: number;
  readonly text: string;
}

/** An S3 refusal with the further elements its XML carries. */
class S3Refusal extends ServiceError {
  readonly details: string;

  constructor(code: string, message: string, status: number, details = '') {
    super(code, message, status);
    this.details = details;
  }
}

export function uploadEndpoint(account: Account, key: SigningKey): PromptEndpoint {
  return {
    identify(request) {
      const [accountId, userPoolId, jobId] = request.path.slice(1).split('/');
      if (request.method !== 'PUT' || !/^\d{12}$/.test(accountId ?? '') || !jobId) return undefined;
      return { service: 's3', operation: 'PutObject', userPoolId };
    },
    answer(request, _identity, requestId) {
      check(request, account, key);
      const [, poolId = '', jobId = ''] = request.path.slice(1).split('/');
      // The bucket does not know pools and jobs, so it also accepts a file for a job that no longer exists.
      const pool = account.pools.find((candidate) => candidate.id === poolId);
      const job = pool?.job(jobId);
      const now = account.clock.now();
      job?.settle(now);
      job?.upload(request.body, now + account.settings.uploadDelayMs);
      return xml(200, '', requestId, { [encryptionHeader]: encryption });
    },
    failure(error, _identity, requestId) {
      const known = codes[error.code] ?? { code: error.code, status: error.status, text: error.message };
      const details = error instanceof S3Refusal ? error.details : '';
      return xml(
        known.status,
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${known.code}</Code>` +
          `<Message>${xmlText(known.text)}</Message>${details}` +
          `<RequestId>${requestId}</RequestId><HostId>${hostId(requestId)}</HostId></Error>`,
        requestId,
      );
    },
  };
}

/** @throws S3Refusal */
function check(request: HttpRequest, account: Account, key: SigningKey): void {
  const { query } = request;
  if (!query.has('X-Amz-Signature')) throw new S3Refusal('AccessDenied', 'Access Denied', 403);
  const expiry = expiryOf(query);
  const now = account.clock.now();
  if (!(now < expiry)) {
    const dates = Number.isNaN(expiry) ? '' : `<Expires>${isoSeconds(expiry)}</Expires>`;
    throw new S3Refusal(
      'AccessDenied',
      'Request has expired',
      403,
      `<X-Amz-Expires>${uploadSeconds}</X-Amz-Expires>${dates}<ServerTime>${isoSeconds(now)}</ServerTime>`,
    );
  }
  const headers = {
    host: header(request, 'host') ?? '',
    encryption: header(request, encryptionHeader) ?? '',
  };
  if (!isSigned(key, request.path, query, headers)) {
    throw new S3Refusal(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
    );
  }
  if (header(request, 'content-length') === undefined) {
    throw new S3Refusal('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  if (request.body.length > largestFile) {
    throw new S3Refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400);
  }
}

function hostId(requestId: string): string {
  return Buffer.from(requestId).toString('base64');
}

function xml(status: number, body: string, requestId: string, more: Record<string, string> = {}): HttpAnswer {
  const type: Record<string, string> = body === '' ? {} : { 'content-type': 'application/xml' };
  return {
    status,
    headers: {
      ...type,
      'x-amz-request-id': requestId,
      'x-amz-id-2': hostId(requestId),
      server: 'AmazonS3',
      ...more,
    },
    body,
  };
}
