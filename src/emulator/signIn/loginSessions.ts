// Sessions of `aws login`: the credentials that it stores, the key they are bound to, and how a session ends.
import { generateKeyPairSync } from 'node:crypto';
import { isoSeconds } from '../clock.ts';
import type { AccessKeys, Caller, TemporaryCredentials } from '../http/accessKeys.ts';
import type { Random } from '../random.ts';

/** What `aws login` writes to the login cache. */
export interface LoginToken {
  readonly accessToken: Omit<TemporaryCredentials, 'expiration'> & {
    readonly accountId: string;
    /** ISO 8601. */
    readonly expiresAt: string;
  };
  readonly clientId: string;
  readonly refreshToken: string;
  /** The private key that proves possession of the token, as PEM. */
  readonly dpopKey: string;
}

/** Why a session can no longer be renewed. */
export const loginEnds = ['TOKEN_EXPIRED', 'USER_CREDENTIALS_CHANGED', 'INSUFFICIENT_PERMISSIONS'] as const;
export type LoginEnd = (typeof loginEnds)[number];

/** The lifetime of its credentials, in seconds. */
export const credentialsLife = 900;

export class LoginSessions {
  readonly #keys: AccessKeys;
  readonly #random: Random;
  /** By refresh token. */
  readonly #sessions = new Map<string, { readonly caller: Caller; readonly clientId: string }>();
  #end: LoginEnd = 'TOKEN_EXPIRED';

  constructor(keys: AccessKeys, random: Random) {
    this.#keys = keys;
    this.#random = random;
  }

  /** A user signs in, as with `aws login`. @param session the user's ARN, the profile's `login_session`. */
  signIn(session: string): LoginToken {
    const accountId = session.split(':')[4] ?? '';
    const caller = { accountId, arn: session, userId: `AIDA${this.#random.alphanumeric(17).toUpperCase()}` };
    const clientId = 'arn:aws:signin:::devtools/same-device';
    const refreshToken = `eyJlbmMiOiJBMjU2${this.#random.alphanumeric(160)}`;
    this.#sessions.set(refreshToken, { caller, clientId });
    const { expiration, ...credentials } = this.#issue(caller);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return {
      accessToken: { ...credentials, accountId, expiresAt: isoSeconds(expiration) },
      clientId,
      refreshToken,
      dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }).toString(),
    };
  }

  /** Ends every session; renewals are refused for this reason. */
  signOut(why: LoginEnd = 'TOKEN_EXPIRED'): void {
    this.#sessions.clear();
    this.#end = why;
  }

  /** New credentials for the session, or why there are none. */
  renew(refreshToken: string, clientId: string): TemporaryCredentials | LoginEnd {
    const session = this.#sessions.get(refreshToken);
    return session?.clientId === clientId ? this.#issue(session.caller) : this.#end;
  }

  #issue(caller: Caller): TemporaryCredentials {
    return this.#keys.issue(caller, credentialsLife * 1_000);
  }
}
