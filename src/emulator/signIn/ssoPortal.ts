// The IAM Identity Center portal: role credentials for signed-in users. Every account and role is assigned to every user.
import { createHash } from 'node:crypto';
import { assumedRole, type AccessKeys, type Caller } from '../http/accessKeys.ts';
import { header } from '../http/message.ts';
import type { RestService } from '../http/restJson.ts';
import { operation } from '../service.ts';
import { ServiceError } from '../serviceError.ts';
import { required, text } from '../validation.ts';
import type { SsoSessions } from './ssoSessions.ts';

interface PortalOptions {
  readonly keys: AccessKeys;
  readonly sessions: SsoSessions;
  /** The longest lifetime of credentials, in milliseconds. */
  readonly longestSession: () => number;
}

/** The lifetime of role credentials, in milliseconds: the default of permission sets. */
const usualSession = 3_600_000;

/** Its names for general errors, with status and message where it has its own. */
const errors: Readonly<Partial<Record<string, readonly [code: string, status: number, text?: string]>>> = {
  TooManyRequestsException: ['TooManyRequestsException', 429],
  AccessDeniedException: ['ForbiddenException', 403, 'No access'],
  ExpiredTokenException: ['UnauthorizedException', 401, 'Session token not found or invalid'],
  UnrecognizedClientException: ['UnauthorizedException', 401, 'Session token not found or invalid'],
  InvalidParameterException: ['InvalidRequestException', 400],
  InternalErrorException: ['InternalServerException', 500],
};

export function ssoPortal({ keys, sessions, longestSession }: PortalOptions): RestService {
  const members = {
    accountId: required(text({ min: 1 })),
    roleName: required(text({ min: 1 })),
    accessToken: required(text()),
  };
  return {
    name: 'sso',
    routes: {
      GetRoleCredentials: {
        method: 'GET',
        path: '/federation/credentials',
        input: (request) => ({
          accountId: request.query.get('account_id'),
          roleName: request.query.get('role_name'),
          accessToken: header(request, 'x-amz-sso_bearer_token'),
        }),
        operation: operation(members, ({ accountId, roleName, accessToken }) => {
          if (!sessions.isSignedIn(accessToken)) {
            throw new ServiceError('UnauthorizedException', 'Session token not found or invalid', 401);
          }
          const issued = keys.issue(
            reservedRole(accountId, roleName),
            Math.min(usualSession, longestSession()),
          );
          return { roleCredentials: issued };
        }),
      },
    },
    failure(error) {
      const [code, status, message = error.message] = errors[error.code] ?? [error.code, error.status];
      return { code, status, body: { message } };
    },
  };
}

/** The role that Identity Center creates in an account for a permission set, assumed by the only user. */
function reservedRole(accountId: string, permissionSet: string): Caller {
  const suffix = createHash('sha256').update(`${accountId}/${permissionSet}`).digest('hex').slice(0, 16);
  const name = `AWSReservedSSO_${permissionSet}_${suffix}`;
  const arn = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${name}`;
  return assumedRole(arn, `AROA${suffix.toUpperCase()}X`, 'developer');
}
