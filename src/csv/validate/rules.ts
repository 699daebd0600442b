// Every rule of an import CSV: its diagnostic code, its severity, and what Cognito is known to do when it is broken.
import { hint, rule, type Rule } from './ruleKinds.ts';

export type { Effect, Rule, Severity } from './ruleKinds.ts';

/** Fixed limits of the service (Quotas in Amazon Cognito). */
export const limits = {
  /** "100 MB"; AWS's own export solution takes it as this many bytes. */
  fileBytes: 100_000_000,
  /** Rows of users; the header is not counted. */
  rows: 500_000,
  /** UTF-16 code units of one line without its end; the documentation says "characters" only. */
  rowCharacters: 16_000,
  /** UTF-16 code units of any attribute value. */
  valueCharacters: 2_048,
  usernameCharacters: 128,
} as const;

/** By diagnostic code. */
export const rules = {
  // The file
  'byte-order-mark': rule('error', 'failsJob', 'format', 'The file must be UTF-8 without a byte order mark.'),
  'not-utf8': rule('error', 'failsJob', 'format', 'The file must be UTF-8.'),
  'utf-16': rule('error', 'failsJob', 'format', 'The file is UTF-16, but Cognito reads only UTF-8.'),
  'carriage-return-lines': rule(
    'error',
    'failsJob',
    'format',
    'Lines end in a carriage return (CR) alone, but must end in LF or CRLF.',
  ),
  'separator-line': rule(
    'error',
    'failsJob',
    'format',
    'This line tells a spreadsheet the separator. The rows are checked once it is removed.',
  ),
  'file-too-large': rule('error', 'failsJob', 'quotas', 'The file can have at most 100 MB.'),
  'too-many-rows': rule('error', 'failsJob', 'quotas', 'The file can have at most 500,000 users.'),
  'no-header': rule('error', 'failsJob', 'format', 'The first line must be the header.'),
  'no-rows': hint('warning', 'unknown', 'import', 'The file has no users.'),
  'wrong-delimiter': rule('error', 'failsJob', 'format', 'Columns must be separated by commas.'),
  'bare-carriage-return': hint(
    'warning',
    'unknown',
    'format',
    'Lines should end in LF or CRLF, not in CR alone.',
  ),
  'blank-line': hint('warning', 'unknown', 'format', 'There should be no empty lines.'),
  'empty-row': hint('warning', 'unknown', 'format', 'This row has only commas and is not a user.'),

  // The header
  'missing-column': rule(
    'warning',
    'unknown',
    'format',
    "Every column of the pool's header should be present.",
  ),
  'missing-required-column': rule('error', 'failsJob', 'format', 'A required column is missing.'),
  'quoted-header': rule('error', 'failsJob', 'format', 'Column names must not be in quotation marks.'),
  'unknown-column': rule('error', 'failsJob', 'format', "Only columns of the pool's header are allowed."),
  'not-importable-column': rule('error', 'failsJob', 'import', 'This column cannot be imported.'),
  'empty-columns': rule(
    'error',
    'failsJob',
    'format',
    'The file has empty columns without a name at the end.',
  ),
  'duplicate-column': rule('error', 'failsJob', 'format', 'Duplicate column.'),

  // The pool and the job
  'pool-no-auto-verified': rule(
    'error',
    'failsJob',
    'import',
    'The user pool must verify at least one attribute automatically; otherwise the job does not start.',
  ),
  'hash-column-missing': rule(
    'error',
    'failsJob',
    'import',
    'A job with a password-hash algorithm needs the column password_hash.',
  ),
  'hash-without-algorithm': hint(
    'warning',
    'unknown',
    'import',
    'Password hashes are imported only if the job names their algorithm.',
  ),

  // The syntax of a row
  'row-too-long': rule('error', 'failsRow', 'quotas', 'A row can have at most 16,000 characters.'),
  'column-count': rule(
    'error',
    'failsRow',
    'format',
    'A row must have as many values as the header has columns.',
  ),
  'glued-rows': rule('error', 'failsRow', 'format', 'These are probably two rows on one line.'),
  'quoted-value': rule('error', 'failsRow', 'format', 'Values must not be in quotation marks.'),
  'unclosed-quote': rule(
    'error',
    'failsRow',
    'format',
    'A quotation mark opens a value that does not end on this line; values must not be in quotation marks.',
  ),
  'unescaped-hash-comma': rule(
    'error',
    'failsRow',
    'import',
    'The commas of an Argon2id hash must be written "\\,".',
  ),
  backslash: rule('warning', 'unknown', 'format', 'AWS documents a backslash only before a comma.'),
  'control-character': rule('error', 'unknown', 'attributes', 'The value contains a control character.'),
  'invisible-character': rule(
    'error',
    'failsRow',
    'attributes',
    'The value contains an invisible character.',
  ),
  'invisible-in-text': rule('warning', 'none', 'attributes', 'The value contains an invisible character.'),
  mojibake: rule('warning', 'none', 'format', 'This text is UTF-8 that was read as Windows-1252.'),
  'null-word': rule(
    'warning',
    'unknown',
    'format',
    'Programs write this word for a missing value, but Cognito imports it as the value.',
  ),
  'white-space': rule('info', 'none', 'format', 'Cognito trims the white space around a value.'),

  // Usernames and aliases
  'username-missing': rule('error', 'failsRow', 'format', 'Every user needs a cognito:username.'),
  'username-characters': rule(
    'error',
    'failsRow',
    'format',
    'A username cannot have spaces, tabs or control characters.',
  ),
  'username-too-long': rule('error', 'failsRow', 'format', 'A username can have at most 128 characters.'),
  'username-not-alias': rule(
    'warning',
    'unknown',
    'attributes',
    'In this user pool the username is an email address or a phone number.',
  ),
  'username-like-alias': rule(
    'warning',
    'unknown',
    'aliases',
    'In this user pool a username must not look like an email address or a phone number.',
  ),
  'duplicate-username': rule('error', 'skipsRow', 'import', 'A user that already exists is skipped.'),

  'duplicate-alias': rule(
    'error',
    'unknown',
    'aliases',
    'Only one user can sign in with a verified email address or phone number.',
  ),

  // Attributes
  'no-verified-attribute': rule(
    'error',
    'failsRow',
    'import',
    'Every user needs an attribute that the pool verifies automatically set to verified.',
  ),
  'verified-email-missing': rule(
    'error',
    'failsRow',
    'format',
    'The email address is missing, but email_verified is true.',
  ),
  'verified-phone-missing': rule(
    'error',
    'failsRow',
    'format',
    'The phone number is missing, but phone_number_verified is true.',
  ),
  'required-attribute-missing': rule('error', 'failsRow', 'import', 'The user pool requires this attribute.'),
  'boolean-value': rule('error', 'failsRow', 'format', 'The value must be true or false.'),
  'mfa-mismatch': rule(
    'error',
    'failsRow',
    'format',
    "cognito:mfa_enabled must agree with the user pool's MFA setting.",
  ),
  'mfa-blank': hint(
    'info',
    'none',
    'format',
    'Cognito has rejected an empty cognito:mfa_enabled in the past.',
  ),
  'birthdate-format': rule('error', 'failsRow', 'format', 'A birthdate is written mm/dd/yyyy.'),
  'birthdate-order': rule(
    'warning',
    'none',
    'format',
    'The day may come first in this birthdate, but Cognito reads the month first.',
  ),
  'birthdate-impossible': rule('error', 'failsRow', 'format', 'This date does not exist.'),
  'updated-at-format': rule(
    'error',
    'failsRow',
    'format',
    'updated_at is a whole number of seconds since 1970.',
  ),
  'updated-at-milliseconds': rule(
    'error',
    'failsRow',
    'format',
    'updated_at is in seconds; this looks like milliseconds.',
  ),
  'email-format': rule('error', 'failsRow', 'attributes', 'This is not an email address.'),
  'phone-format': rule(
    'error',
    'failsRow',
    'attributes',
    'A phone number is a plus sign, the country code and digits.',
  ),
  'phone-digits-lost': rule(
    'error',
    'failsRow',
    'attributes',
    'A spreadsheet has rounded this phone number.',
  ),
  'value-too-long': rule('error', 'failsRow', 'attributes', 'The value is longer than the attribute allows.'),
  'value-too-short': rule(
    'error',
    'failsRow',
    'attributes',
    'The value is shorter than the attribute allows.',
  ),
  'not-a-number': rule('error', 'failsRow', 'attributes', 'The attribute is a number.'),
  'number-range': rule('error', 'failsRow', 'attributes', 'The number is outside what the attribute allows.'),

  // Passwords
  'hash-blank': hint('info', 'none', 'import', 'A user without a password hash has to reset the password.'),
  'hash-format': rule('error', 'failsRow', 'import', "This is not a hash of the job's algorithm."),
  'hash-encoded': rule('error', 'failsRow', 'import', 'The hash is encoded twice.'),
  'hash-limit': rule('error', 'failsRow', 'import', 'The cost of the hash is over the limit of Cognito.'),
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;
