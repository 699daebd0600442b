// Texts about a trial: the rows that are imported first, before the user decides about the rest.
import { counters, count } from '../../../domain/jobs/jobWords.ts';
import { restRows } from '../../../domain/imports/trial.ts';
import type { ImportState } from '../../../domain/imports/import.ts';

export const trialButtons = {
  rest: 'Import the Rest',
  undo: 'Undo the Trial',
  keep: 'Keep Only the Trial',
  /** Replaces `keep` if the trial has imported nobody. */
  stop: 'Stop Here',
  /** Continues after a part of the rest that did not succeed. */
  goOn: 'Continue',
} as const;

/** A reason in the job's log why rows did not become users. */
export interface TrialReason {
  readonly reason: string;
  readonly count: number;
}

const shownReasons = 3;

export const trialWords = {
  /** The first part, or one of those after it. */
  part: (part: number, parts: number): string => {
    if (part === 1) return 'the trial';
    return parts === 2 ? 'the rest' : `part ${part - 1} of ${parts - 1} of the rest`;
  },
  writing: (isRest: boolean): string => (isRest ? 'writing the rest' : 'writing the rows of the trial'),
  /** `The trial of users.csv into customers ended 3 hours ago: 8 imported · 2 failed. …` @param ago undefined if it has just ended. */
  question: (
    name: string,
    state: ImportState,
    reasons: readonly TrialReason[],
    ago: string | undefined,
    locale: string,
  ): string => {
    const result = state.parts[0]?.result;
    if (!result) return '';
    const { status, completionMessage: message } = result;
    const bad = status === 'Succeeded' ? '' : ` (${status})`;
    const ended = ago === undefined ? 'has ended' : `ended ${ago}`;
    const number = (value: number): string => value.toLocaleString(locale);
    // The service ends its reasons in full stops; in a list they are parts of a sentence.
    const shown = reasons
      .slice(0, shownReasons)
      .map(({ reason, count: rows }) => `${reason.replace(/\.$/, '')} (${number(rows)})`);
    const sentences = [
      `The trial of ${name} into ${state.poolName} ${ended}${bad}: ${counters(result, locale)}.`,
      ...(shown.length > 0 ? [`Failed: ${shown.join(' · ')}.`] : []),
      ...(status !== 'Succeeded' && message !== undefined ? [message] : []),
      `The other ${waits(restRows(state), locale)} for your decision.`,
    ];
    return sentences.join(' ');
  },
  /** In a list of unfinished imports: `trial ended 3 hours ago, 1,190 rows wait`. */
  waiting: (state: ImportState, ago: string, locale: string): string =>
    `trial ended ${ago}, ${waits(restRows(state), locale)}`,
  decided: (name: string): string => `The decision about the rest of ${name} has already been made.`,
  restTitle: 'Import the Rest',
} as const;

function waits(rows: number, locale: string): string {
  return count(rows, 'row waits', 'rows wait', locale);
}
