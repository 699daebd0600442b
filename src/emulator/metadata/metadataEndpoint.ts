// Container and instance metadata, which give credentials to programs inside AWS, for AWS_CONTAINER_CREDENTIALS_FULL_URI and
// AWS_EC2_METADATA_SERVICE_ENDPOINT.
import { assumedRole, type AccessKeys } from '../http/accessKeys.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { header, type HttpAnswer, type HttpRequest } from '../http/message.ts';
import { ServiceError } from '../serviceError.ts';

interface MetadataOptions {
  readonly accountId: string;
  readonly keys: AccessKeys;
  /** The longest lifetime of credentials, in milliseconds. */
  readonly longestSession: () => number;
}

/** The roles of the container and the instance, and their sessions. */
const containerRole = ['container-role', '0123456789abcdef0123456789abcdef'] as const;
const instanceRole = ['instance-role', 'i-0123456789abcdef0'] as const;

const rolesPath = '/latest/meta-data/iam/security-credentials/';
const operations: Readonly<Partial<Record<string, string>>> = {
  'GET /v2/credentials/container': 'GetContainerCredentials',
  'PUT /latest/api/token': 'CreateMetadataToken',
  [`GET ${rolesPath}`]: 'GetInstanceRole',
  [`GET ${rolesPath}${instanceRole[0]}`]: 'GetInstanceCredentials',
};

/** Version 2 of instance metadata only, which requires a session. */
const sessionToken = 'AQAEAEXAMPLE-metadata-session==';
/** The lifetime of credentials, in milliseconds. */
const usualSession = 6 * 3_600_000;

export function metadataEndpoint(options: MetadataOptions): Endpoint {
  return {
    identify(request) {
      const operation = operations[`${request.method} ${request.path}`];
      return operation === undefined ? undefined : { service: 'metadata', operation };
    },
    answer(request, { operation }) {
      if (operation === 'GetContainerCredentials') return credentials(options, containerRole);
      if (operation === 'CreateMetadataToken') {
        need(request, 'x-aws-ec2-metadata-token-ttl-seconds', /^\d+$/, 400);
        return answer(200, sessionToken);
      }
      need(request, 'x-aws-ec2-metadata-token', new RegExp(`^${sessionToken}$`), 401);
      return operation === 'GetInstanceRole'
        ? answer(200, instanceRole[0])
        : credentials(options, instanceRole);
    },
    failure: ({ status, message }) => answer(status, message),
  };
}

/** @throws ServiceError if the header is wrong. */
function need(request: HttpRequest, name: string, pattern: RegExp, status: number): void {
  if (!pattern.test(header(request, name) ?? '')) throw new ServiceError('Refused', '', status);
}

function credentials(
  { accountId, keys, longestSession }: MetadataOptions,
  [role, session]: readonly [string, string],
): HttpAnswer {
  const caller = assumedRole(`arn:aws:iam::${accountId}:role/${role}`, 'AROAEXAMPLEEXAMPLEROLE', session);
  const issued = keys.issue(caller, Math.min(usualSession, longestSession()));
  const body = {
    Code: 'Success',
    Type: 'AWS-HMAC',
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    Token: issued.sessionToken,
    Expiration: new Date(issued.expiration).toISOString(),
  };
  return answer(200, JSON.stringify(body), 'application/json');
}

function answer(status: number, body: string, type = 'text/plain'): HttpAnswer {
  return { status, headers: { 'content-type': type }, body };
}
