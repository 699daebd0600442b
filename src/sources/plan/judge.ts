// What the plan asks of a password hash.
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { SourceHash } from '../user.ts';

export type Verdict =
  | {
      readonly kind: 'usable';
      readonly algorithm: HashAlgorithm;
      readonly hash: string;
      readonly converted: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: string; readonly detail?: string }
  | { readonly kind: 'none' };

export type JudgeHash = (hash: SourceHash | undefined) => Verdict;
