// What one user is in the file of another system, before anything is decided about the import.
import type { recordRefusals } from './refusals.ts';

/** What a value of a source means: a standard attribute of a user pool, one of its own (`custom:…`), or one of these three. */
export type Meaning = string;

/** One user as a source has it, before anything is decided. */
export interface SourceUser {
  /** Where it is in the source: the line it begins on in CSV and NDJSON, its number among the users in JSON; 1 is the first. */
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
  /** Where salt, iterations or the algorithm's name lie beside the hash, as the source writes them. */
  readonly salt?: string;
  readonly iterations?: number;
  readonly algorithm?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** Why a record of a source is no user; its sentence is in recordRefusals. */
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
