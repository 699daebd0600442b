// The type of a format: the paths by which it is recognized, and the meaning of the value at each path.
import { isNothingWord } from '../../csv/values/nothingWords.ts';
import type { Meaning, RefusalReason, SourceHash } from '../user.ts';

/** A JSON value; in CSV every value is a text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** Converts a value, which may be empty or null, to text; undefined if the value means nothing. */
export type ReadText = (value: Json, now: number) => string | undefined;

/** The parts of a password hash that lie at paths of their own. */
export type HashPart = 'text' | 'salt' | 'iterations' | 'algorithm';

/** What happens to the value at one path. If the value is an object or a list, the rule applies to all of it. */
export type Rule =
  | { readonly kind: 'value'; readonly meaning: Meaning; readonly read: ReadText }
  | { readonly kind: 'aside'; readonly name: string; readonly read: ReadText }
  | { readonly kind: 'hashPart'; readonly part: HashPart }
  | { readonly kind: 'hash'; readonly read: (value: Json) => SourceHash | undefined }
  /** Secrets and values without use elsewhere: neither imported nor kept aside. */
  | { readonly kind: 'leaveOut' }
  /** Values whose names come from the data, each with its own rule. */
  | {
      readonly kind: 'spread';
      readonly read: (value: Json) => Iterable<readonly [path: string, value: Json]>;
    }
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; readonly when: (value: Json) => boolean };

/** A user while it is read. */
export interface Draft {
  place: number;
  values: Map<Meaning, string>;
  aside: Map<string, string>;
  hash: { text?: string; salt?: string; iterations?: number; algorithm?: string } | SourceHash | undefined;
  refused: RefusalReason | undefined;
}

export type ShapeKind = 'csv' | 'ndjson' | 'json';

export interface Format {
  readonly id: string;
  /** For the user: the system and which of its files. */
  readonly name: string;
  readonly shapes: readonly ShapeKind[];
  /** The file is of this format if its first records together have all paths of one of these. */
  readonly sure: readonly (readonly string[])[];
  /** It may be, and the user is asked, if they have all paths of one of these. */
  readonly maybe?: readonly (readonly string[])[];
  /** A JSON document with all these keys has its users at this place, even if they come late in it. */
  readonly document?: { readonly keys: readonly string[]; readonly at: readonly string[] };
  /** What the value at a path means. Values at other paths are kept aside under their path. */
  readonly rules: Readonly<Record<string, Rule | readonly Rule[]>>;
  /** For paths that `rules` does not have. */
  readonly ruleFor?: (path: string) => Rule | undefined;
  /** The names of the columns of a CSV that has no header, in order, and whether a record looks like one. */
  readonly headless?: {
    readonly columns: readonly string[];
    readonly fits: (record: readonly string[]) => boolean;
  };
  /** Whether it is a database table, in which NULL in capitals means no value, even in a column of names. */
  readonly isTable?: true;
  /** Values that follow only from several others together. */
  readonly finish?: (draft: Draft) => void;
}

/** A text unchanged; numbers, flags, lists and objects as JSON. Undefined for null and empty values. */
export const plain: ReadText = (value) => {
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (typeof value !== 'object') return String(value);
  const isEmpty = Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
  return isEmpty ? undefined : JSON.stringify(value);
};

/** `true` if there is any value, such as the time of a confirmation, otherwise `false`. */
export const present: ReadText = (value) => String(hasText(value));

/** `true` if there is any value, otherwise undefined. */
export const ifPresent: ReadText = (value) => (hasText(value) ? 'true' : undefined);

/** `true` if the value is a form of false. */
export const ifNot: ReadText = (value) => {
  if (typeof value === 'boolean') return value ? undefined : 'true';
  return /^(?:false|f|0|no)$/i.test(plain(value, 0)?.trim() ?? '') ? 'true' : undefined;
};

/** `true` if the value is a form of true. */
export const ifTrue: ReadText = (value) => {
  if (typeof value === 'boolean') return value ? 'true' : undefined;
  return /^(?:true|t|1|yes)$/i.test(plain(value, 0)?.trim() ?? '') ? 'true' : undefined;
};

/** Whether a value means something. Databases write NULL or \N for nothing. */
/** Names of people, which can be Null. */
export const nameMeanings: ReadonlySet<Meaning> = new Set([
  ...['username', 'preferred_username', 'nickname'],
  ...['name', 'given_name', 'middle_name', 'family_name'],
]);

function hasText(value: Json): boolean {
  const text = plain(value, 0)?.trim() ?? '';
  return text !== '' && !isNothingWord(text);
}

/** The value is imported as this attribute. */
export function to(meaning: Meaning, read: ReadText = plain): Rule {
  return { kind: 'value', meaning, read };
}

/** The value is kept aside under this name. */
export function aside(name: string, read: ReadText = plain): Rule {
  return { kind: 'aside', name, read };
}

export function hashPart(part: HashPart): Rule {
  return { kind: 'hashPart', part };
}

export const leaveOut: Rule = { kind: 'leaveOut' };

/** A record with a value at this path is not a user. */
export function refuse(reason: RefusalReason, when: (value: Json) => boolean = hasText): Rule {
  return { kind: 'refuse', reason, when };
}

/** Claims of OpenID Connect, which several systems name as Cognito does. */
export const openIdRules: Readonly<Record<string, Rule>> = Object.fromEntries(
  [
    'address',
    'birthdate',
    'email',
    'family_name',
    'gender',
    'given_name',
    'locale',
    'middle_name',
    'name',
    'nickname',
    'phone_number',
    'picture',
    'preferred_username',
    'profile',
    'updated_at',
    'website',
    'zoneinfo',
  ].map((name) => [name, to(name)]),
);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object of a JSON text; undefined if it is none. */
export function parseObject(value: Json | undefined): JsonObject | undefined {
  if (typeof value !== 'string') return isObject(value) ? value : undefined;
  try {
    const parsed = JSON.parse(value) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // A text that is not JSON means nothing here; a value that needs it is then missing and reported.
    return undefined;
  }
}

/** The text at a key; undefined if it is none. */
export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
