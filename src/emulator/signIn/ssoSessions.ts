// Sessions of IAM Identity Center: the tokens `aws sso login` brings home, for how long they are good, and what renews them.
import { isoSeconds, type EmulatorClock } from '../clock.ts';
import type { Random } from '../random.ts';

/** What `aws sso login` leaves in the SSO cache, as far as the AWS tools read it again. */
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

/** What a client shows to have its token renewed. */
export type Renewal = Pick<SsoToken, 'refreshToken' | 'clientId' | 'clientSecret'>;

interface SsoSession extends Renewal {
  /** Of each access token it has had: milliseconds since the epoch. */
  readonly ends: Map<string, number>;
}

/** Seconds an access token is good. */
export const tokenLife = 8 * 3_600;
/** Milliseconds a client is registered. */
const registrationLife = 90 * 24 * 3_600_000;

export class SsoSessions {
  readonly #clock: EmulatorClock;
  readonly #random: Random;
  #sessions: SsoSession[] = [];

  constructor(clock: EmulatorClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Somebody signs in, as with `aws sso login`. */
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

  /** Every session ends, as when an administrator revokes it: no token is good any more, and none can be renewed. */
  signOut(): void {
    this.#sessions = [];
  }

  isSignedIn(accessToken: string): boolean {
    const now = this.#clock.now();
    return this.#sessions.some(({ ends }) => now < (ends.get(accessToken) ?? now));
  }

  /** A new access token; undefined where the session is over or somebody else's. */
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
