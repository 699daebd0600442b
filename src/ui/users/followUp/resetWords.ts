// Texts of sending password resets.
import { count } from '../../../domain/jobs/jobWords.ts';
import { keptReasons, type KeptReason } from '../../../domain/users/kept.ts';
import type { Contact } from '../../../domain/users/resets.ts';
import { durationWords } from '../compareWords.ts';
import { keptLines, type FollowUpNouns } from './followUpWords.ts';
import { lookingUpUsers } from './followUpWords.ts';

export interface ResetPlan {
  /** Users who will be sent a code. */
  readonly users: number;
  /** Rows that were imported according to the log. */
  readonly imported: number;
  readonly kept: ReadonlyMap<KeptReason, number>;
  /** The number of codes per kind of contact. */
  readonly sent: Readonly<Record<Contact, number>>;
  /** Whether Cognito sends the e-mail itself, not Amazon SES. */
  readonly ownEmail: boolean;
  readonly seconds: number;
}

/** E-mails that Cognito sends by itself in a day, for all user pools of an account (Quotas in Amazon Cognito). */
const ownEmailsPerDay = 50;

export const resetNouns: FollowUpNouns = {
  title: 'Send Password Resets',
  name: 'sending password resets',
  question: (jobName) => `Send password resets to the users of “${jobName}”?`,
  running: (jobName) => `Sending password resets to the users of ${jobName} (Cancel pauses it)`,
  finished: (jobName, sent, others, locale) =>
    `${count(sent, 'user', 'users', locale)} of ${jobName} ${sent === 1 ? 'was' : 'were'} sent a code to reset the password${others > 0 ? `, ${others.toLocaleString(locale)} left alone` : ''}.`,
  done: 'codes that were sent stay valid for their time',
  ahead: 'is looked at again right before the code is sent. What is sent cannot be taken back.',
  counted: 'Codes sent',
};

export const resetWords = {
  progress: lookingUpUsers,
  adminOnly: (poolName: string): string =>
    `${poolName} lets only administrators reset passwords (its account recovery setting): users are sent no codes. Allow recovery by a verified e-mail address or number first.`,
  nothing: (jobName: string, kept: ResetPlan['kept'], locale: string): string =>
    `No user of ${jobName} is sent a code: ${[...kept].map(([reason, number]) => `${keptReasons[reason]} (${number.toLocaleString(locale)})`).join(', ')}.`,
  /** The text of the confirmation. */
  plan: (plan: ResetPlan, locale: string): string => {
    const { users, imported, kept, sent, seconds } = plan;
    const lines = [
      `${users.toLocaleString(locale)} of the ${count(imported, 'user', 'users', locale)} that this job imported will be sent a code to reset the password, which takes ${durationWords(seconds)} where no limit stops it: ${channels(sent, locale)}. What is sent cannot be taken back. Each user is looked at again right before: who has set a password meanwhile is left alone.`,
      ...(sent.email > 0 ? [emailWords(plan, locale)] : []),
      ...(sent.phone_number > 0
        ? [
            'Text messages cost money and count towards the monthly SMS spending limit of the account (Amazon SNS). In the SMS sandbox only numbers verified there get any.',
          ]
        : []),
      'Each of these users counts as a monthly active user (MAU), which is billed. The import itself did not count.',
    ];
    if (kept.size > 0) lines.push(`Left alone:\n${keptLines(kept, locale)}`);
    return lines.join('\n\n');
  },
};

function channels({ email, phone_number: sms }: ResetPlan['sent'], locale: string): string {
  return [
    ...(email > 0 ? [count(email, 'e-mail', 'e-mails', locale)] : []),
    ...(sms > 0 ? [count(sms, 'text message', 'text messages', locale)] : []),
  ].join(', ');
}

function emailWords({ sent: { email }, ownEmail }: ResetPlan, locale: string): string {
  if (!ownEmail)
    return 'This user pool sends e-mail with Amazon SES: the sending quota and rate of SES in the account hold, and in its sandbox only verified addresses get any.';
  const days = Math.ceil(email / ownEmailsPerDay);
  const much = days > 1 ? `, so this takes ${days.toLocaleString(locale)} days` : '';
  return `This user pool sends Cognito’s own e-mail: ${ownEmailsPerDay} a day for all user pools of the account${much}. When they are used up, the sending pauses; run this command again the next day to go on. For more, set up Amazon SES for the user pool first.`;
}
