// Signature Version 4: reads who calls, for which service and Region. Secrets are not verified.
import { ServiceError, invalidSignature, missingAuthenticationToken } from '../serviceError.ts';
import { header, type HttpRequest } from './message.ts';

/** The credential scope of a signed request. */
export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** The scope that a request claims, not verified; undefined if it is not signed. */
export function claimedScope(request: HttpRequest): Scope | undefined {
  const authorization = header(request, 'authorization') ?? '';
  const credential = /Credential=([^,\s]+)/.exec(authorization)?.[1] ?? '';
  const [accessKeyId, , region, service, end] = credential.split('/');
  if (!accessKeyId || !region || !service || end !== 'aws4_request') return undefined;
  return { accessKeyId, region, service };
}

/** @throws ServiceError if a request is not signed, incompletely signed, or signed for another service. */
export function requireScope(request: HttpRequest, service: string): Scope {
  const authorization = header(request, 'authorization');
  if (authorization === undefined) throw missingAuthenticationToken();
  const scope = claimedScope(request);
  const complete =
    authorization.startsWith('AWS4-HMAC-SHA256 ') &&
    scope !== undefined &&
    /SignedHeaders=[^,\s]+/.test(authorization) &&
    /Signature=[0-9a-f]{64}/.test(authorization);
  if (!complete) {
    throw new ServiceError(
      'IncompleteSignatureException',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter." +
        " Authorization header requires 'SignedHeaders' parameter.",
    );
  }
  if (header(request, 'x-amz-date') === undefined && header(request, 'date') === undefined) {
    throw new ServiceError(
      'IncompleteSignatureException',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (scope.service !== service) {
    throw invalidSignature(`Credential should be scoped to correct service: '${service}'. `);
  }
  return scope;
}

/** `20261122T151500Z` */
export function amzDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
