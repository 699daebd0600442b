// Controls the whole emulator, including sign-ins.
import type { Account } from './account.ts';
import { recordEvent } from './clients/authEvents.ts';
import { findUser } from './cognito/userOperations.ts';
import { Control } from './control.ts';
import type { AccessKeys } from './http/accessKeys.ts';
import type { Roles } from './iam/roles.ts';
import type { LoginSessions } from './signIn/loginSessions.ts';
import type { SsoSessions } from './signIn/ssoSessions.ts';

/** The emulator's sign-ins. */
export interface SignIns {
  /** IAM Identity Center: who is signed in. */
  readonly sso: SsoSessions;
  /** `aws login`: who is signed in. */
  readonly logins: LoginSessions;
  /** The code that each MFA device shows, by serial number. */
  readonly mfaCodes: Map<string, string>;
}

export class FullControl extends Control implements SignIns {
  readonly sso: SsoSessions;
  readonly logins: LoginSessions;
  readonly mfaCodes: Map<string, string>;
  readonly #keys: AccessKeys;
  readonly #account: Account;

  constructor(account: Account, roles: Roles, keys: AccessKeys, { sso, logins, mfaCodes }: SignIns) {
    super(account, roles);
    this.sso = sso;
    this.logins = logins;
    this.mfaCodes = mfaCodes;
    this.#keys = keys;
    this.#account = account;
  }

  /** Deletes the pool with its jobs and users. */
  deletePool(userPoolId: string): void {
    this.#account.deletePool(userPoolId);
  }

  /** A user signs in, after choosing a new password if required, which modifies the user. */
  userSignsIn(userPoolId: string, username: string): void {
    const { pool, user } = findUser(this.#account, { UserPoolId: userPoolId, Username: username });
    recordEvent(this.#account, pool, user, { type: 'SignIn', response: 'Pass' });
    if (user.status === 'CONFIRMED') return;
    user.status = 'CONFIRMED';
    user.modified = this.#account.clock.now();
  }

  /** Ends all credentials that were handed out: those of roles, of SSO and of `aws login`. */
  endSessions(): void {
    this.#keys.expireIssued();
  }
}
