// Web identity tokens: JWTs of an OpenID Connect provider, read but not verified, because the emulator lacks the provider's keys.
import { jwtPart } from '../http/jwt.ts';
import { ServiceError } from '../serviceError.ts';

export interface WebIdentity {
  /** Without `https://`, as IAM names its providers. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** @param now milliseconds since the epoch. @throws ServiceError if it is not a token, or has expired. */
export function readWebIdentity(token: string, now: number): WebIdentity {
  const claims = claimsOf(token);
  if (claims === undefined) {
    throw invalidIdentity(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  const { iss, sub, aud, exp } = claims;
  if (typeof iss !== 'string') throw invalidIdentity('Missing a required claim: iss');
  if (typeof exp === 'number' && exp * 1_000 <= now) {
    const [current, end] = [now, exp * 1_000].map((ms) => new Date(ms).toISOString());
    throw new ServiceError(
      'ExpiredWebIdentityToken',
      `Token expired: current date/time ${current} must be before the expiration date/time ${end}`,
    );
  }
  const audience: unknown = Array.isArray(aud) ? aud[0] : aud;
  return {
    issuer: iss.replace(/^https:\/\//, ''),
    subject: typeof sub === 'string' ? sub : '',
    audience: typeof audience === 'string' ? audience : '',
  };
}

export function invalidIdentity(message: string): ServiceError {
  return new ServiceError('InvalidIdentityToken', message);
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const [header, payload, signature] = token.split('.');
  if (!header || !payload || !signature) return undefined;
  return jwtPart(payload);
}
