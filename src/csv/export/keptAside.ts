// The files beside an exported CSV: the values that an import cannot carry, and the users left out.
import type { PoolUser } from '../../domain/gateway/userGateway.ts';
import { afterKey, writeAfterRecord } from '../afterFile.ts';
import { rules } from '../validate/rules.ts';
import type { LeftOut } from './exportRow.ts';

/** Of NAME.after.csv, and of NAME.left-out.csv behind the reason. */
const kept = ['source_id', 'groups', 'disabled', 'status', 'created_at', 'source', 'metadata'] as const;

export const afterHeader = writeAfterRecord([afterKey, ...kept]);

/** What is known about a user besides the attributes. */
export interface Known {
  readonly user: PoolUser;
  readonly groups: readonly string[];
  /** The pool of the export. */
  readonly userPoolId: string;
}

/** @param username as the CSV has it. @param rest attributes that the CSV does not have. */
export function afterRecord(username: string, known: Known, rest: ReadonlyMap<string, string>): string {
  return writeAfterRecord([username, ...valuesOf(known, Object.fromEntries(rest))]);
}

export const leftOutHeader = writeAfterRecord([afterKey, 'reason', ...kept]);

/** Of a user who is not in the CSV: all attributes are in `metadata`. @param reason in words. */
export function leftOutRecord(known: Known, reason: string): string {
  const { sub: _sub, ...attributes } = known.user.attributes;
  return writeAfterRecord([known.user.username, reason, ...valuesOf(known, attributes)]);
}

function valuesOf({ user, groups, userPoolId }: Known, metadata: object): readonly string[] {
  return [
    user.attributes['sub'] ?? '',
    groups.length === 0 ? '' : JSON.stringify(groups),
    user.enabled ? '' : 'true',
    user.status,
    new Date(user.created).toISOString(),
    userPoolId,
    Object.keys(metadata).length === 0 ? '' : JSON.stringify(metadata),
  ];
}

/** `users.left-out.csv` for `users.csv`. */
export function leftOutFileOf(name: string): string {
  return `${name.replace(/\.csv$/i, '')}.left-out.csv`;
}

/** For a person: why a user is not in the CSV. */
export function leftOutReason(reason: LeftOut): string {
  return reason === 'external'
    ? 'This user signs in through an identity provider, and an import cannot make that link.'
    : rules[reason].title;
}
