// Sign-in for the tests: the SSO portal's GetRoleCredentials, SSO-OIDC CreateToken and the token endpoint of `aws login`.
import { secretMark, type Answer, type ServiceRequest, type ServiceState } from './awsServices.ts';

export function signInAnswer(request: ServiceRequest, state: ServiceState): Answer | undefined {
  const { pathname, searchParams } = new URL(request.path, 'http://services');
  if (pathname === '/federation/credentials') return roleCredentials(request, searchParams, state);
  if (pathname === '/token') return oidcToken(request, state);
  return pathname === '/v1/token' ? loginToken(request, state) : undefined;
}

function roleCredentials(request: ServiceRequest, query: URLSearchParams, state: ServiceState): Answer {
  const token = String(request.headers['x-amz-sso_bearer_token'] ?? '');
  if (!state.ssoTokens.has(token)) {
    return failure(401, 'UnauthorizedException', { message: 'Session token not found or invalid' });
  }
  if (query.get('role_name') === 'NotAssigned') {
    return failure(403, 'ForbiddenException', { message: 'No access' });
  }
  return {
    body: {
      roleCredentials: {
        accessKeyId: `ASIASSO${query.get('role_name')?.toUpperCase() ?? ''}`,
        secretAccessKey: `${secretMark}/sso`,
        sessionToken: `${secretMark}/ssoSession`,
        expiration: Date.now() + 3_600_000,
      },
    },
  };
}

function oidcToken(request: ServiceRequest, state: ServiceState): Answer {
  const { refreshToken } = JSON.parse(request.body) as { refreshToken?: string };
  const accessToken = state.refreshTokens.get(refreshToken ?? '');
  if (accessToken === undefined) {
    return failure(400, 'InvalidGrantException', { error: 'invalid_grant', error_description: 'Invalid' });
  }
  state.ssoTokens.add(accessToken);
  return {
    body: { accessToken, expiresIn: 28_800, refreshToken: `${secretMark}/refresh`, tokenType: 'Bearer' },
  };
}

function loginToken(request: ServiceRequest, state: ServiceState): Answer {
  const { refreshToken } = JSON.parse(request.body) as { refreshToken?: string };
  const accessKeyId = state.refreshTokens.get(refreshToken ?? '');
  if (accessKeyId === undefined) {
    return failure(403, 'AccessDeniedException', { error: 'TOKEN_EXPIRED', message: 'Token expired' });
  }
  return {
    body: {
      accessToken: {
        accessKeyId,
        secretAccessKey: `${secretMark}/login`,
        sessionToken: `${secretMark}/loginSession`,
      },
      expiresIn: 900,
      refreshToken: `${secretMark}/loginRefresh`,
      tokenType: 'aws_sigv4',
    },
  };
}

function failure(status: number, name: string, body: object): Answer {
  return { status, body, headers: { 'x-amzn-errortype': name } };
}
