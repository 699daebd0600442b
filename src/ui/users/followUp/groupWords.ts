// Texts of applying groups and the disabled state.
import { count } from '../../../domain/jobs/jobWords.ts';
import { plain } from '../../shell/escapeText.ts';
import { durationWords } from '../compareWords.ts';
import { keptLines, type FollowUpNouns } from './followUpWords.ts';
import type { KeptReason } from '../../../domain/users/kept.ts';

export const groupNouns: FollowUpNouns = {
  title: 'Apply Groups and Disabled State',
  name: 'applying the groups',
  question: (jobName) => `Apply groups and disabled state to the users of “${jobName}”?`,
  running: (jobName) => `Applying the groups of ${jobName} (Cancel pauses it)`,
  finished: (jobName, done, others, locale) =>
    `The groups of ${jobName} are applied: ${count(done, 'user', 'users', locale)} changed${others > 0 ? `, ${others.toLocaleString(locale)} left alone` : ''}.`,
  done: 'those who were changed stay so',
  ahead: 'is looked at before it is changed.',
  counted: 'Users changed',
};

export interface GroupPlan {
  /** The file kept aside. */
  readonly name: string;
  readonly rows: number;
  /** The number of members per group. */
  readonly groups: readonly (readonly [name: string, members: number])[];
  readonly missing: readonly string[];
  readonly disabled: number;
  readonly unreadable: number;
  readonly kept: ReadonlyMap<KeptReason, number>;
  readonly seconds: number;
}

/** The number of groups that the confirmation names. */
const mostNamed = 10;

export const groupWords = {
  pickTitle: (jobName: string): string => `Select the file with the groups of ${jobName}`,
  pick: 'Use This File',
  writing: (name: string): string => `Reading ${name}`,
  nothing: (name: string): string =>
    `${name} has neither groups nor disabled users for the users of this job. It names users as the import CSV does, with their groups and whether they are disabled.`,
  plan: (plan: GroupPlan, locale: string): string => {
    const { name, rows, groups, missing, disabled, unreadable, kept, seconds } = plan;
    const memberships = groups.reduce((sum, [, members]) => sum + members, 0);
    const lines = [
      `From ${plain(name)}, to ${count(rows, 'user', 'users', locale)} of this job. It takes ${durationWords(seconds)}.`,
    ];
    if (groups.length > 0) {
      const named = groups
        .slice(0, mostNamed)
        .map(
          ([group, members]) =>
            `• ${plain(group)}: ${count(members, 'user', 'users', locale)}${missing.includes(group) ? ' (will be created)' : ''}`,
        );
      const more =
        groups.length > mostNamed
          ? [`• … and ${count(groups.length - mostNamed, 'more group', 'more groups', locale)}`]
          : [];
      lines.push(
        [
          `${count(memberships, 'membership', 'memberships', locale)} of ${count(groups.length, 'group', 'groups', locale)}:`,
          ...named,
          ...more,
        ].join('\n'),
      );
      if (missing.length > 0)
        lines.push(
          `${count(missing.length, 'group does', 'groups do', locale)} not exist and will be created, without a role.`,
        );
    }
    if (disabled > 0)
      lines.push(
        `${count(disabled, 'user', 'users', locale)} will be disabled and cannot sign in until somebody enables them. Nobody is enabled.`,
      );
    if (unreadable > 0)
      lines.push(
        `The groups of ${count(unreadable, 'row', 'rows', locale)} cannot be read and are left out.`,
      );
    if (kept.size > 0) lines.push(`Left alone:\n${keptLines(kept, locale)}`);
    return lines.join('\n\n');
  },
};
