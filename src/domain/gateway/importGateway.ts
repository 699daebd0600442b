// The part of the port that creates imports and reads their logs. Every rejection is a FailureError.
import type { ImportJob } from '../jobs/job.ts';
import type { Page } from './page.ts';
import type { PreSignedUrl } from './preSignedUrl.ts';

/**
 * The part of DescribeUserPool (UserPoolType) that determines what the pool can import, and how its users sign in. Bounds are text, as
 * in the API.
 */
export interface UserPoolDescription {
  readonly Name?: string;
  readonly SchemaAttributes?: readonly SchemaAttributeDescription[];
  readonly AutoVerifiedAttributes?: readonly string[];
  readonly UsernameAttributes?: readonly string[];
  readonly AliasAttributes?: readonly string[];
  readonly MfaConfiguration?: string;
  readonly UsernameConfiguration?: { readonly CaseSensitive?: boolean };
  /** The service updates this number from time to time; it may be out of date. */
  readonly EstimatedNumberOfUsers?: number;
  /** Threat protection: the pool records sign-ins where AdvancedSecurityMode is AUDIT or ENFORCED, which requires the tier Plus. */
  readonly UserPoolAddOns?: { readonly AdvancedSecurityMode?: string };
  /** verified_email, verified_phone_number or admin_only; the lowest priority is the preferred one. */
  readonly AccountRecoverySetting?: {
    readonly RecoveryMechanisms?: readonly { readonly Name?: string; readonly Priority?: number }[];
  };
  /** COGNITO_DEFAULT, or DEVELOPER for Amazon SES. */
  readonly EmailConfiguration?: { readonly EmailSendingAccount?: string };
  /** LITE, ESSENTIALS or PLUS. */
  readonly UserPoolTier?: string;
  /** Whether users may sign up by themselves (the opposite of AllowAdminCreateUserOnly). */
  readonly SelfSignUp?: boolean;
  /** PASSWORD, EMAIL_OTP, … */
  readonly FirstAuthFactors?: readonly string[];
  readonly PasswordPolicy?: PasswordPolicy;
  /** Names of the Lambda triggers that are set. */
  readonly Triggers?: readonly string[];
}

export interface PasswordPolicy {
  readonly MinimumLength?: number;
  readonly RequireUppercase?: boolean;
  readonly RequireLowercase?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireSymbols?: boolean;
}

export interface SchemaAttributeDescription {
  readonly Name?: string;
  readonly AttributeDataType?: string;
  readonly Required?: boolean;
  readonly Mutable?: boolean;
  readonly DeveloperOnlyAttribute?: boolean;
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string };
}

export interface NewImportJob {
  readonly jobName: string;
  readonly userPoolId: string;
  readonly cloudWatchLogsRoleArn: string;
  /** BCRYPT, SCRYPT, ARGON2ID or PBKDF2_SHA256; only for pools whose CSV header has `password_hash`. */
  readonly passwordHashingAlgorithm?: string;
}

/** A role that lets import jobs write their log. */
export interface LogRole {
  readonly name: string;
  readonly arn: string;
  /** Whether its trust policy lets Amazon Cognito assume it; undefined if the policy could not be read. */
  readonly trustsCognito?: boolean;
}

/** One event of a job's log stream. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** The calls that make an import: `imports` of every `CognitoGateway`. */
export interface ImportGateway {
  describeUserPool(userPoolId: string, signal: AbortSignal): Promise<UserPoolDescription>;
  /** The columns of the pool's template, in order; with `password_hash` if the pool can import hashes. */
  getCsvHeader(userPoolId: string, signal: AbortSignal): Promise<readonly string[]>;
  createUserImportJob(job: NewImportJob, signal: AbortSignal): Promise<ImportJob>;
  /** Legal from Created, once the CSV is uploaded. */
  startUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob>;
  /**
   * Sends a file to the job's pre-signed URL (PUT with the KMS header the signature covers), streamed from disk.
   * Fails as 'conflict' with S3's reason as a sentence when the URL has expired or the signature does not match, and as 'offline' when
   * the connection broke. Not retried here.
   */
  upload(
    url: PreSignedUrl,
    path: string,
    onProgress: (progress: UploadProgress) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** IAM roles; those that trust cognito-idp.amazonaws.com come first. 'denied' if the caller may not read IAM. */
  listLogRoles(signal: AbortSignal): Promise<readonly LogRole[]>;
  /**
   * Creates a role as the AWS console does: trusted by Cognito, allowed to write to /aws/cognito/* in the connection's Region. If its
   * policy cannot be added, the role is deleted again. A new role may need some seconds until a job can use it.
   */
  createLogRole(name: string, signal: AbortSignal): Promise<LogRole>;
  /**
   * A page of the job's log stream (CloudWatch Logs GetLogEvents, from the head): up to 10,000 events. Empty while the stream does
   * not exist yet. A page without `nextToken` is the current end: a later call with the token of that page continues
   * there. CloudWatch Logs answers 25 such requests per second in an account and Region; with this page size, far fewer are needed.
   */
  listLogEvents(
    pool: { readonly userPoolId: string; readonly name: string },
    job: { readonly jobId: string; readonly jobName: string },
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<LogEvent>>;
}
