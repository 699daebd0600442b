// The port for users of a pool: what is asked about them and done to them before and after an import. Every rejection is a FailureError.
import type { Page } from './page.ts';

/** A user as the service has it now. */
export interface PoolUser {
  /** The service's own: in pools where users sign in with an e-mail address or a number it is a UUID. */
  readonly username: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. Changes with what the service or an administrator changes, not with every sign-in. */
  readonly modified: number;
  readonly enabled: boolean;
  /** As the API spells it: CONFIRMED, RESET_REQUIRED, FORCE_CHANGE_PASSWORD, … */
  readonly status: string;
  /** By name. Values are users' data: never logged, stored or shown unless asked for. */
  readonly attributes: Readonly<Partial<Record<string, string>>>;
}

/** What the service has recorded of a user's sign-ins (AuthEventType), as far as it says whether somebody was there. */
export interface AuthEvent {
  /** As the API spells it: SignIn, ForgotPassword, PasswordChange, … */
  readonly type: string;
  /** Pass, Fail or InProgress. */
  readonly response: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * What came of a password reset. sent: a code is on its way. gone: there is no such user. temporaryPassword: the user has one, which is
 * changed and not reset. noContact: nothing that a code can be sent to is verified. undelivered: the code could not be delivered.
 * tooOften: this user was sent too many codes. exhausted: the account's messages of the day are used up. cannotSend: the pool may not use
 * its sender, for anybody.
 */
export type ResetAnswer =
  | 'sent'
  | 'gone'
  | 'temporaryPassword'
  | 'noContact'
  | 'undelivered'
  | 'tooOften'
  | 'exhausted'
  | 'cannotSend';

/** A group of a pool. */
export interface PoolGroup {
  readonly name: string;
  readonly description?: string;
  /** Of two groups of a user, the role of the one with the lower number is taken. */
  readonly precedence?: number;
  /** The IAM role that its users assume in an identity pool. */
  readonly roleArn?: string;
}

/** The calls on users: `users` of every `CognitoGateway`. */
export interface UserGateway {
  /**
   * AdminGetUser. Finds users also by what they sign in with, so that the user who is found may have another username.
   * @returns undefined where there is no such user.
   */
  getUser(userPoolId: string, username: string, signal: AbortSignal): Promise<PoolUser | undefined>;
  /** ListUsers: 60 users a page. */
  listUsers(userPoolId: string, nextToken: string | undefined, signal: AbortSignal): Promise<Page<PoolUser>>;
  /** AdminDeleteUser. @returns false where there is no such user. */
  deleteUser(userPoolId: string, username: string, signal: AbortSignal): Promise<boolean>;
  /** AdminDisableUser. @returns false where there is no such user. */
  disableUser(userPoolId: string, username: string, signal: AbortSignal): Promise<boolean>;
  /**
   * AdminListUserAuthEvents, 60 a page; only of pools with threat protection, else 'misconfigured'.
   * @returns undefined where there is no such user.
   */
  authEvents(
    userPoolId: string,
    username: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<AuthEvent> | undefined>;
  /** AdminResetUserPassword, once: where the answer is lost it is not known whether a code was sent, and nothing is repeated here. */
  resetPassword(userPoolId: string, username: string, signal: AbortSignal): Promise<ResetAnswer>;
  /** ListGroups: the pool's groups, 60 a page. */
  listGroups(
    userPoolId: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<PoolGroup>>;
  /** ListUsersInGroup, 60 a page. 'notFound' where there is no such group. */
  usersInGroup(
    userPoolId: string,
    group: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<PoolUser>>;
  /** CreateGroup. @returns false where there is one of that name. */
  createGroup(userPoolId: string, group: string, signal: AbortSignal): Promise<boolean>;
  /** AdminListGroupsForUser, 60 a page. @returns undefined where there is no such user. */
  groupsOfUser(
    userPoolId: string,
    username: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<string> | undefined>;
  /** AdminAddUserToGroup. @returns false where there is no such user. 'notFound' where there is no such group. */
  addUserToGroup(userPoolId: string, username: string, group: string, signal: AbortSignal): Promise<boolean>;
}
