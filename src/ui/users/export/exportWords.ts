// Texts of an export of users.
import { leftOutReason } from '../../../csv/export/keptAside.ts';
import { limits, rules } from '../../../csv/validate/rules.ts';
import { count } from '../../../domain/jobs/jobWords.ts';
import { groupSeconds, type ExportProgress } from '../../../domain/users/exportPool.ts';
import type { WrittenExport } from '../../../files/exports/writeExport.ts';
import { durationWords } from '../compareWords.ts';

export const exportWords = {
  title: 'Export Users',
  pickPool: 'Select the user pool whose users are exported',
  save: (poolName: string, place: string): string => `Export the users of ${poolName} (${place})`,
  saveButton: 'Export',
  notOnDisk: 'Users can only be exported to a file on disk.',
  replace: 'Replace',
  exists: (names: readonly string[]): string =>
    `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} there already and would be replaced.`,
  elsewhere: 'Another window is exporting the users of this user pool.',
  interrupted: (poolName: string): string =>
    `An export of the users of ${poolName} was interrupted. Continue?`,
  interruptedDetail: (users: number, target: string, locale: string): string =>
    `${count(users, 'user is', 'users are', locale)} on this machine already and ${users === 1 ? 'is' : 'are'} not listed again. The file will be ${target}.`,
  continue: 'Continue',
  startAgain: 'Start Again',
  discard: 'Discard',
  running: (poolName: string): string => `Exporting the users of ${poolName}`,
  listed: (done: number, estimate: number | undefined, locale: string): string =>
    estimate === undefined || done >= estimate
      ? count(done, 'user', 'users', locale)
      : `${done.toLocaleString(locale)} of about ${count(estimate, 'user', 'users', locale)}`,
  /** Names the chosen method. */
  groups: (
    progress: ExportProgress & { phase: 'byGroup' | 'byUser' },
    users: number,
    locale: string,
  ): string => {
    const { phase, done, total } = progress;
    const [groups, one, others] = phase === 'byGroup' ? [total, 'group', 'groups'] : [0, 'user', 'users'];
    const took = durationWords(groupSeconds(phase, users, groups));
    return `listing groups ${one} by ${one}, ${took}: ${done.toLocaleString(locale)} of ${count(total, one, others, locale)}`;
  },
  tokenRefused: (poolName: string): string =>
    `AWS no longer takes the place at which the export of ${poolName} was interrupted: its users are listed from the beginning.`,
  paused: (poolName: string, users: number, locale: string): string =>
    `The export of the users of ${poolName} is paused. ${count(users, 'user is', 'users are', locale)} on this machine until you continue or discard it.`,
  rests: (message: string, users: number, locale: string): string =>
    `${message} ${count(users, 'user has', 'users have', locale)} been listed. To go on later, run Export Users… again.`,
  writing: (name: string): string => `Writing ${name}`,
  validate: 'Validate',
  create: 'Create Import Job…',
  showLeftOut: 'Show Who Is Left Out',
};

export interface Exported extends WrittenExport {
  readonly poolName: string;
  readonly name: string;
  readonly after: string;
  readonly leftOutName: string;
}

/** What the user has to know about a complete export. */
export function exportedMessage(exported: Exported, locale: string): string {
  const { users, poolName, name, after, leftOut, leftOutName, jobFails } = exported;
  const lost = leftOut.reduce((sum, [, number]) => sum + number, 0);
  const sentences = [
    `${count(users, 'user', 'users', locale)} of ${poolName} ${users === 1 ? 'is' : 'are'} in ${name}.`,
    asideSentence(exported, after, locale),
    ...(lost > 0 ? [leftOutSentence(leftOut, lost, leftOutName, locale)] : []),
    ...jobFails.map((rule) => `No import into this user pool can run: ${rules[rule].title}`),
    ...(users > limits.rows
      ? [`This is more than a job can import: Create Import Job… makes a sequence of jobs of the file.`]
      : []),
  ];
  return sentences.join(' ');
}

function asideSentence({ inGroups, disabled, changed }: Exported, after: string, locale: string): string {
  const of = [
    ...(inGroups > 0 ? [`${inGroups.toLocaleString(locale)} in groups`] : []),
    ...(disabled > 0 ? [`${disabled.toLocaleString(locale)} disabled`] : []),
    ...(changed > 0
      ? [`${changed.toLocaleString(locale)} with a value that the CSV cannot have as it is`]
      : []),
  ];
  const what = of.length === 0 ? '' : ` (${of.join(', ')})`;
  return `What an import cannot carry is in ${after}${what}.`;
}

function leftOutSentence(leftOut: Exported['leftOut'], lost: number, name: string, locale: string): string {
  const reasons = leftOut.map(([reason, number]) => {
    const why = leftOutReason(reason).replace(/\.$/, '');
    return leftOut.length === 1 ? why : `${number.toLocaleString(locale)}: ${why}`;
  });
  return `${count(lost, 'user', 'users', locale)} cannot be imported and ${lost === 1 ? 'is' : 'are'} in ${name}. ${reasons.join('; ')}.`;
}
