// Every id that the manifest and the code share. A test compares them with package.json.

/** The extension's name in all texts. */
export const displayName = 'User Import Jobs for Amazon Cognito';

export const commands = {
  getStarted: 'cognitoImportJobs.getStarted',
  addConnection: 'cognitoImportJobs.addConnection',
  removeConnection: 'cognitoImportJobs.removeConnection',
  trySandbox: 'cognitoImportJobs.trySandbox',
  cancelLoading: 'cognitoImportJobs.cancelLoading',
  refresh: 'cognitoImportJobs.refresh',
  refreshRow: 'cognitoImportJobs.refreshRow',
  filterPools: 'cognitoImportJobs.filterPools',
  clearFilter: 'cognitoImportJobs.clearFilter',
  loadOlderJobs: 'cognitoImportJobs.loadOlderJobs',
  showJob: 'cognitoImportJobs.showJob',
  findActiveJobs: 'cognitoImportJobs.findActiveJobs',
  stopJob: 'cognitoImportJobs.stopJob',
  followJob: 'cognitoImportJobs.followJob',
  unfollowJob: 'cognitoImportJobs.unfollowJob',
  showFollowedJobs: 'cognitoImportJobs.showFollowedJobs',
  createImportJob: 'cognitoImportJobs.createImportJob',
  startJob: 'cognitoImportJobs.startJob',
  resumeImport: 'cognitoImportJobs.resumeImport',
  exportFailedRows: 'cognitoImportJobs.exportFailedRows',
  exportSkippedRows: 'cognitoImportJobs.exportSkippedRows',
  retryFailedRows: 'cognitoImportJobs.retryFailedRows',
  showJobLog: 'cognitoImportJobs.showJobLog',
  locateCsv: 'cognitoImportJobs.locateCsv',
  chooseLineNumbering: 'cognitoImportJobs.chooseLineNumbering',
  hideResults: 'cognitoImportJobs.hideResults',
  copyId: 'cognitoImportJobs.copyId',
  copyLink: 'cognitoImportJobs.copyLink',
  copyPoolArn: 'cognitoImportJobs.copyPoolArn',
  copyCliCommand: 'cognitoImportJobs.copyCliCommand',
  copyUploadCommand: 'cognitoImportJobs.copyUploadCommand',
  openInConsole: 'cognitoImportJobs.openInConsole',
  newImportCsv: 'cognitoImportJobs.newImportCsv',
  validateCsv: 'cognitoImportJobs.validateCsv',
  fixCsv: 'cognitoImportJobs.fixCsv',
  convertCsv: 'cognitoImportJobs.convertCsv',
  checkHash: 'cognitoImportJobs.checkHash',
  deleteLocalCopies: 'cognitoImportJobs.deleteLocalCopies',
  stopValidatingCsv: 'cognitoImportJobs.stopValidatingCsv',
  compareCsv: 'cognitoImportJobs.compareCsv',
  exportNewRows: 'cognitoImportJobs.exportNewRows',
  rehearseCsv: 'cognitoImportJobs.rehearseCsv',
  exportUsers: 'cognitoImportJobs.exportUsers',
  comparePools: 'cognitoImportJobs.comparePools',
  saveImportReport: 'cognitoImportJobs.saveImportReport',
  exportSubMap: 'cognitoImportJobs.exportSubMap',
  applyGroups: 'cognitoImportJobs.applyGroups',
  showMustReset: 'cognitoImportJobs.showMustReset',
  sendPasswordResets: 'cognitoImportJobs.sendPasswordResets',
  undoImport: 'cognitoImportJobs.undoImport',
  importHistory: 'cognitoImportJobs.importHistory',
  importAgain: 'cognitoImportJobs.importAgain',
  compareRuns: 'cognitoImportJobs.compareRuns',
  clearHistory: 'cognitoImportJobs.clearHistory',
  resolveFailure: 'cognitoImportJobs.resolveFailure',
  openAwsConfig: 'cognitoImportJobs.openAwsConfig',
  copyIamPolicy: 'cognitoImportJobs.copyIamPolicy',
  showLog: 'cognitoImportJobs.showLog',
  reportIssue: 'cognitoImportJobs.reportIssue',
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];

export const contextKeys = {
  /** Which welcome text an empty view shows: one of `Welcome`. */
  welcome: 'cognitoImportJobs.welcome',
  /** The machine whose AWS files are read: a `Machine`. */
  machine: 'cognitoImportJobs.machine',
  /** Whether pools are filtered by name. */
  filtered: 'cognitoImportJobs.filtered',
  /** Set when it was done in this window. Each ticks a step of the walkthrough; VS Code remembers the ticks. */
  hasSandbox: 'cognitoImportJobs.done.sandbox',
  hasConnected: 'cognitoImportJobs.done.connect',
  hasValidated: 'cognitoImportJobs.done.validate',
  hasImported: 'cognitoImportJobs.done.import',
  hasFollowed: 'cognitoImportJobs.done.follow',
} as const;

/** loading: not known yet · noFiles: no AWS files · noConnection · untrusted: Restricted Mode · error: the files could not be read. */
export type Welcome = 'loading' | 'noFiles' | 'noConnection' | 'untrusted' | 'error';

export const views = { explorer: 'cognitoImportJobs.explorer' } as const;

/** The walkthrough's id in the manifest. */
export const walkthrough = 'getStarted';

export const panelType = 'cognitoImportJobs.job';
/** The plan of a conversion. Not revived after a reload: nothing of it is stored. */
export const planPanelType = 'cognitoImportJobs.plan';

export const settingsSection = 'cognitoImportJobs';

/** The settings, below the section. */
export const settings = {
  notifications: 'notifications',
  guardedTargets: 'guardedTargets',
  csvHelp: 'csvHelp',
} as const;
