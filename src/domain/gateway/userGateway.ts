// The port for the users of a pool: calls that read or change them before and after an import. Every rejection is a FailureError.
import type { Page } from './page.ts';

/** A user as the service has it now. */
export interface PoolUser {
  /** The service's own name: a UUID in pools where users sign in with an e-mail address or a phone number. */
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

/** A recorded event of a user's sign-ins (AuthEventType): only what shows whether somebody has used the account. */
export interface AuthEvent {
  /** As the API spells it: SignIn, ForgotPassword, PasswordChange, … */
  readonly type: string;
  /** Pass, Fail or InProgress. */
  readonly response: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The result of a password reset. sent: a code is on its way. gone: there is no such user. temporaryPassword: the user has a temporary
 * password, which cannot be reset. noContact: the user has no verified address or number for a code. undelivered: the code could not be
 * delivered. tooOften: this user was sent too many codes. exhausted: the account has used up its messages for the day. cannotSend: the
 * pool has no permission to use its sender, so no user can get a code.
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
  /** If a user is in two groups, the role of the group with the lower number applies. */
  readonly precedence?: number;
  /** The IAM role that its users assume in an identity pool. */
  readonly roleArn?: string;
}

/** The calls on users: `users` of every `CognitoGateway`. */
export interface UserGateway {
  /**
   * AdminGetUser. Also finds users by their aliases, so the user found may have another username.
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
   * AdminListUserAuthEvents, 60 a page. Fails as 'misconfigured' for pools without threat protection.
   * @returns undefined where there is no such user.
   */
  authEvents(
    userPoolId: string,
    username: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<AuthEvent> | undefined>;
  /** AdminResetUserPassword, never retried here: if the answer is lost, nobody knows whether a code was sent. */
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
  /** CreateGroup. @returns false where a group of that name exists. */
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
