// What makes a row of a CSV and a user of the pool the same, by the pool's rules for signing in.
import type { PoolUser } from '../gateway/userGateway.ts';

/** The rules of a pool that say who is whom. */
export interface NameRules {
  /** Attributes that take the place of a username; empty where users have usernames. */
  readonly usernameAttributes: readonly string[];
  /** Attributes that users may sign in with besides their usernames. */
  readonly aliasAttributes: readonly string[];
  readonly caseSensitive: boolean;
}

/** A row of a CSV, as far as it says who it is. */
export interface KeyRow {
  /** Of the CSV; the header is line 1. */
  readonly line: number;
  /** What the CSV calls it, which is not always what the pool does. */
  readonly username: string;
  /** What makes a user the same one: the import skips the row. */
  readonly names: readonly string[];
  /** What signs in one user at most: that another user has it, the import has to settle. */
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

/** As `keysOfRow`, of a user that exists. */
export function namesOfUser({ username, attributes }: PoolUser, rules: NameRules): readonly string[] {
  if (rules.usernameAttributes.length === 0) return [username];
  return unique(rules.usernameAttributes.map((name) => attributes[name] ?? ''));
}

export function aliasesOfUser({ attributes }: PoolUser, rules: NameRules): readonly string[] {
  return aliases((name) => attributes[name], rules);
}

/** Usernames and addresses that differ in case only are the same in pools that say so (API reference, UsernameConfigurationType). */
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
