// User operations over the wire: get, list, disable, delete, reset the password.
import type { Account } from '../account.ts';
import { ServiceError, invalidParameter, limitExceeded } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { list, numberIn, required, text, type Input } from '../validation.ts';
import { pageToken, userPoolId, username } from './members.ts';
import { invalidToken, noContact, noRecovery, noSuchUser, notResettable, tooManyEmails } from './texts.ts';
import { userFilter } from './userFilter.ts';
import type { UserPool } from './userPool.ts';
import { attribute, attributesOf, type User } from './users.ts';

const listRequest = {
  UserPoolId: required(userPoolId),
  AttributesToGet: list(text({ min: 1, max: 32 })),
  Limit: numberIn(0, 60),
  PaginationToken: pageToken,
  Filter: text({ max: 256 }),
};

/** The input of most operations on one user. */
export const userKey = { UserPoolId: required(userPoolId), Username: required(username) };

export function userOperations(account: Account): Record<string, Operation> {
  return {
    ListUsers: operation(listRequest, (input) => listUsers(account, input)),

    AdminGetUser: operation(userKey, (input) => {
      const { user } = findUser(account, input);
      return { ...userShape(user), UserAttributes: attributesOf(user) };
    }),

    AdminDeleteUser: operation(userKey, (input) => {
      const { pool, user } = findUser(account, input);
      pool.deleteUser(user);
      return {};
    }),

    AdminDisableUser: enabling(account, false),

    AdminResetUserPassword: operation(userKey, (input) => {
      const { pool, user } = findUser(account, input);
      resetPassword(account, pool, user);
      return {};
    }),
  };
}

/** @throws ServiceError as AdminResetUserPassword does. */
function resetPassword(account: Account, pool: UserPool, user: User): void {
  if (user.status === 'FORCE_CHANGE_PASSWORD')
    throw new ServiceError('NotAuthorizedException', notResettable);
  const ways = pool.recoveryContacts;
  if (ways.length === 0) throw new ServiceError('NotAuthorizedException', noRecovery);
  const way = ways.find((contact) => attribute(user, `${contact}_verified`).toLowerCase() === 'true');
  if (way === undefined) throw invalidParameter(noContact);
  if (way === 'email' && !account.mayEmail(pool)) throw limitExceeded(tooManyEmails);
  user.status = 'RESET_REQUIRED';
  user.modified = account.clock.now();
}

/** AdminEnableUser and AdminDisableUser. Repeating a call is no error. */
export function enabling(account: Account, enabled: boolean): Operation {
  return operation(userKey, (input) => {
    const { user } = findUser(account, input);
    if (user.enabled !== enabled) user.modified = account.clock.now();
    user.enabled = enabled;
    return {};
  });
}

/** @throws ServiceError ResourceNotFoundException, UserNotFoundException */
export function findUser(
  account: Account,
  input: { readonly UserPoolId: string; readonly Username: string },
): { readonly pool: UserPool; readonly user: User } {
  const pool = account.pool(input.UserPoolId);
  account.settle();
  const found = pool.user(input.Username);
  const user = found ?? (account.settings.findsBySub ? pool.userOfSub(input.Username) : undefined);
  if (!user) throw new ServiceError('UserNotFoundException', noSuchUser);
  return { pool, user };
}

function listUsers(account: Account, input: Input<typeof listRequest>): object {
  const pool = account.pool(input.UserPoolId);
  account.settle();
  const page = userPage(account, pool.users(), {
    matches: userFilter(input.Filter),
    limit: input.Limit,
    token: input.PaginationToken,
  });
  const { AttributesToGet: wanted } = input;
  return {
    Users: page.users.map((user) => ({
      ...userShape(user),
      Attributes: attributesOf(user).filter(({ Name }) => wanted?.includes(Name) ?? true),
    })),
    PaginationToken: page.nextToken,
  };
}

export interface UserPage {
  readonly users: readonly User[];
  readonly nextToken: string | undefined;
}

interface PageRequest {
  readonly matches?: (user: User) => boolean;
  /** 60 where absent or 0. */
  readonly limit: number | undefined;
  readonly token: string | undefined;
}

/**
 * A token has the position where the last page ended, not a user, so a user deleted meanwhile shifts nothing. Like the service's own
 * tokens, it also has the time at which it was issued.
 */
export function userPage(
  { clock, settings }: Account,
  all: Iterable<User>,
  { matches = () => true, limit, token }: PageRequest,
): UserPage {
  const size = limit === undefined || limit === 0 ? 60 : limit;
  const after = token === undefined ? 0 : placeIn(token, clock.now() - settings.pageTokenMs);
  const users: User[] = [];
  for (const user of all) {
    if (user.ordinal <= after || !matches(user)) continue;
    if (users.length === size) {
      const last = users.at(-1)?.ordinal ?? 0;
      const place = `${last}.${size}.${clock.now()}`;
      return { users, nextToken: Buffer.from(place).toString('base64url') };
    }
    users.push(user);
  }
  return { users, nextToken: undefined };
}

/** @throws ServiceError where the token is invalid or too old. */
function placeIn(token: string, oldest: number): number {
  const [after = NaN, , given = NaN] = Buffer.from(token, 'base64url').toString().split('.').map(Number);
  if (Number.isNaN(after) || Number.isNaN(given) || given < oldest) throw invalidParameter(invalidToken);
  return after;
}

/** UserType without its attributes. */
export function userShape(user: User): object {
  return {
    Username: user.username,
    UserCreateDate: Math.floor(user.created) / 1_000,
    UserLastModifiedDate: Math.floor(user.modified) / 1_000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
