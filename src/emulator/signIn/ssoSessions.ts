// Sessions of IAM Identity Center: the tokens that `aws sso login` stores, how long they are valid, and their renewal.
import { isoSeconds, type EmulatorClock } from '../clock.ts';
import type { Random } from '../random.ts';

/** The members of the SSO cache that `aws sso login` writes and the AWS tools read. */
export interface SsoToken {
  readonly accessToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly refreshToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601. */
  readonly registrationExpiresAt: string;
}

/** What a client sends to renew its token. */
export type Renewal = Pick<SsoToken, 'refreshToken' | 'clientId' | 'clientSecret'>;

interface SsoSession extends Renewal {
  /** When each of its access tokens expires, in milliseconds since the epoch. */
  readonly ends: Map<string, number>;
}

/** The lifetime of an access token, in seconds. */
export const tokenLife = 8 * 3_600;
/** The lifetime of a client registration, in milliseconds. */
const registrationLife = 90 * 24 * 3_600_000;

export class SsoSessions {
  readonly #clock: EmulatorClock;
  readonly #random: Random;
  #sessions: SsoSession[] = [];

  constructor(clock: EmulatorClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A user signs in, as with `aws sso login`. */
  signIn(): SsoToken {
    const session = {
      clientId: this.#random.alphanumeric(22),
      clientSecret: `eyJraWQiOiJrZXkt${this.#random.alphanumeric(120)}`,
      refreshToken: `aorAAAAAG${this.#random.alphanumeric(120)}`,
      ends: new Map<string, number>(),
    };
    this.#sessions.push(session);
    const { ends, ...renewal } = session;
    const now = this.#clock.now();
    return {
      ...renewal,
      accessToken: this.#newToken(ends),
      expiresAt: isoSeconds(now + tokenLife * 1_000),
      registrationExpiresAt: isoSeconds(now + registrationLife),
    };
  }

  /** Ends every session, as when an administrator revokes it: no token is valid or can be renewed. */
  signOut(): void {
    this.#sessions = [];
  }

  isSignedIn(accessToken: string): boolean {
    const now = this.#clock.now();
    return this.#sessions.some(({ ends }) => now < (ends.get(accessToken) ?? now));
  }

  /** A new access token; undefined if the session has ended or belongs to another client. */
  renew(asked: Renewal): string | undefined {
    const session = this.#sessions.find(
      ({ refreshToken, clientId, clientSecret }) =>
        refreshToken === asked.refreshToken &&
        clientId === asked.clientId &&
        clientSecret === asked.clientSecret,
    );
    return session && this.#newToken(session.ends);
  }

  #newToken(ends: Map<string, number>): string {
    const token = `aoaAAAAAG${this.#random.alphanumeric(120)}`;
    ends.set(token, this.#clock.now() + tokenLife * 1_000);
    return token;
  }
}
