// The calls on users as operations of the emulator, without HTTP.
import { toPoolGroup, toPoolUser } from '../../../src/aws/calls/mapping.ts';
import { resetAnswer } from '../../../src/aws/calls/resetAnswers.ts';
import { failureOf } from '../../../src/domain/connections/failure.ts';
import { pageOf, type Page } from '../../../src/domain/gateway/page.ts';
import type {
  AuthEvent,
  PoolGroup,
  PoolUser,
  ResetAnswer,
  UserGateway,
} from '../../../src/domain/gateway/userGateway.ts';
import type { Answer, Input, Run } from './inProcessCalls.ts';

export type UserAnswer = Parameters<typeof toPoolUser>[0] & { readonly Attributes?: Attributes };
export type Attributes = Parameters<typeof toPoolUser>[1];

export function userCalls(run: Run): UserGateway {
  const of = (UserPoolId: string, Username: string): Input => ({ UserPoolId, Username });
  const done = async (
    operation: string,
    input: Input,
    signal: AbortSignal,
    missing?: string,
  ): Promise<boolean> =>
    (await unlessMissing(
      run(operation, input, signal, () => true),
      missing,
    )) ?? false;
  return {
    getUser: (pool, name, signal) =>
      unlessMissing(
        run('AdminGetUser', of(pool, name), signal, (answer) =>
          toPoolUser(answer as UserAnswer, answer.UserAttributes),
        ),
      ),
    listUsers: (UserPoolId, PaginationToken, signal) =>
      run('ListUsers', { UserPoolId, PaginationToken }, signal, (answer): Page<PoolUser> => {
        const users = (answer.Users ?? []).map((user) => toPoolUser(user, user.Attributes));
        return pageOf(users, answer.PaginationToken);
      }),
    deleteUser: (pool, name, signal) => done('AdminDeleteUser', of(pool, name), signal),
    disableUser: (pool, name, signal) => done('AdminDisableUser', of(pool, name), signal),
    addUserToGroup: (pool, name, GroupName, signal) =>
      done('AdminAddUserToGroup', { ...of(pool, name), GroupName }, signal),
    authEvents: (pool, name, NextToken, signal) =>
      unlessMissing(
        run(
          'AdminListUserAuthEvents',
          { ...of(pool, name), NextToken },
          signal,
          (answer): Page<AuthEvent> => {
            const events = (answer.AuthEvents ?? []).map(
              ({ EventType: type, EventResponse: response, CreationDate }) => ({
                type,
                response,
                at: CreationDate.getTime(),
              }),
            );
            return pageOf(events, answer.NextToken);
          },
        ),
      ),
    resetPassword: (pool, name, signal) =>
      run('AdminResetUserPassword', of(pool, name), signal, (): ResetAnswer => 'sent').catch(
        (error: unknown) => {
          const { code = '', detail = '' } = failureOf(error);
          const answer = resetAnswer(code, detail);
          if (answer === undefined) throw error;
          return answer;
        },
      ),
    listGroups: (UserPoolId, NextToken, signal) =>
      run(
        'ListGroups',
        { UserPoolId, NextToken },
        signal,
        ({ Groups = [], NextToken: next }): Page<PoolGroup> => pageOf(Groups.map(toPoolGroup), next),
      ),
    usersInGroup: (UserPoolId, GroupName, NextToken, signal) =>
      run('ListUsersInGroup', { UserPoolId, GroupName, NextToken }, signal, (answer): Page<PoolUser> => {
        const users = (answer.Users ?? []).map((user) => toPoolUser(user, user.Attributes));
        return pageOf(users, answer.NextToken);
      }),
    groupsOfUser: (pool, name, NextToken, signal) =>
      unlessMissing(run('AdminListGroupsForUser', { ...of(pool, name), NextToken }, signal, groupsIn)),
    createGroup: (UserPoolId, GroupName, signal) =>
      done('CreateGroup', { UserPoolId, GroupName }, signal, 'GroupExistsException'),
  };
}

function groupsIn({ Groups = [], NextToken }: Answer): Page<string> {
  return pageOf(
    Groups.map(({ GroupName = '' }) => GroupName),
    NextToken,
  );
}

async function unlessMissing<T>(call: Promise<T>, missing = 'UserNotFoundException'): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (failureOf(error).code === missing) return undefined;
    throw error;
  }
}
