// Texts of the section *After the import* of a job's panel.
import { count } from '../../../domain/jobs/jobWords.ts';
import type { AfterActionType } from '../../../protocol/afterImport.ts';
import type { evidenceWords } from '../reportWords.ts';

/** The outcomes of a pass, in rows. */
export interface Tally {
  readonly done: number;
  readonly kept: number;
  readonly failed: number;
  readonly rows: number;
}

interface PassWords {
  /** Replaces the command's name if the pass is resumed. */
  readonly goOn: string;
  /** The text before the number of processed rows: `Deleting`. */
  readonly running: string;
  readonly done: (users: string) => string;
}

/** Keyed by the kind that is stored with a pass. */
export const passWords = {
  groups: {
    goOn: 'Continue Applying Groups…',
    running: 'Applying groups',
    done: (users) => `Groups applied to ${users}`,
  },
  resets: {
    goOn: 'Continue Sending…',
    running: 'Sending codes',
    done: (users) => `Codes sent to ${users}`,
  },
  undo: {
    goOn: 'Continue Undo…',
    running: 'Deleting',
    done: (users) => `${users} deleted`,
  },
} as const satisfies Record<string, PassWords>;

export type PassKind = keyof typeof passWords;

export const afterWords = {
  labels: {
    saveImportReport: 'Save Import Report…',
    exportSubMap: 'Export Sub Map…',
    applyGroups: 'Apply Groups and Disabled State…',
    showMustReset: 'Show Who Must Still Reset',
    sendPasswordResets: 'Send Password Resets…',
    importAgain: 'Import Again…',
    undoImport: 'Undo Import…',
  },
  /** @param keptAside the name of the file beside the CSV that has the groups. */
  purpose: (type: AfterActionType, keptAside: string | undefined): string => {
    switch (type) {
      case 'saveImportReport':
        return 'Counters, reasons and their lines, and what was done since.';
      case 'exportSubMap':
        return 'Which sub every imported user has, as a CSV.';
      case 'applyGroups':
        return keptAside === undefined
          ? 'What the CSV could not carry, from a file that you choose.'
          : `What the CSV could not carry, from ${keptAside} beside it.`;
      case 'showMustReset':
        return 'How many users have not set a password yet, and who they are.';
      case 'sendPasswordResets':
        return 'Sends them a code by e-mail or SMS. Shows first what that costs.';
      case 'importAgain':
        return 'The same file into the same pool, with the same role.';
      case 'undoImport':
        return 'Deletes the users of this job who are unchanged since. Shows the plan first.';
    }
  },
  mustReset: (waiting: number, users: number, locale: string): string =>
    `${waiting.toLocaleString(locale)} of ${count(users, 'user', 'users', locale)} must still reset`,
  locate: 'Locate CSV…',
  number: 'Choose Line Numbering…',
  /** Why an action cannot be done now. */
  needs: {
    noLog: 'Needs the log of the job.',
    noCsv: 'Needs the CSV of the job.',
    unproven: 'Needs the very CSV that was imported.',
    uncertain: 'Needs certainty which rows the log means.',
    noDates: 'Needs to know when the job ran.',
  } satisfies Partial<Record<keyof typeof evidenceWords, string>>,
  running: (kind: PassKind, tally: Tally, locale: string): string =>
    `${passWords[kind].running}: ${soFar(tally, locale)}`,
  paused: (tally: Tally, locale: string): string => `Paused at ${soFar(tally, locale)}`,
  done: (kind: PassKind, tally: Tally, locale: string): string => {
    const { done, kept, failed, rows } = tally;
    const words = [
      passWords[kind].done(count(done, 'user', 'users', locale)),
      ...(kept > 0 ? [`${kept.toLocaleString(locale)} left alone`] : []),
      ...(failed > 0 ? [`${failed.toLocaleString(locale)} failed`] : []),
    ].join(', ');
    return done + kept + failed < rows ? `Stopped at ${soFar(tally, locale)}. ${words}` : words;
  },
};

function soFar({ done, kept, failed, rows }: Tally, locale: string): string {
  return `${(done + kept + failed).toLocaleString(locale)} of ${count(rows, 'user', 'users', locale)}`;
}
