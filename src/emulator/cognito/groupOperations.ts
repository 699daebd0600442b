// Group operations of a user pool over the wire: create, list, add users.
import type { Account } from '../account.ts';
import { ServiceError, limitExceeded, resourceNotFound } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { numberIn, required, text } from '../validation.ts';
import { pageToken, roleArn, userPoolId } from './members.ts';
import { pageOf } from '../paging.ts';
import { groupExists, noSuchGroup, tooManyGroups } from './texts.ts';
import { findUser, userKey, userPage, userShape } from './userOperations.ts';
import type { UserPool } from './userPool.ts';
import { attributesOf, type Group } from './users.ts';

/** Groups a pool can have, and groups a user can be in (Quotas in Amazon Cognito). */
const groupsPerPool = 10_000;
const groupsPerUser = 100;

const groupName = text({ min: 1, max: 128, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' });
const limit = numberIn(0, 60);

export function groupOperations(account: Account): Record<string, Operation> {
  return {
    CreateGroup: operation(
      {
        UserPoolId: required(userPoolId),
        GroupName: required(groupName),
        Description: text({ max: 2048 }),
        Precedence: numberIn(0, 2_147_483_647),
        RoleArn: roleArn,
      },
      (input) => {
        const pool = account.pool(input.UserPoolId);
        if (pool.groups.has(input.GroupName)) throw new ServiceError('GroupExistsException', groupExists);
        if (pool.groups.size >= groupsPerPool) throw limitExceeded(tooManyGroups);
        const group: Group = {
          name: input.GroupName,
          description: input.Description,
          precedence: input.Precedence,
          roleArn: input.RoleArn,
          created: account.clock.now(),
          members: new Set(),
        };
        pool.groups.set(group.name, group);
        return { Group: groupShape(pool, group) };
      },
    ),

    ListGroups: operation(
      { UserPoolId: required(userPoolId), Limit: limit, NextToken: pageToken },
      (input) => {
        const pool = account.pool(input.UserPoolId);
        return groupPage(pool, [...pool.groups.values()], input);
      },
    ),

    AdminAddUserToGroup: operation({ ...userKey, GroupName: required(groupName) }, (input) => {
      const { pool, user } = findUser(account, input);
      const group = findGroup(pool, input.GroupName);
      const others = [...pool.groups.values()].filter(({ members }) => members.has(user));
      if (!group.members.has(user) && others.length >= groupsPerUser) throw limitExceeded(tooManyGroups);
      group.members.add(user);
      return {};
    }),

    AdminListGroupsForUser: operation({ ...userKey, Limit: limit, NextToken: pageToken }, (input) => {
      const { pool, user } = findUser(account, input);
      const groups = [...pool.groups.values()].filter(({ members }) => members.has(user));
      return groupPage(pool, groups, input);
    }),

    ...membersOperation(account),
  };
}

function membersOperation(account: Account): Record<string, Operation> {
  return {
    ListUsersInGroup: operation(
      {
        UserPoolId: required(userPoolId),
        GroupName: required(groupName),
        Limit: limit,
        NextToken: pageToken,
      },
      (input) => {
        const { members } = findGroup(account.pool(input.UserPoolId), input.GroupName);
        const inOrder = [...members].sort((a, b) => a.ordinal - b.ordinal);
        const page = userPage(account, inOrder, { limit: input.Limit, token: input.NextToken });
        const Users = page.users.map((user) => ({ ...userShape(user), Attributes: attributesOf(user) }));
        return { Users, NextToken: page.nextToken };
      },
    ),
  };
}

/** @throws ServiceError ResourceNotFoundException */
function findGroup(pool: UserPool, name: string): Group {
  const group = pool.groups.get(name);
  if (!group) throw resourceNotFound(noSuchGroup);
  return group;
}

function groupPage(
  pool: UserPool,
  groups: readonly Group[],
  input: { readonly Limit: number | undefined; readonly NextToken: string | undefined },
): object {
  const size = input.Limit === undefined || input.Limit === 0 ? 60 : input.Limit;
  const tokenOf = ({ name }: Group): string => Buffer.from(name).toString('base64url');
  const page = pageOf(groups, size, input.NextToken, tokenOf);
  return { Groups: page.items.map((group) => groupShape(pool, group)), NextToken: page.nextToken };
}

/** GroupType. */
function groupShape(pool: UserPool, group: Group): object {
  return {
    GroupName: group.name,
    UserPoolId: pool.id,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: Math.floor(group.created) / 1_000,
    CreationDate: Math.floor(group.created) / 1_000,
  };
}
