// Pre-signed upload URLs: really signed (SigV4 in the query) with a secret that only the emulator knows, and verified.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { amzDate } from './sigV4.ts';

/** The key that signs the URLs: temporary credentials of the service, which appear in the URL. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly sessionToken: string;
}

export interface PreSignRequest {
  /** `host:port` */
  readonly host: string;
  readonly path: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Seconds that an upload URL is valid. */
export const uploadSeconds = 899;

/** Headers that the uploader must send with exactly these values. */
export const encryptionHeader = 'x-amz-server-side-encryption';
export const encryption = 'aws:kms';
const signedHeaders = `host;${encryptionHeader}`;

/** The URL for the PUT of the file, with the same query members as the service's. */
export function preSign(key: SigningKey, request: PreSignRequest): string {
  const date = amzDate(request.at);
  const query = new Map([
    ['X-Amz-Security-Token', key.sessionToken],
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Date', date],
    ['X-Amz-SignedHeaders', signedHeaders],
    ['X-Amz-Expires', String(uploadSeconds)],
    ['X-Amz-Credential', `${key.accessKeyId}/${date.slice(0, 8)}/${request.region}/s3/aws4_request`],
  ]);
  const headers = { host: request.host, encryption };
  const signature = sign(key, request.path, query, headers);
  const pairs = [...query, ['X-Amz-Signature', signature] as const];
  return `http://${request.host}${request.path}?${pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&')}`;
}

/** Whether the query's signature matches the received request. */
export function isSigned(
  key: SigningKey,
  path: string,
  query: URLSearchParams,
  headers: { readonly host: string; readonly encryption: string },
): boolean {
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '');
  const signed = new Map([...query].filter(([name]) => name !== 'X-Amz-Signature'));
  const wanted = Buffer.from(sign(key, path, signed, headers));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** When a URL expires, in milliseconds since the epoch; NaN for a query without a date. */
export function expiryOf(query: URLSearchParams): number {
  const date = (query.get('X-Amz-Date') ?? '').replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  return Date.parse(date) + Number(query.get('X-Amz-Expires') ?? NaN) * 1_000;
}

function sign(
  key: SigningKey,
  path: string,
  query: ReadonlyMap<string, string>,
  headers: { readonly host: string; readonly encryption: string },
): string {
  const canonicalQuery = [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonicalHeaders = `host:${headers.host}\n${encryptionHeader}:${headers.encryption}\n`;
  const canonical = ['PUT', path, canonicalQuery, canonicalHeaders, signedHeaders, 'UNSIGNED-PAYLOAD'].join(
    '\n',
  );
  const [, day = '', region = '', service = '', end = ''] = (query.get('X-Amz-Credential') ?? '').split('/');
  const scope = [day, region, service, end];
  const toSign = [
    'AWS4-HMAC-SHA256',
    query.get('X-Amz-Date') ?? '',
    scope.join('/'),
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const signingKey = scope.reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${key.secret}`),
  );
  return createHmac('sha256', signingKey).update(toSign).digest('hex');
}

/** RFC 3986, as SigV4 requires. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
