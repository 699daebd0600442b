// Texts of the commands about users that are needed before the code of the commands is loaded.
import type { ImportJob } from '../../domain/jobs/job.ts';
import { isTerminal } from '../../domain/jobs/job.ts';
import { plain } from '../shell/escapeText.ts';

export const commandWords = {
  undo: 'Undo Import',
  report: 'Save Import Report',
  subMap: 'Export Sub Map',
  applyGroups: 'Apply Groups and Disabled State',
  mustReset: 'Show Who Must Still Reset',
  sendResets: 'Send Password Resets',
  noneStarted: 'None of the import jobs in the view has been started.',
  notStarted: ({ jobName }: ImportJob): string =>
    `${plain(jobName)} has not been started: there is nothing to report.`,
  noJob: 'None of the import jobs in the view has ended and imported users.',
  noUsers: ({ jobName, status }: ImportJob): string =>
    isTerminal(status)
      ? `${plain(jobName)} has imported no users.`
      : `${plain(jobName)} has not ended yet. Its users can be looked after when it has.`,
};
