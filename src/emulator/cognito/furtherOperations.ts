// User operations that the product never calls: for tests, which act as other people, and for clients of the emulator.
import type { Account } from '../account.ts';
import { ServiceError } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { list, required, structure, text } from '../validation.ts';
import { userPoolId, username } from './members.ts';
import { userExists } from './texts.ts';
import { enabling, findUser, userKey, userShape } from './userOperations.ts';
import { attributesOf } from './users.ts';

const attribute = structure({ Name: required(text({ min: 1, max: 32 })), Value: text({ max: 2048 }) });

export function furtherOperations(account: Account): Record<string, Operation> {
  return {
    AdminCreateUser: operation(
      { UserPoolId: required(userPoolId), Username: required(username), UserAttributes: list(attribute) },
      (input) => {
        const pool = account.pool(input.UserPoolId);
        account.settle();
        if (pool.user(input.Username)) throw new ServiceError('UsernameExistsException', userExists);
        const attributes = input.UserAttributes ?? [];
        const user = pool.addUser({
          username: input.Username,
          sub: account.newSub(),
          columns: attributes.map(({ Name }) => Name),
          values: attributes.map(({ Value = '' }) => Value),
          created: account.clock.now(),
          status: 'FORCE_CHANGE_PASSWORD',
        });
        return { User: { ...userShape(user), Attributes: attributesOf(user) } };
      },
    ),

    AdminUpdateUserAttributes: operation(
      { ...userKey, UserAttributes: required(list(attribute)) },
      (input) => {
        const { user } = findUser(account, input);
        user.changed ??= new Map();
        for (const { Name, Value = '' } of input.UserAttributes) user.changed.set(Name, Value);
        user.modified = account.clock.now();
        return {};
      },
    ),

    AdminEnableUser: enabling(account, true),
  };
}
