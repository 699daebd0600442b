// A place in a file that breaks a rule.
import type { RuleId } from './rules.ts';

/** Messages never quote values. */
export interface Finding {
  readonly rule: RuleId;
  /** 1 is the first line of the file. */
  readonly line: number;
  /** UTF-16 columns in the line; equal for something that is missing. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** For a duplicate: the line it was first on. */
  readonly firstLine?: number;
}

/** The place of a finding without its words: enough to fix it. */
export type Place = Pick<Finding, 'rule' | 'line' | 'start' | 'end'>;
