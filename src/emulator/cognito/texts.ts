// The service's own messages. Undocumented ones are invented here, and marked.
import type { RuleId } from '../../csv/validate/rules.ts';

/** CompletionMessage of a job: the complete list found in documentation, CLI examples and issues. */
export const completion = {
  succeeded: 'Import Job Completed Successfully.',
  tooManyFailed: 'Too many users have failed or been skipped during the import.',
  stopped: 'The Import Job was stopped by the developer.',
  expired: 'The user import job has expired.',
} as const;

/** CompletionMessage of a job with an unusable file. Invented: only the failure is documented, not the message. */
export const unusableFile: Partial<Record<RuleId, string>> = {
  'hash-column-missing': 'The CSV file does not contain the password_hash column.',
  'too-many-rows': 'The CSV file contains too many users.',
  'file-too-large': 'The CSV file is too large.',
  'no-header': 'The CSV file does not contain a header.',
  'missing-required-column': 'The CSV file is missing a required header.',
  'unknown-column': 'The CSV file contains unexpected headers.',
  'not-importable-column': 'The CSV file contains unexpected headers.',
  'duplicate-column': 'The CSV file contains duplicate headers.',
};

/** CompletionMessage of a job with an unsuitable log role. Invented: only the failure is documented, not the message. */
export const unusableRole = {
  notAssumable: 'Amazon Cognito cannot assume the CloudWatch Logs role of the user import job.',
  mayNotWriteLogs: 'The CloudWatch Logs role of the user import job is not allowed to write logs.',
} as const;

/** Invented, for every other way in which a file can be unusable. */
export const unreadableFile = 'The CSV file could not be parsed.';

/** Seen in the wild (amplify-js issue 6416). */
export const noFile = (jobId: string): string => `No csv file was uploaded for ${jobId}`;

/** Documented as a rule ("Only one import job can be active at a time per account."); the error's words are invented. */
export const anotherActive = 'Only one import job can be active at a time per account.';

/** Invented. */
export const notStartable = (jobId: string, status: string): string =>
  `User import job ${jobId} cannot be started because its status is ${status}`;

/** Invented. */
export const notStoppable = (jobId: string, status: string): string =>
  `User import job ${jobId} cannot be stopped because its status is ${status}`;

/** Documented as a rule ("the import job will not start"); the error and its words are invented. */
export const nothingAutoVerified =
  'The user pool must have at least one auto verified attribute before users can be imported.';

/** From other emulators that mirror the service. */
export const noSuchPool = (poolId: string): string => `User pool ${poolId} does not exist.`;

/** Invented. */
export const noSuchJob = (jobId: string): string => `User import job ${jobId} does not exist.`;

/** Invented. */
export const tooManyJobs = 'The number of import jobs in the user pool exceeds the limit.';

/** Invented. */
export const hashesNotSupported = 'Password hash import is not supported for this user pool.';

/** Invented. */
export const invalidToken = 'Invalid pagination token';

export const noSuchUser = 'User does not exist.';

export const userExists = 'User account already exists';

export const noSuchGroup = 'Group not found.';

export const groupExists = 'A group with the name already exists.';

/** Invented. */
export const tooManyGroups = 'The number of groups exceeds the limit.';

/** AdminResetUserPassword for a user with a temporary password. */
export const notResettable = 'User password cannot be reset in the current state.';

/** AdminResetUserPassword for a user without a verified address or number. */
export const noContact =
  'Cannot reset password for the user as there is no registered/verified email or phone_number';

/** Seen in the wild (cognito-backup-restore issue 46), as LimitExceededException. */
export const tooManyEmails =
  'Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure your user pool to use your own Amazon SES configuration for sending email.';

/** For a pool where only administrators can recover accounts. The code is a guess, the words are ForgotPassword's. */
export const noRecovery = 'Contact administrator to reset password.';

/** Invented. */
export const poolBusy = 'A user import job is in progress for this user pool.';
