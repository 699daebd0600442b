// The calls on users of a pool.
import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminListUserAuthEventsCommand,
  CreateGroupCommand,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { FailureError } from '../../domain/connections/failure.ts';
import { pageOf, type Page } from '../../domain/gateway/page.ts';
import type {
  AuthEvent,
  PoolGroup,
  PoolUser,
  ResetAnswer,
  UserGateway,
} from '../../domain/gateway/userGateway.ts';
import { proxyAnswered } from '../failures/networkFailures.ts';
import type { Run } from './calls.ts';
import type { Answer } from './callLog.ts';
import { toPoolGroup, toPoolUser } from './mapping.ts';
import { sendReset } from './passwordReset.ts';

export class UserCalls implements UserGateway {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  getUser(userPoolId: string, username: string, signal: AbortSignal): Promise<PoolUser | undefined> {
    const call = { operation: 'AdminGetUser', userPoolId };
    const input = { UserPoolId: userPoolId, Username: username };
    return this.#run(call, signal, ({ cognito }, options) =>
      unlessMissing(async () => {
        const answer = await cognito.send(new AdminGetUserCommand(input), options);
        if (answer.Username === undefined) throw new FailureError(proxyAnswered);
        return { value: toPoolUser(answer, answer.UserAttributes), metadata: answer.$metadata };
      }),
    );
  }

  listUsers(userPoolId: string, nextToken: string | undefined, signal: AbortSignal): Promise<Page<PoolUser>> {
    const call = { operation: 'ListUsers', userPoolId };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const command = new ListUsersCommand({ UserPoolId: userPoolId, PaginationToken: nextToken });
      const answer = await cognito.send(command, options);
      if (!answer.Users) throw new FailureError(proxyAnswered);
      const items = answer.Users.map((user) => toPoolUser(user, user.Attributes));
      return { value: pageOf(items, answer.PaginationToken), metadata: answer.$metadata };
    });
  }

  async deleteUser(userPoolId: string, username: string, signal: AbortSignal): Promise<boolean> {
    const call = { operation: 'AdminDeleteUser', userPoolId };
    const input = { UserPoolId: userPoolId, Username: username };
    const deleted = await this.#run(call, signal, ({ cognito }, options) =>
      unlessMissing(async () => {
        const answer = await cognito.send(new AdminDeleteUserCommand(input), options);
        return { value: true, metadata: answer.$metadata };
      }),
    );
    return deleted ?? false;
  }

  async disableUser(userPoolId: string, username: string, signal: AbortSignal): Promise<boolean> {
    const call = { operation: 'AdminDisableUser', userPoolId };
    const input = { UserPoolId: userPoolId, Username: username };
    const disabled = await this.#run(call, signal, ({ cognito }, options) =>
      unlessMissing(async () => {
        const answer = await cognito.send(new AdminDisableUserCommand(input), options);
        return { value: true, metadata: answer.$metadata };
      }),
    );
    return disabled ?? false;
  }

  authEvents(
    userPoolId: string,
    username: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<AuthEvent> | undefined> {
    const call = { operation: 'AdminListUserAuthEvents', userPoolId };
    const input = {
      UserPoolId: userPoolId,
      Username: username,
      MaxResults: largestPage,
      NextToken: nextToken,
    };
    return this.#run(call, signal, ({ cognito }, options) =>
      unlessMissing(async () => {
        const answer = await cognito.send(new AdminListUserAuthEventsCommand(input), options);
        if (!answer.AuthEvents) throw new FailureError(proxyAnswered);
        const items = answer.AuthEvents.map(
          ({ EventType: type = '', EventResponse: response = '', CreationDate }) => ({
            type,
            response,
            // An event without a date counts as current, so that a user who may have signed in is not deleted.
            at: CreationDate?.getTime() ?? Infinity,
          }),
        );
        return { value: pageOf(items, answer.NextToken), metadata: answer.$metadata };
      }),
    );
  }

  resetPassword(userPoolId: string, username: string, signal: AbortSignal): Promise<ResetAnswer> {
    const call = { operation: 'AdminResetUserPassword', userPoolId };
    return this.#run(call, signal, (clients, options) => sendReset(clients, userPoolId, username, options));
  }

  listGroups(
    userPoolId: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<PoolGroup>> {
    const call = { operation: 'ListGroups', userPoolId };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, Limit: largestPage, NextToken: nextToken };
      const answer = await cognito.send(new ListGroupsCommand(input), options);
      if (!answer.Groups) throw new FailureError(proxyAnswered);
      const value = pageOf(answer.Groups.map(toPoolGroup), answer.NextToken);
      return { value, metadata: answer.$metadata };
    });
  }

  usersInGroup(
    userPoolId: string,
    group: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<PoolUser>> {
    const call = { operation: 'ListUsersInGroup', userPoolId };
    const input = { UserPoolId: userPoolId, GroupName: group, Limit: largestPage, NextToken: nextToken };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const answer = await cognito.send(new ListUsersInGroupCommand(input), options);
      if (!answer.Users) throw new FailureError(proxyAnswered);
      const users = answer.Users.map((user) => toPoolUser(user, user.Attributes));
      return { value: pageOf(users, answer.NextToken), metadata: answer.$metadata };
    });
  }

  async createGroup(userPoolId: string, group: string, signal: AbortSignal): Promise<boolean> {
    const call = { operation: 'CreateGroup', userPoolId };
    const input = { UserPoolId: userPoolId, GroupName: group };
    const created = await this.#run(call, signal, ({ cognito }, options) =>
      unless('GroupExistsException', async () => {
        const answer = await cognito.send(new CreateGroupCommand(input), options);
        return { value: true, metadata: answer.$metadata };
      }),
    );
    return created ?? false;
  }

  groupsOfUser(
    userPoolId: string,
    username: string,
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<string> | undefined> {
    const call = { operation: 'AdminListGroupsForUser', userPoolId };
    const input = { UserPoolId: userPoolId, Username: username, Limit: largestPage, NextToken: nextToken };
    return this.#run(call, signal, ({ cognito }, options) =>
      unlessMissing(async () => {
        const answer = await cognito.send(new AdminListGroupsForUserCommand(input), options);
        if (!answer.Groups) throw new FailureError(proxyAnswered);
        const names = answer.Groups.flatMap(({ GroupName }) => GroupName ?? []);
        return { value: pageOf(names, answer.NextToken), metadata: answer.$metadata };
      }),
    );
  }

  async addUserToGroup(
    userPoolId: string,
    username: string,
    group: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const call = { operation: 'AdminAddUserToGroup', userPoolId };
    const input = { UserPoolId: userPoolId, Username: username, GroupName: group };
    const added = await this.#run(call, signal, ({ cognito }, options) =>
      unlessMissing(async () => {
        const answer = await cognito.send(new AdminAddUserToGroupCommand(input), options);
        return { value: true, metadata: answer.$metadata };
      }),
    );
    return added ?? false;
  }
}

/** The API's own bound for a page. */
const largestPage = 60;

/** That a user does not exist is an answer, not a failure: of thousands of users, many may not. */
function unlessMissing<T>(send: () => Promise<Answer<T>>): Promise<Answer<T | undefined>> {
  return unless('UserNotFoundException', send);
}

/** Turns the error with that name into an answer. */
async function unless<T>(name: string, send: () => Promise<Answer<T>>): Promise<Answer<T | undefined>> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== name) throw error;
    const { $metadata: metadata } = error as { readonly $metadata?: Answer<T>['metadata'] };
    return { value: undefined, metadata };
  }
}
