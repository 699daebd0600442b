// AWS CLI commands that prepare a user pool for the users of another pool.
import type { Connection } from '../connections/connection.ts';
import type { SchemaAttributeDescription } from '../gateway/importGateway.ts';
import type { PoolGroup } from '../gateway/userGateway.ts';
import { cliTarget, quote } from '../jobs/awsAddresses.ts';
import type { PoolRef } from '../jobs/userPool.ts';

/** The most custom attributes that one call can add (service model, CustomAttributesListType), and that a pool can have (Quotas). */
const attributesPerCall = 25;
export const attributesPerPool = 50;

/** No command for standard attributes: every pool has them, and no call can add them. */
export function addAttributesCommands(
  connection: Connection,
  { userPoolId }: PoolRef,
  attributes: readonly SchemaAttributeDescription[],
): readonly string[] {
  const own = attributes.filter(({ Name = '' }) => Name.startsWith('custom:'));
  const commands: string[] = [];
  for (let at = 0; at < own.length; at += attributesPerCall) {
    const some = own.slice(at, at + attributesPerCall).map(asNew);
    commands.push(
      `aws cognito-idp add-custom-attributes --user-pool-id ${userPoolId} --custom-attributes ${quote(JSON.stringify(some))}${cliTarget(connection)}`,
    );
  }
  return commands;
}

/** The call takes the name without its prefix, and custom attributes cannot be required (API reference, AddCustomAttributes). */
function asNew({
  Name = '',
  Required: _required,
  DeveloperOnlyAttribute: _dev,
  ...rest
}: SchemaAttributeDescription) {
  return { Name: Name.slice('custom:'.length), ...rest };
}

/** Leaves out the IAM role if the target pool is in another account, where that role does not exist. */
export function createGroupCommand(
  connection: Connection,
  { userPoolId }: PoolRef,
  { name, description, precedence, roleArn }: PoolGroup,
  isSameAccount: boolean,
): string {
  const options = [
    ['--group-name', name],
    ['--description', description],
    ['--precedence', precedence],
    ['--role-arn', isSameAccount ? roleArn : undefined],
  ].flatMap(([option, value]) => (value === undefined ? [] : [`${String(option)} ${quote(String(value))}`]));
  return `aws cognito-idp create-group --user-pool-id ${userPoolId} ${options.join(' ')}${cliTarget(connection)}`;
}
