// What tools say to language models: progress in words for the user, errors with the next step for the model.
import { plain } from '../shell/escapeText.ts';

/** Names that a model gives are untrusted data: they are shown shortened and without markup. */
function short(text: string): string {
  const whole = plain(text).replaceAll(/[\\`*_{}[\]<>|#]/g, (mark) => `\\${mark}`);
  return whole.length <= 80 ? whole : `${whole.slice(0, 79)}…`;
}

export const progressWords = {
  pools: 'Listing the Cognito user pools of your connections',
  jobs: (pool: string) => `Listing the import jobs of ${short(pool)}`,
  job: (job: string) => `Reading the import job ${short(job)}`,
  failures: (job: string) => `Reading the log of the import job ${short(job)}`,
  schema: (pool: string) => `Reading what ${short(pool)} can import`,
  validate: (file: string, pool: string) => `Validating ${short(file)} for ${short(pool)}`,
  stop: (job: string) => `Asking whether to stop the import job ${short(job)}`,
  start: (job: string) => `Asking whether to start the import job ${short(job)}`,
  other: 'Working with Cognito import jobs',
};

const list = 'list_cognito_user_pools';

export const toolWords = {
  untrusted:
    'This workspace is in Restricted Mode, where AWS profiles are not used and these tools do nothing. Ask the user to trust the workspace (command “Workspaces: Manage Workspace Trust”). Do not try again before.',
  unknownTool: 'There is no such tool in this version of the extension.',
  missing: (name: string) => `The input “${name}” is missing. IDs are those that ${list} returns.`,
  noText: (name: string) => `The input “${name}” must be a text of at most 4,096 characters.`,
  noNumber: (name: string) => `The input “${name}” must be a number.`,
  noConnection:
    'There is no connection yet. Ask the user to run “Cognito: Add Connection…”, or “Cognito: Try the Sandbox” if they have no AWS account.',
  unknownConnection: (known: readonly string[]) =>
    known.length === 0
      ? toolWords.noConnection
      : `There is no such connection. Those that exist: ${known.join(', ')}. A connection is added by the user, with “Cognito: Add Connection…”.`,
  unknownPool: `The connection has no such user pool. Call ${list} for the IDs; the pool may be in another account or region.`,
  declined:
    'The user did not confirm this in the dialog. Nothing was changed. Do not try again unless the user asks for it.',
  cannotStop: (status: string) =>
    `The job is ${status}. Only jobs that are Pending or InProgress can be stopped. Nothing was changed.`,
  cannotStart: (status: string) =>
    `The job is ${status}. Only jobs that are Created can be started, and each only once. For another import the user runs “Cognito: Create Import Job…”. Nothing was changed.`,
  endedBefore: 'The job had ended before it could be stopped.',
  stopping: 'Users imported until now remain. A stopped job cannot be started again.',
  notStarted: (why: string) =>
    `The job was not started: ${why} The user sees this too, and is asked how to go on.`,
  noFile: (name: string) =>
    `${name} was not found in the workspace. Give a path relative to a workspace folder, or the absolute path of a file in it.`,
  outside: (name: string) =>
    `${name} is outside the workspace and not open. Ask the user to open it in the editor, then call this tool again.`,
  running: 'The job is still running. This covers the rows that it has processed so far; more may follow.',
  unnumbered:
    'What the line numbers of this log count is not certain, so the lines may be those of other rows. Say so to the user, and do not change or delete rows by these lines alone.',
} as const;
