// Texts about users who must still reset their passwords.
import { count } from '../../domain/jobs/jobWords.ts';
import { mustReset } from '../../domain/users/resets.ts';
import { countMustReset, countUsers, type UsersStatus } from './usersStatus.ts';
import { lookingUpUsers } from './followUp/followUpWords.ts';

export const mustResetWords = {
  saveList: 'Save List…',
  sendResets: 'Send Password Resets…',
  progress: lookingUpUsers,
  summary: (jobName: string, status: UsersStatus, locale: string): string => {
    const [waiting, users] = [countMustReset(status), countUsers(status)];
    const whose = `the ${count(users, 'user', 'users', locale)} of ${jobName}`;
    const others = byStatus(status, locale, false);
    const missing = status.imported - users;
    return [
      waiting === 0
        ? `None of ${whose} must still reset the password${others === '' ? '' : ` (${others})`}.`
        : `${waiting.toLocaleString(locale)} of ${whose} must still reset the password: ${byStatus(status, locale, true)}.`,
      ...(waiting > 0 && others !== '' ? [`The others: ${others}.`] : []),
      ...(missing > 0
        ? [
            `${count(missing, 'imported user is gone or was', 'imported users are gone or were', locale)} created anew.`,
          ]
        : []),
    ].join(' ');
  },
  listTitle: (jobName: string): string => `Users of ${jobName} Who Must Still Reset`,
  listName: (csv: string): string => `${csv.replace(/\.csv$/i, '')}.must-reset.csv`,
  columns: [
    { label: 'Usernames and Statuses', detail: 'as looked up just now', contacts: false },
    {
      label: 'With E-Mail Addresses and Phone Numbers',
      detail: 'the users are looked up again for it',
      contacts: true,
    },
  ],
} as const;

/** `116 RESET_REQUIRED, 2 FORCE_CHANGE_PASSWORD`, the most frequent first. */
function byStatus({ statuses }: UsersStatus, locale: string, isWaiting: boolean): string {
  return Object.entries(statuses)
    .filter(([status]) => mustReset({ status }) === isWaiting)
    .sort(([, a], [, b]) => b - a)
    .map(([status, users]) => `${users.toLocaleString(locale)} ${status}`)
    .join(', ');
}
