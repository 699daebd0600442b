// Texts of undoing an import.
import { count } from '../../../domain/jobs/jobWords.ts';
import { keptReasons, type KeptReason } from '../../../domain/users/kept.ts';
import { durationWords } from '../compareWords.ts';
import { keptLines, type FollowUpNouns } from './followUpWords.ts';
import { lookingUpUsers } from './followUpWords.ts';

export interface UndoPlan {
  /** Users that will be deleted. */
  readonly users: number;
  /** Rows that were imported according to the log. */
  readonly imported: number;
  /** Users who stay, by reason. */
  readonly kept: ReadonlyMap<KeptReason, number>;
  /** Imported users whom the log does not name: they stay. */
  readonly unlogged: number;
  /**
   * What the service knows about sign-ins. recorded: the pool keeps a history. seen: users set a password before they sign in, which
   * their status shows. unknown: the users were imported with passwords, and nothing is recorded.
   */
  readonly signIns: 'recorded' | 'seen' | 'unknown';
  readonly seconds: number;
}

export const undoNouns: FollowUpNouns = {
  title: 'Undo Import',
  name: 'the undo',
  question: (jobName) => `Undo import “${jobName}”?`,
  running: (jobName) => `Undoing ${jobName} (Cancel pauses it)`,
  finished: (jobName, deleted, others, locale) =>
    `${jobName} is undone: ${count(deleted, 'user', 'users', locale)} deleted${others > 0 ? `, ${others.toLocaleString(locale)} left alone` : ''}.`,
  done: 'those who were deleted stay deleted',
  ahead: 'is looked at again right before it is deleted. Deleted users cannot be brought back.',
  counted: 'Users deleted',
};

const signInWords = {
  recorded:
    'This user pool records sign-ins (threat protection). Each user’s are read right before it is deleted, and who has signed in stays. What happened while threat protection was off, for the user pool or an app client, is not recorded: such users are deleted as well.',
  seen: 'Whoever has signed in has set a new password first, and the service shows that: these users stay.',
  unknown:
    'These users came with passwords, and this user pool records no sign-ins (its threat protection is off). The service does not tell whether somebody has signed in since: such users are deleted as well.',
} as const satisfies Record<UndoPlan['signIns'], string>;

export const undoWords = {
  progress: lookingUpUsers,
  nothing: (jobName: string, kept: UndoPlan['kept'], locale: string): string =>
    `Nothing of ${jobName} can be undone: ${[...kept].map(([reason, number]) => `${keptReasons[reason]} (${number.toLocaleString(locale)})`).join(', ')}.`,
  /** The text of the confirmation. */
  plan: (plan: UndoPlan, locale: string): string => {
    const { users, imported, kept, unlogged, signIns, seconds } = plan;
    const lines = [
      `${users.toLocaleString(locale)} of the ${count(imported, 'user', 'users', locale)} that this job imported will be deleted, which takes ${durationWords(seconds)}. Deleted users cannot be brought back. Each is looked at again right before it is deleted.`,
    ];
    if (kept.size > 0) lines.push(`Users that stay:\n${keptLines(kept, locale)}`);
    if (unlogged > 0)
      lines.push(
        `${count(unlogged, 'user', 'users', locale)} that the log of the job does not name ${unlogged === 1 ? 'stays' : 'stay'} too.`,
      );
    lines.push(signInWords[signIns]);
    return lines.join('\n\n');
  },
};
