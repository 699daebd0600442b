// Settings that can change while the emulator runs: how fast the service is, and how strict.

export const logLineKinds = ['file', 'filled', 'rows'] as const;
export type LogLines = (typeof logLineKinds)[number];

export interface Settings {
  /** Rows imported per second. AWS's own export solution measured 31 end to end; 0 halts imports. */
  readonly usersPerSecond: number;
  /** Milliseconds from StartUserImportJob to the first row. Seen at the service: a job of six users was over after 0.5 s. */
  readonly pendingMs: number;
  /**
   * Milliseconds from the end of an upload until StartUserImportJob knows of the file. Not documented; AWS's own export solution
   * tries to start a job four times right after its upload, so there must be a delay.
   */
  readonly uploadDelayMs: number;
  /** Milliseconds from StopUserImportJob to Stopped while rows were being imported. Not documented. */
  readonly stoppingMs: number;
  /** Milliseconds after which a job that was never started expires: documented as 24 to 48 hours, once seen at 24.5. */
  readonly jobLifetimeMs: number;
  /**
   * The share of failed and skipped rows, in [0, 1], from which on a job ends Failed. Not documented; one half agrees with every
   * job seen (0 of 1, 0 of 5 and 14 of 46 rows imported: all Failed).
   */
  readonly failedShare: number;
  /**
   * What the numbers in a job's log count: lines of the file, the header being line 1, as in a real log of 2020; the same without its
   * blank lines, of which that log had none; or data rows, the first user being 1, as AWS's own export solution reads them. The
   * documentation leaves it open.
   */
  readonly logLines: LogLines;
  /** Milliseconds until an event can be read in the log. */
  readonly logDelayMs: number;
  /** The share of rows whose events ever arrive in the log, above 0 and at most 1. */
  readonly logShare: number;
  /** The longest lifetime of credentials, in milliseconds, whatever was requested; IAM allows 12 hours at most. */
  readonly longestSessionMs: number;
  /**
   * The daily limit of e-mails that Cognito sends itself, for pools without Amazon SES: 50 by default, for the whole account (Quotas in
   * Amazon Cognito).
   */
  readonly emailsPerDay: number;
  /**
   * Whether users are found by their subs as well, as the API reference says of the operations on one user ("this value must be the sub of
   * a local user"). Not seen at the service.
   */
  readonly findsBySub: boolean;
  /**
   * Milliseconds for which ListUsers accepts a token. Not documented: the service's tokens contain the time of the request that returned
   * them, and a refused token is an InvalidParameterException. An hour is a strict guess.
   */
  readonly pageTokenMs: number;
  /** Whether calls over the account's quotas get TooManyRequestsException instead of only being recorded. */
  readonly enforceQuotas: boolean;
}

export const defaultSettings: Settings = {
  usersPerSecond: 31,
  pendingMs: 400,
  uploadDelayMs: 0,
  stoppingMs: 1_500,
  jobLifetimeMs: 24.5 * 3_600_000,
  failedShare: 0.5,
  logLines: 'file',
  logDelayMs: 0,
  logShare: 1,
  longestSessionMs: 12 * 3_600_000,
  emailsPerDay: 50,
  findsBySub: true,
  pageTokenMs: 3_600_000,
  enforceQuotas: false,
};
