// Texts of the commands about jobs and pools, of notices about ended jobs, of the status bar and of the badge.
import { isStarted, isTerminal, type ImportJob } from '../../domain/jobs/job.ts';
import { plain } from '../shell/escapeText.ts';

export const words = {
  stop: 'Stop Import Job',
  stopPlaceholder: 'Select the import job to stop',
  stopQuestion: (job: ImportJob) => `Stop import job ${quoted(job)}?`,
  stopConsequence: (soFar: string) =>
    `So far: ${soFar}. Users already imported remain in the pool. A stopped job cannot be started again.`,
  stopping: (job: ImportJob) => `Stopping ${plain(job.jobName)}`,
  endedBeforeStop: (job: ImportJob, result: string) =>
    `${plain(job.jobName)} ended before it could be stopped: ${result}.`,
  cannotStop: (job: ImportJob) =>
    job.status === 'Stopping'
      ? `The import job ${quoted(job)} is already being stopped.`
      : `The import job ${quoted(job)} is ${job.status}. Only jobs that are Pending or InProgress can be stopped.`,

  start: 'Start Import Job',
  startQuestion: (job: ImportJob) => `Start import job ${quoted(job)}?`,
  startConsequence: 'Amazon Cognito imports the users of the uploaded CSV file. Existing users are skipped.',

  show: 'Show Import Job',
  copyId: 'Copy ID',
  copyLink: 'Copy Link to Job',
  copyPoolArn: 'Copy User Pool ARN',
  copyCliCommand: 'Copy AWS CLI Command',
  openInConsole: 'Open in AWS Console',

  noJobRow: 'Select an import job in the Cognito view first.',
  noPoolRow: 'Select a user pool or an import job in the Cognito view first.',
  notLoaded: 'This import job has not been loaded yet. Refresh its user pool and try again.',
  noJobsKnown: 'No import jobs are known yet. Open a user pool in the Cognito view.',
  noPoolsKnown: 'No user pools are known yet. Open a connection in the Cognito view.',
  pickJob: 'Select an import job',
  pickPool: 'Select a user pool',

  findActive: 'Find Active Import Jobs',
  findActivePlaceholder: 'Select an import job to show it',
  nothingToSearch: 'There is no connection to search yet',
  searching: (placeholder: string, searched: string, known: string) =>
    `${placeholder} · searching user pools: ${searched} of ${known}`,
  noneActive: (searched: string) => `No import job is running in ${searched} user pools`,
  gaps: ' · some user pools could not be read (see the Cognito view)',

  follow: 'Follow Import Job',
  unfollow: 'Unfollow Import Job',
  followed: 'Followed Import Jobs',
  nothingToFollow:
    'There is no import job to follow: no known job is running, or all of them are followed already.',
  cannotFollow: (job: ImportJob) => {
    if (isTerminal(job.status)) return `The import job ${quoted(job)} has ended (${job.status}).`;
    return isStarted(job.status)
      ? `The import job ${quoted(job)} is already followed.`
      : `The import job ${quoted(job)} has not been started. It can be followed once it runs.`;
  },
  nothingFollowed: 'No import job is followed.',
  isNotFollowed: (job: ImportJob) => `The import job ${quoted(job)} is not followed.`,

  copyUpload: 'Copy Upload Command',
  nothingToUpload: 'No import job waits for a CSV: no known job is Created and has an upload URL.',
  cannotUpload: (job: ImportJob) =>
    `The import job ${quoted(job)} is ${job.status} and can no longer accept a CSV. Only jobs that are Created can.`,
  uploadCopied: 'The upload command is on the clipboard. It contains temporary credentials: do not share it.',
  accountUnknown: 'The ARN contains the account ID, which is not known yet.',
};

export const noticeWords = {
  show: 'Show Details',
  silence: "Don't Show Again",
  several: (jobs: string, endings: readonly string[]) =>
    `${jobs} import jobs have ended. ${endings.join('; ')}`,
  cannotSilence: (reason: string) => `The setting could not be changed. ${reason}`,
};

export const statusWords = {
  /** What a screen reader says. @param text without icons. */
  spoken: (text: string) => `Cognito import jobs: ${text}`,
  running: (jobs: string) => `${jobs} imports`,
  ended: (jobs: string) => `${jobs} imports ended`,
  badge: (jobs: number) => (jobs === 1 ? '1 import job is running' : `${jobs} import jobs are running`),
};

/** A job's name in quotation marks. */
function quoted(job: ImportJob): string {
  return `“${plain(job.jobName)}”`;
}
