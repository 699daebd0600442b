// Users over the wire, as far as a person needs to see that an import has arrived.
import type { Account } from '../account.ts';
import { ServiceError, invalidParameter } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { numberIn, list, required, text } from '../validation.ts';
import { pageToken, userPoolId, username } from './members.ts';
import { pageOf } from './paging.ts';
import { noSuchUser } from './texts.ts';
import type { User } from './userPool.ts';

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

export function userOperations(account: Account): Record<string, Operation> {
  return {
    ListUsers: operation(
      {
        UserPoolId: required(userPoolId),
        AttributesToGet: list(text({ min: 1, max: 32 })),
        Limit: numberIn(0, 60),
        PaginationToken: pageToken,
        Filter: text({ max: 256 }),
      },
      (input) => {
        const pool = account.pool(input.UserPoolId);
        account.settle();
        const matches = userFilter(input.Filter);
        const users = [...pool.users()].filter(matches);
        const size = input.Limit === undefined || input.Limit === 0 ? 60 : input.Limit;
        const page = pageOf(users, size, input.PaginationToken, (user) => user.sub);
        return {
          Users: page.items.map((user) => ({
            ...shape(user),
            Attributes: attributesOf(user).filter(
              ({ Name }) => input.AttributesToGet?.includes(Name) ?? true,
            ),
          })),
          PaginationToken: page.nextToken,
        };
      },
    ),

    AdminGetUser: operation({ UserPoolId: required(userPoolId), Username: required(username) }, (input) => {
      const pool = account.pool(input.UserPoolId);
      account.settle();
      const user = pool.user(input.Username);
      if (!user) throw new ServiceError('UserNotFoundException', noSuchUser);
      return { ...shape(user), UserAttributes: attributesOf(user) };
    }),
  };
}

function shape(user: User): object {
  return {
    Username: user.username,
    UserCreateDate: Math.floor(user.created) / 1_000,
    UserLastModifiedDate: Math.floor(user.created) / 1_000,
    Enabled: true,
    UserStatus: user.status,
  };
}

function attributesOf(user: User): Attribute[] {
  const attributes = user.columns.flatMap((Name, index) => {
    const Value = user.values[index] ?? '';
    const isAttribute = Value !== '' && !Name.startsWith('cognito:') && Name !== 'password_hash';
    return isAttribute ? [{ Name, Value: Name.endsWith('_verified') ? Value.toLowerCase() : Value }] : [];
  });
  return [...attributes, { Name: 'sub', Value: user.sub }];
}

/** `attribute = "value"` and `attribute ^= "start"`, the two forms ListUsers documents. */
function userFilter(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter.trim() === '') return () => true;
  const [, name, operator, value] = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
  if (name === undefined || value === undefined) throw invalidParameter('Error while parsing filter');
  const wanted = value.replaceAll(/\\(.)/g, '$1');
  const read = (user: User): string => {
    if (name === 'username') return user.username;
    if (name === 'cognito:user_status') return user.status;
    return attributesOf(user).find((attribute) => attribute.Name === name)?.Value ?? '';
  };
  return (user) => (operator === '=' ? read(user) === wanted : read(user).startsWith(wanted));
}
