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
  /** ListGroups: names of the pool's groups, 60 a page. */
  listGroups(userPoolId: string, nextToken: string | undefined, signal: AbortSignal): Promise<Page<string>>;
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
