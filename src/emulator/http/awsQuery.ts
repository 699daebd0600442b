// The AWS Query protocol of STS and IAM: a form in, XML out.
import { nobody, type Service } from '../service.ts';
import { unknownOperation, type ServiceError } from '../serviceError.ts';
import { isRecord } from '../validation.ts';
import type { AccessKeys, Caller } from './accessKeys.ts';
import type { Endpoint } from './endpoint.ts';
import { header, xmlText, type HttpAnswer, type HttpRequest } from './message.ts';
import { claimedScope, requireScope } from './sigV4.ts';

/** A Query service and the version its callers name. */
export interface QueryService extends Service {
  readonly version: string;
  /** XML namespace of its answers. */
  readonly namespace: string;
}

/** Error codes that differ from those in the JSON protocols; all but throttling have HTTP status 403. */
const codes: Readonly<Partial<Record<string, { readonly code: string; readonly status: number }>>> = {
  ExpiredTokenException: { code: 'ExpiredToken', status: 403 },
  AccessDeniedException: { code: 'AccessDenied', status: 403 },
  UnrecognizedClientException: { code: 'InvalidClientTokenId', status: 403 },
  InvalidSignatureException: { code: 'SignatureDoesNotMatch', status: 403 },
  IncompleteSignatureException: { code: 'IncompleteSignature', status: 403 },
  MissingAuthenticationTokenException: { code: 'MissingAuthenticationToken', status: 403 },
  TooManyRequestsException: { code: 'Throttling', status: 400 },
  InternalErrorException: { code: 'InternalFailure', status: 500 },
  InvalidParameterException: { code: 'ValidationError', status: 400 },
  /** Only this protocol spells the code in full. */
  ExpiredWebIdentityToken: { code: 'ExpiredTokenException', status: 400 },
  UnknownOperationException: { code: 'InvalidAction', status: 400 },
};

export function awsQuery(services: readonly QueryService[], keys: AccessKeys): Endpoint {
  const serviceOf = (request: HttpRequest): QueryService | undefined =>
    services.find((service) => service.version === form(request).get('Version'));
  return {
    identify(request) {
      const operation = form(request).get('Action');
      if (request.method !== 'POST' || operation === null) return undefined;
      const service = serviceOf(request)?.name ?? '';
      return { service, operation, accessKeyId: claimedScope(request)?.accessKeyId };
    },
    async answer(request, identity, requestId) {
      const service = serviceOf(request);
      const operation = service?.operations[identity.operation];
      if (!service || !operation) throw unknownOperation();
      const input = Object.fromEntries(form(request));
      const name = identity.operation;
      const authorize = (): Caller => {
        const { accessKeyId } = requireScope(request, service.name);
        return keys.authorize(accessKeyId, `${service.name}:${name}`, service.resource(name, input));
      };
      const caller = operation.isUnsigned ? nobody : authorize();
      const result = await operation.run(input, { caller, requestId });
      return xml(
        200,
        `<${name}Response xmlns="${service.namespace}">${resultElement(name, result)}` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`,
        requestId,
      );
    },
    failure(error: ServiceError, identity, requestId) {
      const { code, status } = codes[error.code] ?? error;
      const namespace = services.find((service) => service.name === identity.service)?.namespace ?? '';
      return xml(
        status,
        `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
          `<Code>${code}</Code><Message>${xmlText(error.message)}</Message></Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
        requestId,
      );
    },
  };
}

function form(request: HttpRequest): URLSearchParams {
  const isForm = (header(request, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams(isForm ? request.body.toString('utf8') : '');
}

/** An operation without output has no result element. */
function resultElement(name: string, result: object): string {
  return Object.keys(result).length === 0 ? '' : `<${name}Result>${members(result)}</${name}Result>`;
}

function members(structure: object): string {
  return Object.entries(structure)
    .map(([name, value]: [string, unknown]) =>
      value === undefined ? '' : `<${name}>${content(value)}</${name}>`,
    )
    .join('');
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${content(item)}</member>`).join('');
  return isRecord(value) ? members(value) : xmlText(String(value));
}

function xml(status: number, body: string, requestId: string): HttpAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}
