// User pools over the wire: list, describe, create, delete, and the header of their import CSV.
import type { Account } from '../account.ts';
import { ServiceError } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { choice, flag, list, required, structure, text, type Member } from '../validation.ts';
import { name, pageSize, pageToken, userPoolId } from './members.ts';
import { pageOf } from '../paging.ts';
import { poolBusy } from './texts.ts';
import { defaultRecovery, type UserPool } from './userPool.ts';

/** Settings that do not affect imports: stored and returned unchanged. */
const opaque: Member<unknown, false> = { required: false, read: (value) => value };

export const schemaAttribute = structure({
  Name: text({ min: 1, max: 20, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' }),
  AttributeDataType: choice(['String', 'Number', 'DateTime', 'Boolean']),
  DeveloperOnlyAttribute: flag,
  Mutable: flag,
  Required: flag,
  StringAttributeConstraints: opaque as Member<{ MinLength?: string; MaxLength?: string }, false>,
  NumberAttributeConstraints: opaque as Member<{ MinValue?: string; MaxValue?: string }, false>,
});

const createRequest = {
  PoolName: required(name),
  Schema: list(schemaAttribute),
  AutoVerifiedAttributes: list(choice(['email', 'phone_number'])),
  AliasAttributes: list(choice(['email', 'phone_number', 'preferred_username'])),
  UsernameAttributes: list(choice(['email', 'phone_number'])),
  MfaConfiguration: choice(['OFF', 'ON', 'OPTIONAL']),
  UsernameConfiguration: structure({ CaseSensitive: flag }),
  Policies: opaque,
  DeletionProtection: choice(['ACTIVE', 'INACTIVE']),
  LambdaConfig: opaque,
  UserPoolTags: opaque,
  UserPoolTier: choice(['LITE', 'ESSENTIALS', 'PLUS']),
  AccountRecoverySetting: opaque,
  EmailConfiguration: opaque,
  UserPoolAddOns: opaque,
};

export function poolOperations(account: Account): Record<string, Operation> {
  return {
    ListUserPools: operation(
      { MaxResults: required(pageSize), NextToken: pageToken },
      (input, { region }) => {
        const tokenOf = (pool: UserPool): string => Buffer.from(pool.id).toString('base64url');
        const pools = account.pools.filter((pool) => isSeenFrom(pool, region));
        const page = pageOf(pools, input.MaxResults, input.NextToken, tokenOf);
        return {
          UserPools: page.items.map((pool) => ({
            Id: pool.id,
            Name: pool.name,
            LambdaConfig: {},
            LastModifiedDate: pool.created / 1_000,
            CreationDate: pool.created / 1_000,
          })),
          NextToken: page.nextToken,
        };
      },
    ),

    DescribeUserPool: operation({ UserPoolId: required(userPoolId) }, (input) => ({
      UserPool: describe(account, account.pool(input.UserPoolId)),
    })),

    CreateUserPool: operation(createRequest, (input, { region }) => {
      const { PoolName, Schema, AutoVerifiedAttributes, AliasAttributes, UsernameAttributes, ...rest } =
        input;
      const { MfaConfiguration, UsernameConfiguration, ...settings } = rest;
      const spec = {
        name: PoolName,
        schema: Schema,
        autoVerifiedAttributes: AutoVerifiedAttributes,
        aliasAttributes: AliasAttributes,
        usernameAttributes: UsernameAttributes,
        mfaConfiguration: MfaConfiguration,
        caseSensitive: UsernameConfiguration?.CaseSensitive,
        settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
      };
      const pool = account.createPool(spec, undefined, undefined, region);
      return { UserPool: describe(account, pool) };
    }),

    DeleteUserPool: operation({ UserPoolId: required(userPoolId) }, (input) => {
      const pool = account.pool(input.UserPoolId);
      account.settle();
      if (pool.jobs.some((job) => job.isActive))
        throw new ServiceError('UserImportInProgressException', poolBusy);
      account.deletePool(pool.id);
      return {};
    }),

    GetCSVHeader: operation({ UserPoolId: required(userPoolId) }, (input) => {
      const pool = account.pool(input.UserPoolId);
      return { UserPoolId: pool.id, CSVHeader: pool.csvHeader };
    }),
  };
}

/** As in other emulators of AWS, a pool belongs to the Region for which its CreateUserPool call was signed. */
export function isSeenFrom(pool: UserPool, region: string | undefined): boolean {
  return pool.region === undefined || region === undefined || pool.region === region;
}

function describe(account: Account, pool: UserPool): object {
  const { spec } = pool;
  return {
    Id: pool.id,
    Name: pool.name,
    Policies: {
      PasswordPolicy: {
        MinimumLength: 8,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 7,
      },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
    },
    DeletionProtection: 'INACTIVE',
    LambdaConfig: {},
    LastModifiedDate: pool.created / 1_000,
    CreationDate: pool.created / 1_000,
    SchemaAttributes: pool.schema,
    AutoVerifiedAttributes: spec.autoVerifiedAttributes,
    AliasAttributes: spec.aliasAttributes,
    UsernameAttributes: spec.usernameAttributes,
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
    MfaConfiguration: pool.mfaConfiguration,
    EstimatedNumberOfUsers: pool.userCount,
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    UserPoolTags: {},
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
    ...(spec.caseSensitive === undefined
      ? {}
      : { UsernameConfiguration: { CaseSensitive: spec.caseSensitive } }),
    Arn: account.poolArn(pool.id),
    AccountRecoverySetting: defaultRecovery,
    UserPoolTier: 'ESSENTIALS',
    ...spec.settings,
  };
}
