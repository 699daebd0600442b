// The plan of a conversion: who is imported, who keeps the password, what is lost. It holds counts and names, never a user's values.
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { DateEvidence } from '../../csv/values/dates.ts';
import type { RuleId } from '../../csv/validate/rules.ts';
import type { RefusalReason } from '../user.ts';

/** Why a record does not become a user: it is none, or Cognito refuses it by this rule. */
export type LossReason = RefusalReason | RuleId;

export interface Loss {
  readonly reason: LossReason;
  /** The detail that differs between records of one reason: the missing attribute. Never a value. */
  readonly detail?: string;
  readonly count: number;
  /** The first places of the source. */
  readonly places: readonly number[];
}

/** Users whose password stays. */
export interface Kept {
  readonly algorithm: HashAlgorithm;
  readonly count: number;
  /** Of these, the hashes that were rewritten in Cognito's form. */
  readonly converted: number;
}

/** Users who have to set a new password. */
export interface Reset {
  /** The reason of the hash's verdict; `none`: the source has no hash; `pool`: the user pool does not take hashes; `choice`: the user leaves them out. */
  readonly reason: string;
  /** The detail that differs between hashes of one reason, such as a limit. Never a hash. */
  readonly detail?: string;
  readonly count: number;
}

/** What happens to a value of the source. */
export interface PlannedKey {
  /** Its meaning, or its name in the source. */
  readonly key: string;
  /** Users who have it. */
  readonly users: number;
  /** The columns of the user pool that it fills. */
  readonly targets: readonly string[];
  /** kept: in the file for after the import · left: dropped, because the user says so or because it is a secret. */
  readonly rest: 'imported' | 'kept' | 'left' | 'secret';
}

/** Values that the column does not take as they are: the users are imported without them. */
export interface Emptied {
  readonly target: string;
  readonly reason: RuleId;
  readonly count: number;
  readonly places: readonly number[];
}

/** Plain data: it is posted between threads. */
export interface Plan {
  /** Records of the source: `imported`, `lost` and `filtered` add up to it. */
  readonly rows: number;
  /** `kept` and `reset` add up to it. */
  readonly imported: number;
  readonly kept: readonly Kept[];
  readonly reset: readonly Reset[];
  readonly lost: readonly Loss[];
  readonly filtered: { readonly unverified: number; readonly blocked: number };
  readonly keys: readonly PlannedKey[];
  readonly emptied: readonly Emptied[];
  /** Names in the file that is kept aside, including those of `Emptied`; empty if there is no such file. */
  readonly aside: readonly string[];
  /** Users who have something kept aside. */
  readonly asideUsers: number;
  /** Users whom the source has blocked or disabled: Cognito imports them enabled. */
  readonly blocked: number;
  /** Phone numbers that only a country makes complete. */
  readonly phonesWithoutCountry: number;
  /** Values whose line breaks became spaces. */
  readonly lineBreaks: number;
  /** The evidence of the birthdates, if a column has any. */
  readonly dates?: DateEvidence;
  /** Rules of the pool and its columns that make any job fail. */
  readonly jobFails: readonly RuleId[];
}

/** One CSV of the result, for one job. */
export interface PlannedPart {
  /** Undefined for users without a hash that can be used. */
  readonly algorithm?: HashAlgorithm;
  readonly users: number;
}

/** A job accepts one algorithm and users without a hash, so only several algorithms need several parts. */
export function partsOf({ kept, reset, imported }: Plan): readonly PlannedPart[] {
  const [only, ...others] = kept;
  if (only === undefined) return imported === 0 ? [] : [{ users: imported }];
  if (others.length === 0) return [{ algorithm: only.algorithm, users: imported }];
  const without = reset.reduce((sum, { count }) => sum + count, 0);
  return [
    ...kept.map(({ algorithm, count }) => ({ algorithm, users: count })),
    ...(without > 0 ? [{ users: without }] : []),
  ];
}
