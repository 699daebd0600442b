// SSO-OIDC: renews the token of a session that `aws sso login` began. The sign-in page itself is not simulated.
import type { RestService } from '../http/restJson.ts';
import { operation } from '../service.ts';
import { ServiceError } from '../serviceError.ts';
import { list, required, text } from '../validation.ts';
import { tokenLife, type SsoSessions } from './ssoSessions.ts';

/** OAuth's code for each error, with name and status where the service has its own. */
const errors: Readonly<Partial<Record<string, readonly [error: string, code?: string, status?: number]>>> = {
  InvalidParameterException: ['invalid_request', 'InvalidRequestException'],
  SerializationException: ['invalid_request', 'InvalidRequestException'],
  InvalidGrantException: ['invalid_grant'],
  UnsupportedGrantTypeException: ['unsupported_grant_type'],
  ExpiredTokenException: ['expired_token'],
  AccessDeniedException: ['access_denied'],
  UnrecognizedClientException: ['invalid_client', 'InvalidClientException', 401],
  TooManyRequestsException: ['slow_down', 'SlowDownException'],
  InternalErrorException: ['server_error', 'InternalServerException'],
};

export function ssoOidc(sessions: SsoSessions): RestService {
  const members = {
    clientId: required(text()),
    clientSecret: required(text()),
    grantType: required(text()),
    refreshToken: text(),
    scope: list(text()),
  };
  return {
    name: 'sso-oauth',
    routes: {
      CreateToken: {
        method: 'POST',
        path: '/token',
        operation: operation(members, ({ grantType, refreshToken = '', ...client }) => {
          if (grantType !== 'refresh_token') {
            throw new ServiceError('UnsupportedGrantTypeException', 'Only refresh_token is supported here');
          }
          const accessToken = sessions.renew({ refreshToken, ...client });
          if (accessToken === undefined) {
            throw new ServiceError('InvalidGrantException', 'Invalid refresh token provided');
          }
          return { accessToken, expiresIn: tokenLife, refreshToken, tokenType: 'Bearer' };
        }),
      },
    },
    failure(error) {
      const [word, code = error.code, status = error.status] = errors[error.code] ?? [error.code];
      return { code, status, body: { error: word, error_description: error.message } };
    },
  };
}
