// Matches rows of a CSV with users of a pool, by the pool's rules for signing in.
import type { PoolUser } from '../gateway/userGateway.ts';

/** The settings of a pool that determine how users are identified. */
export interface NameRules {
  /** Attributes used instead of a username; empty where users have usernames. */
  readonly usernameAttributes: readonly string[];
  /** Attributes that users may sign in with besides their usernames. */
  readonly aliasAttributes: readonly string[];
  readonly caseSensitive: boolean;
}

/** The identity of a CSV row. */
export interface KeyRow {
  /** Line in the CSV; the header is line 1. */
  readonly line: number;
  /** The username in the CSV, which may differ from the one in the pool. */
  readonly username: string;
  /** If an existing user has one of these keys, it is the same user and the import skips the row. */
  readonly names: readonly string[];
  /** Sign-in values that belong to one user at most: if another user has one, the import decides the conflict. */
  readonly aliases: readonly string[];
}

/** @param value of an attribute or a column; undefined or empty where there is none. */
export type Read = (name: string) => string | undefined;

/** @param read gives values by column name. */
export function keysOfRow(line: number, read: Read, rules: NameRules): KeyRow {
  const username = read('cognito:username') ?? '';
  const contacts = rules.usernameAttributes.map((name) => read(name) ?? '');
  return {
    line,
    username,
    names: unique(rules.usernameAttributes.length > 0 ? [...contacts, username] : [username]),
    aliases: aliases(read, rules),
  };
}

/** Like `keysOfRow`, for an existing user. */
export function namesOfUser({ username, attributes }: PoolUser, rules: NameRules): readonly string[] {
  if (rules.usernameAttributes.length === 0) return [username];
  return unique(rules.usernameAttributes.map((name) => attributes[name] ?? ''));
}

export function aliasesOfUser({ attributes }: PoolUser, rules: NameRules): readonly string[] {
  return aliases((name) => attributes[name], rules);
}

/** In case-insensitive pools, usernames and addresses that differ only in case are equal (API reference, UsernameConfigurationType). */
export function sameName(a: string, b: string, { caseSensitive }: NameRules): boolean {
  return folded(a, caseSensitive) === folded(b, caseSensitive);
}

export function folded(name: string, caseSensitive: boolean): string {
  return caseSensitive ? name : name.toLowerCase();
}

/** An address or a number signs in once it is verified; a preferred username always (Developer Guide, "Customizing sign-in attributes"). */
function aliases(read: Read, { aliasAttributes }: NameRules): readonly string[] {
  const signing = aliasAttributes.filter(
    (name) => name === 'preferred_username' || read(`${name}_verified`)?.toLowerCase() === 'true',
  );
  return unique(signing.map((name) => read(name) ?? ''));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== ''))];
}
