// Imports one row: creates a user, or returns the rule that the row breaks. Shares the table of rules with the validator, but no code.
import { splitRecord } from '../../csv/read/dialect.ts';
import { limits, type RuleId } from '../../csv/validate/rules.ts';
import { brokenAttribute, isTrue } from './attributeRules.ts';
import type { Outcome } from './jobResults.ts';
import { brokenHash } from './passwordHash.ts';
import type { MfaConfiguration, SchemaAttribute, VerifiedAttribute } from './schema.ts';
import type { NewUser } from './users.ts';

/** What an import needs from its user pool. */
export interface ImportPool {
  readonly spec: { readonly usernameAttributes?: readonly string[] | undefined };
  readonly schema: readonly SchemaAttribute[];
  readonly csvHeader: readonly string[];
  readonly autoVerifiedAttributes: readonly VerifiedAttribute[];
  readonly mfaConfiguration: MfaConfiguration;
  hasUser(name: string): boolean;
  importUser(user: NewUser): void;
}

/** What is the same for every row of a file. */
export interface RowContext {
  readonly pool: ImportPool;
  readonly columns: readonly string[];
  readonly algorithm: string | undefined;
  readonly attributes: readonly (SchemaAttribute | undefined)[];
  readonly position: ReadonlyMap<string, number>;
  /** Attributes that every user must have. */
  readonly requiredAttributes: readonly string[];
}

export function newRowContext(
  pool: ImportPool,
  columns: readonly string[],
  algorithm: string | undefined,
): RowContext {
  return {
    pool,
    columns,
    algorithm,
    attributes: columns.map((column) => pool.schema.find((attribute) => attribute.Name === column)),
    position: new Map(columns.map((column, index) => [column, index])),
    requiredAttributes: pool.schema
      .filter((attribute) => attribute.Required && attribute.Name !== 'sub')
      .map((attribute) => attribute.Name),
  };
}

/**
 * Imports one line. It is not documented whether an invalid row of an existing user is FAILED or SKIPPED: here the rules come first.
 */
export function importRow(context: RowContext, line: string, at: number, newSub: () => string): Outcome {
  const cells = cellsOf(line);
  const broken = brokenRow(context, line, cells);
  if (broken !== undefined) return broken;
  const username = valueOf(context, cells, 'cognito:username');
  if (existing(context, cells, username)) return 'SKIPPED';
  const hashed = context.algorithm !== undefined && valueOf(context, cells, 'password_hash') !== '';
  context.pool.importUser({
    username,
    sub: newSub(),
    columns: context.columns,
    values: cells,
    created: at,
    status: hashed ? 'CONFIRMED' : 'RESET_REQUIRED',
  });
  return 'SUCCEEDED';
}

/** In pools where users sign in with an address or a number, that identifies them, not the row's username (Developer Guide). */
function existing(context: RowContext, cells: readonly string[], username: string): boolean {
  const { usernameAttributes = [] } = context.pool.spec;
  const names =
    usernameAttributes.length === 0
      ? [username]
      : [username, ...usernameAttributes.map((name) => valueOf(context, cells, name))];
  return names.some((name) => name !== '' && context.pool.hasUser(name));
}

/** The unescaped, trimmed values of a line. Which white space the service trims is not documented; this does what Java does. */
export function cellsOf(line: string): string[] {
  return splitRecord(line).map(({ value }) => {
    let start = 0;
    let end = value.length;
    while (start < end && value.charCodeAt(start) <= 0x20) start++;
    while (end > start && value.charCodeAt(end - 1) <= 0x20) end--;
    return value.slice(start, end);
  });
}

function valueOf(context: RowContext, cells: readonly string[], column: string): string {
  const index = context.position.get(column);
  return index === undefined ? '' : (cells[index] ?? '');
}

function brokenRow(context: RowContext, line: string, cells: readonly string[]): RuleId | undefined {
  if (line.length > limits.rowCharacters) return 'row-too-long';
  if (cells.length !== context.columns.length) return 'column-count';
  if (line.includes('"') && cells.some((cell) => /^"(?:[^"]|"")*"$/.test(cell))) return 'quoted-value';
  return (
    brokenUsername(valueOf(context, cells, 'cognito:username')) ??
    brokenVerification(context, cells) ??
    context.requiredAttributes
      .filter((name) => valueOf(context, cells, name) === '')
      .map((): RuleId => 'required-attribute-missing')[0] ??
    brokenValues(context, cells) ??
    brokenMfa(context, valueOf(context, cells, 'cognito:mfa_enabled')) ??
    (context.algorithm === undefined
      ? undefined
      : brokenHash(context.algorithm, valueOf(context, cells, 'password_hash')))
  );
}

function brokenUsername(username: string): RuleId | undefined {
  if (username === '') return 'username-missing';
  if (username.length > limits.usernameCharacters) return 'username-too-long';
  return /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(username) ? undefined : 'username-characters';
}

function brokenVerification(context: RowContext, cells: readonly string[]): RuleId | undefined {
  const verified = (attribute: string): boolean => isTrue(valueOf(context, cells, `${attribute}_verified`));
  if (!context.pool.autoVerifiedAttributes.some(verified)) return 'no-verified-attribute';
  if (verified('email') && valueOf(context, cells, 'email') === '') return 'verified-email-missing';
  if (verified('phone_number') && valueOf(context, cells, 'phone_number') === '') {
    return 'verified-phone-missing';
  }
  return undefined;
}

function brokenValues(context: RowContext, cells: readonly string[]): RuleId | undefined {
  for (const [index, value] of cells.entries()) {
    const attribute = context.attributes[index];
    const broken = attribute && value !== '' ? brokenAttribute(attribute, value) : undefined;
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** MFA off: not true; on: not false; optional: either. A blank value is always accepted, because the column has become optional. */
function brokenMfa(context: RowContext, value: string): RuleId | undefined {
  if (value === '') return undefined;
  if (!/^(?:true|false)$/i.test(value)) return 'boolean-value';
  const wrong = { OFF: 'true', ON: 'false', OPTIONAL: undefined }[context.pool.mfaConfiguration];
  return value.toLowerCase() === wrong ? 'mfa-mismatch' : undefined;
}
