// Whose an access key is and what is wrong with it: any key is taken, until one is declared expired, unknown or denied.
import { accessDenied, expiredToken, unrecognizedClient } from '../serviceError.ts';

/** What is known of an access key. */
export interface AccessKey {
  readonly state?: 'active' | 'expired' | 'unknown';
  /** IAM actions it is not allowed, e.g. `cognito-idp:ListUserPools`; `*` for all. */
  readonly denied?: readonly string[];
  /** Another account than the emulator's own, so that "same profile, other account" can be played. */
  readonly accountId?: string;
  readonly userName?: string;
}

/** Who calls. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

export class AccessKeys {
  readonly #accountId: string;
  readonly #keys = new Map<string, AccessKey>();

  constructor(accountId: string) {
    this.#accountId = accountId;
  }

  set(accessKeyId: string, key: AccessKey): void {
    this.#keys.set(accessKeyId, key);
  }

  clear(): void {
    this.#keys.clear();
  }

  caller(accessKeyId: string): Caller {
    const { accountId = this.#accountId, userName = 'developer' } = this.#keys.get(accessKeyId) ?? {};
    return {
      accountId,
      arn: `arn:aws:iam::${accountId}:user/${userName}`,
      userId: `AIDA${accessKeyId.slice(4)}`,
    };
  }

  /** @throws ServiceError where the key may not do this. */
  authorize(accessKeyId: string, action: string, resource: string): Caller {
    const key = this.#keys.get(accessKeyId) ?? {};
    if (key.state === 'expired') throw expiredToken();
    if (key.state === 'unknown') throw unrecognizedClient();
    const caller = this.caller(accessKeyId);
    if (key.denied?.some((denied) => denied === '*' || denied === action)) {
      throw accessDenied(caller.arn, action, resource);
    }
    return caller;
  }
}
