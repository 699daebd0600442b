// Texts of the dialogs of all features, and of the actions that help against a failure.
import type { FailureAction } from '../../domain/connections/failure.ts';

/** The button of each action; `newJob` is a retry that needs a new import job. */
const actions: Readonly<Record<FailureAction['type'] | 'newJob', string>> = {
  retry: 'Retry',
  newJob: 'Create New Job',
  signIn: 'Sign In',
  openConfig: 'Open AWS Config File',
  chooseProfile: 'Add Connection…',
  chooseRegion: 'Add Connection…',
  copyIamPolicy: 'Copy Minimal IAM Policy',
  proxySettings: 'Proxy Settings',
  showLog: 'Show Log',
};

export const shellWords = {
  actions,
  signInTerminal: 'AWS sign-in',
  cannotOpen: (path: string) => `${path} cannot be opened.`,
  pool: (name: string, id: string) => `User pool: ${name} (${id})`,
  account: (id: string) => `Account: ${id}`,
  accountUnknown: 'Account: unknown',
  region: (region: string) => `Region: ${region}`,
  profile: (name: string) => `Profile: ${name}`,
  /** Why the user must type the user pool's name. */
  guarded: 'This target is guarded.',
  grave: 'This cannot be taken back.',
  typeName: (reason: string, poolName: string) =>
    `${reason} Type the user pool's name to continue: ${poolName}`,
  wrongName: (poolName: string) => `Type ${poolName} exactly, or press Escape.`,
};
