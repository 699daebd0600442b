// AWS Sign-In: renews the credentials of `aws login` for a client that proves possession of the session's key.
import { createPublicKey, verify } from 'node:crypto';
import { header } from '../http/message.ts';
import { jsonBody } from '../http/json.ts';
import { jwtPart } from '../http/jwt.ts';
import type { RestService } from '../http/restJson.ts';
import { operation } from '../service.ts';
import { ServiceError } from '../serviceError.ts';
import { choice, isRecord, required, text } from '../validation.ts';
import { credentialsLife, type LoginSessions } from './loginSessions.ts';

/** Its names for general errors, with the status and the word that distinguishes refusals. */
const errors: Readonly<Partial<Record<string, readonly [code: string, status: number, word?: string]>>> = {
  TooManyRequestsException: ['TooManyRequestsError', 429],
  InternalErrorException: ['InternalServerException', 500],
  InvalidParameterException: ['ValidationException', 400],
  SerializationException: ['ValidationException', 400],
  AccessDeniedException: ['AccessDeniedException', 403, 'INSUFFICIENT_PERMISSIONS'],
  ExpiredTokenException: ['AccessDeniedException', 403, 'TOKEN_EXPIRED'],
};

class SignInRefusal extends ServiceError {
  readonly word: string;

  constructor(code: string, word: string, message: string, status: number) {
    super(code, message, status);
    this.word = word;
  }
}

export function signInService(sessions: LoginSessions): RestService {
  const members = {
    clientId: required(text({ min: 1 })),
    grantType: required(choice(['refresh_token'])),
    refreshToken: required(text({ min: 1, max: 2_048 })),
    proof: text(),
  };
  return {
    name: 'signin',
    routes: {
      CreateOAuth2Token: {
        method: 'POST',
        path: '/v1/token',
        input: (request) => ({ ...jsonBody(request), proof: header(request, 'dpop') }),
        operation: operation(members, ({ clientId, refreshToken, proof }) => {
          if (proof === undefined || !isProof(proof)) {
            throw new SignInRefusal('ValidationException', 'INVALID_REQUEST', 'Invalid DPoP header', 400);
          }
          const renewed = sessions.renew(refreshToken, clientId);
          if (typeof renewed === 'string') {
            throw new SignInRefusal('AccessDeniedException', renewed, 'Access denied', 403);
          }
          const { accessKeyId, secretAccessKey, sessionToken } = renewed;
          return {
            accessToken: { accessKeyId, secretAccessKey, sessionToken },
            tokenType: 'aws_sigv4',
            expiresIn: credentialsLife,
            refreshToken,
          };
        }),
      },
    },
    failure(error) {
      const [code, status, word = 'INVALID_REQUEST'] = errors[error.code] ?? [error.code, error.status];
      const own = error instanceof SignInRefusal ? error.word : word;
      return { code, status, body: { error: own, message: error.message } };
    },
  };
}

/** Whether this is a proof of possession for this operation: a JWT signed with the key in its header (RFC 9449). */
function isProof(jwt: string): boolean {
  const [head = '', payload = '', signature = ''] = jwt.split('.');
  const { typ, jwk } = jwtPart(head) ?? {};
  const { htm, htu } = jwtPart(payload) ?? {};
  if (typ !== 'dpop+jwt' || !isRecord(jwk) || htm !== 'POST' || !String(htu).endsWith('/v1/token'))
    return false;
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const signed = Buffer.from(`${head}.${payload}`);
    return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    // Not a key.
    return false;
  }
}
