// A user in the file of another system, before any decision about the import.
import type { recordRefusals } from './refusals.ts';

/** The meaning of a source's value: a standard attribute of a user pool, a custom one (`custom:…`), or one of these three. */
export type Meaning = string;

/** One user of a source, before any decision. */
export interface SourceUser {
  /** Its place in the source: its first line in CSV and NDJSON, its number among the users in JSON; counted from 1. */
  readonly place: number;
  /**
   * By meaning: `username`, `mfa_enabled`, a standard attribute (`email`, `email_verified`, …) or `custom:…`. Texts as the source has
   * them, trimmed and never empty. Only flags whose form is the system's own are `true` or `false` already.
   */
  readonly values: ReadonlyMap<Meaning, string>;
  /** Undefined if the source has none for this user. */
  readonly hash?: SourceHash;
  /** What Cognito's CSV cannot carry, by name: `source_id`, `groups`, `disabled` (`true` only), `created_at`, others by their path. */
  readonly aside: ReadonlyMap<string, string>;
}

/** Evidence of a password hash, as found. */
export interface SourceHash {
  readonly text: string;
  /** Salt, iterations or the algorithm's name, if they are beside the hash, as the source writes them. */
  readonly salt?: string;
  readonly iterations?: number;
  readonly algorithm?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** Why a record of a source is not a user; the message is in recordRefusals. */
export type RefusalReason = keyof typeof recordRefusals;

/** A record that is not taken for a user, so that none is lost without a word. */
export interface Refused {
  /** As in SourceUser. */
  readonly place: number;
  readonly refused: RefusalReason;
}

export type SourceEntry = SourceUser | Refused;

export function isRefused(entry: SourceEntry): entry is Refused {
  return 'refused' in entry;
}
