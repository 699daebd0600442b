// Role sessions opened with an MFA code, kept in memory for as long as they last, so that one code serves every connection.
import type { getDefaultRoleAssumer } from '@aws-sdk/client-sts';

type RoleAssumer = ReturnType<typeof getDefaultRoleAssumer>;
export type Identity = Parameters<RoleAssumer>[0];
export type AssumeRoleParams = Parameters<RoleAssumer>[1];

/** As the SDK's own identity cache has it: what ends within five minutes is replaced. */
const expiryMargin = 5 * 60 * 1000;

export function isFresh(identity: Identity): boolean {
  return isValid(identity, expiryMargin);
}

/** @param margin milliseconds it must still last. */
export function isValid({ expiration }: Identity, margin = 0): boolean {
  return expiration === undefined || expiration.getTime() - Date.now() > margin;
}

interface RoleSession {
  readonly opening: Promise<Identity>;
  identity?: Identity;
}

export class RoleSessions {
  readonly #sessions = new Map<string, RoleSession>();

  /** The session under this key, where it is open with time left, or being opened. */
  find(key: string): Promise<Identity> | undefined {
    const session = this.#sessions.get(key);
    return session && (!session.identity || isFresh(session.identity)) ? session.opening : undefined;
  }

  /** Opens a session and keeps it, unless opening fails. */
  open(key: string, open: () => Promise<Identity>): Promise<Identity> {
    const session: RoleSession = { opening: open() };
    this.#sessions.set(key, session);
    session.opening.then(
      (identity) => (session.identity = identity),
      () => this.forget(key),
    );
    return session.opening;
  }

  forget(key: string): void {
    this.#sessions.delete(key);
  }
}

/** Says which session is meant, without the code that opens it and without any secret. */
export function sessionKey(source: Identity, params: AssumeRoleParams): string {
  const { RoleArn, RoleSessionName, SerialNumber, ExternalId, DurationSeconds } = params;
  // A name the SDK makes up carries the time of day; only a name of the user's choosing makes another session.
  const name = RoleSessionName?.startsWith('aws-sdk-js-') ? undefined : RoleSessionName;
  return JSON.stringify([source.accessKeyId, RoleArn, name, SerialNumber, ExternalId, DurationSeconds]);
}
