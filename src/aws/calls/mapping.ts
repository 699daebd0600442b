// Maps the SDK's shapes to the domain's. Answers are not validated against the patterns of the service model.
import type {
  AttributeType,
  GroupType,
  LambdaConfigType,
  SchemaAttributeType,
  UserImportJobType,
  UserPoolDescriptionType,
  UserPoolType,
  UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { defined } from '../../domain/base/defined.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { SchemaAttributeDescription, UserPoolDescription } from '../../domain/gateway/importGateway.ts';
import { isActive, isTerminal, type ImportJob } from '../../domain/jobs/job.ts';
import { PreSignedUrl } from '../../domain/gateway/preSignedUrl.ts';
import type { PoolGroup, PoolUser } from '../../domain/gateway/userGateway.ts';
import type { UserPool } from '../../domain/jobs/userPool.ts';
import { proxyAnswered } from '../failures/networkFailures.ts';

export function toUserPool(pool: UserPoolDescriptionType): UserPool {
  return defined({
    userPoolId: pool.Id ?? '',
    name: pool.Name ?? '',
    creationDate: milliseconds(pool.CreationDate),
    lastModifiedDate: milliseconds(pool.LastModifiedDate),
  });
}

export function toImportJob(job: UserImportJobType): ImportJob {
  const isUsable = !isActive(job.Status ?? '') && !isTerminal(job.Status ?? '');
  return defined({
    jobName: job.JobName ?? '',
    jobId: job.JobId ?? '',
    userPoolId: job.UserPoolId ?? '',
    status: job.Status ?? '',
    importedUsers: job.ImportedUsers ?? 0,
    skippedUsers: job.SkippedUsers ?? 0,
    failedUsers: job.FailedUsers ?? 0,
    // Wrapped at once: it embeds credentials.
    preSignedUrl: job.PreSignedUrl ? new PreSignedUrl(job.PreSignedUrl, isUsable) : undefined,
    creationDate: milliseconds(job.CreationDate),
    startDate: milliseconds(job.StartDate),
    completionDate: milliseconds(job.CompletionDate),
    cloudWatchLogsRoleArn: job.CloudWatchLogsRoleArn,
    completionMessage: job.CompletionMessage,
    passwordHashingAlgorithm: job.PasswordHashingAlgorithm,
  });
}

/** @throws FailureError where the answer has no job: something other than Cognito answered. */
export function answeredJob(job: UserImportJobType | undefined): ImportJob {
  if (job) return toImportJob(job);
  throw new FailureError(proxyAnswered);
}

export function toUserPoolDescription(pool: UserPoolType): UserPoolDescription {
  return defined({
    Name: pool.Name,
    SchemaAttributes: pool.SchemaAttributes?.map(toSchemaAttribute),
    AutoVerifiedAttributes: pool.AutoVerifiedAttributes,
    UsernameAttributes: pool.UsernameAttributes,
    EstimatedNumberOfUsers: pool.EstimatedNumberOfUsers,
    AliasAttributes: pool.AliasAttributes,
    MfaConfiguration: pool.MfaConfiguration,
    UsernameConfiguration: pool.UsernameConfiguration && defined(pool.UsernameConfiguration),
    UserPoolAddOns:
      pool.UserPoolAddOns && defined({ AdvancedSecurityMode: pool.UserPoolAddOns.AdvancedSecurityMode }),
    AccountRecoverySetting: pool.AccountRecoverySetting && {
      RecoveryMechanisms: (pool.AccountRecoverySetting.RecoveryMechanisms ?? []).map(({ Name, Priority }) =>
        defined({ Name, Priority }),
      ),
    },
    EmailConfiguration:
      pool.EmailConfiguration &&
      defined({ EmailSendingAccount: pool.EmailConfiguration.EmailSendingAccount }),
    UserPoolTier: pool.UserPoolTier,
    SelfSignUp: not(pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly),
    FirstAuthFactors: pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors,
    PasswordPolicy: pool.Policies?.PasswordPolicy && defined(pool.Policies.PasswordPolicy),
    Triggers: pool.LambdaConfig && triggersIn(pool.LambdaConfig),
  });
}

/** @param attributes passed separately, because their name differs between the operations' answers. */
export function toPoolUser(
  user: Pick<UserType, 'Username' | 'UserCreateDate' | 'UserLastModifiedDate' | 'Enabled' | 'UserStatus'>,
  attributes: readonly AttributeType[] = [],
): PoolUser {
  const created = milliseconds(user.UserCreateDate) ?? 0;
  return {
    username: user.Username ?? '',
    created,
    modified: milliseconds(user.UserLastModifiedDate) ?? created,
    enabled: user.Enabled ?? true,
    status: user.UserStatus ?? '',
    attributes: Object.fromEntries(attributes.map(({ Name = '', Value = '' }) => [Name, Value])),
  };
}

export function toPoolGroup(group: GroupType): PoolGroup {
  return defined({
    name: group.GroupName ?? '',
    description: group.Description,
    precedence: group.Precedence,
    roleArn: group.RoleArn,
  });
}

function toSchemaAttribute(attribute: SchemaAttributeType): SchemaAttributeDescription {
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = attribute;
  return defined({
    Name: attribute.Name,
    AttributeDataType: attribute.AttributeDataType,
    Required: attribute.Required,
    Mutable: attribute.Mutable,
    DeveloperOnlyAttribute: attribute.DeveloperOnlyAttribute,
    StringAttributeConstraints: text && defined(text),
    NumberAttributeConstraints: number && defined(number),
  });
}

/** Names of the triggers that are set; some members of the configuration are no triggers. */
function triggersIn(config: LambdaConfigType): readonly string[] {
  const { KMSKeyID: _key, ...triggers } = config;
  return Object.entries(triggers).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function not(flag: boolean | undefined): boolean | undefined {
  return flag === undefined ? undefined : !flag;
}

function milliseconds(date: Date | undefined): number | undefined {
  const time = date?.getTime();
  return time === undefined || Number.isNaN(time) ? undefined : time;
}
