// The filter of ListUsers: `attribute = "value"` and `attribute ^= "start"`.
import { invalidParameter } from '../serviceError.ts';
import { attribute, type User } from './users.ts';

/** The searchable attributes; "you can search only for the following standard attributes" (API reference, ListUsers). */
const searchable: readonly string[] = [
  ...['username', 'email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'],
  ...['cognito:user_status', 'status', 'sub'],
];

/** Usernames and `enabled` are compared case-sensitively, the status is not (API reference); here all others are case-sensitive. */
export function userFilter(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter.trim() === '') return () => true;
  const [, name, operator, value] = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
  if (name === undefined || value === undefined || !searchable.includes(name))
    throw invalidParameter('Error while parsing filter.');
  const unescaped = value.replaceAll(/\\(.)/g, '$1');
  const wanted = name === 'cognito:user_status' ? unescaped.toUpperCase() : unescaped;
  const read = (user: User): string => {
    if (name === 'username') return user.username;
    if (name === 'cognito:user_status') return user.status;
    if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
    return attribute(user, name);
  };
  return (user) => (operator === '=' ? read(user) === wanted : read(user).startsWith(wanted));
}
