// Access keys and their callers: every key is accepted unless it is declared expired, unknown or denied.
import type { EmulatorClock } from '../clock.ts';
import type { Random } from '../random.ts';
import { accessDenied, expiredToken, unrecognizedClient } from '../serviceError.ts';

/** What is declared about an access key. */
export interface AccessKey {
  readonly state?: 'active' | 'expired' | 'unknown';
  /** Denied IAM actions, e.g. `cognito-idp:ListUserPools`; `*` for all. */
  readonly denied?: readonly string[];
  /** An account other than the emulator's own, to simulate "same profile, other account". */
  readonly accountId?: string;
  readonly userName?: string;
}

/** The identity of a caller. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** ARN of the role that the caller has assumed, if any. */
  readonly roleArn?: string;
}

/** The caller in an assumed role. @param roleId the role's id, `AROA…`. @param session the session's name. */
export function assumedRole(roleArn: string, roleId: string, session: string): Caller {
  const accountId = roleArn.split(':')[4] ?? '';
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${session}`,
    userId: `${roleId}:${session}`,
    roleArn,
  };
}

/** A temporary key pair. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

interface Session {
  readonly caller: Caller;
  /** Milliseconds since the epoch. */
  expiration: number;
}

export interface AccessKeysOptions {
  readonly accountId: string;
  readonly clock: EmulatorClock;
  readonly random: Random;
}

export class AccessKeys {
  readonly #options: AccessKeysOptions;
  readonly #keys = new Map<string, AccessKey>();
  readonly #sessions = new Map<string, Session>();

  constructor(options: AccessKeysOptions) {
    this.#options = options;
  }

  set(accessKeyId: string, key: AccessKey): void {
    this.#keys.set(accessKeyId, key);
  }

  /** Removes all declarations; issued credentials stay valid. */
  clear(): void {
    this.#keys.clear();
  }

  /** Issues credentials for `caller`, valid for `ms`. */
  issue(caller: Caller, ms: number): TemporaryCredentials {
    const { clock, random } = this.#options;
    const accessKeyId = `ASIA${random.alphanumeric(16).toUpperCase()}`;
    const expiration = clock.now() + ms;
    this.#sessions.set(accessKeyId, { caller, expiration });
    return {
      accessKeyId,
      // Ends in EXAMPLE, as in the documentation, so that neither a scanner nor a person takes it for a real key.
      secretAccessKey: `${random.alphanumeric(29)}/EXAMPLEKEY`,
      sessionToken: `IQoJb3JpZ2luX2Vj${random.alphanumeric(240)}//${random.alphanumeric(96)}=`,
      expiration,
    };
  }

  /** All issued credentials expire now. */
  expireIssued(): void {
    const now = this.#options.clock.now();
    for (const session of this.#sessions.values()) session.expiration = Math.min(session.expiration, now);
  }

  caller(accessKeyId: string): Caller {
    const declared = this.#keys.get(accessKeyId);
    const session = this.#sessions.get(accessKeyId);
    if (session && declared?.accountId === undefined) return session.caller;
    const { accountId = this.#options.accountId, userName = 'developer' } = declared ?? {};
    return {
      accountId,
      arn: `arn:aws:iam::${accountId}:user/${userName}`,
      userId: `AIDA${accessKeyId.slice(4)}`,
    };
  }

  /** @throws ServiceError if the key may not do this. */
  authorize(accessKeyId: string, action: string, resource: string): Caller {
    const key = this.#keys.get(accessKeyId) ?? {};
    if (key.state === 'expired' || this.#isOver(accessKeyId)) throw expiredToken();
    if (key.state === 'unknown') throw unrecognizedClient();
    const caller = this.caller(accessKeyId);
    if (key.denied?.some((denied) => denied === '*' || denied === action)) {
      throw accessDenied(caller.arn, action, resource);
    }
    return caller;
  }

  #isOver(accessKeyId: string): boolean {
    const session = this.#sessions.get(accessKeyId);
    return session !== undefined && this.#options.clock.now() >= session.expiration;
  }
}
