// What the adapter says to the user about failures: whole sentences. `who` begins a sentence (`Profile "dev"`), `whom` stands within
// one (`profile "dev"`).

export const originWords = {
  sandbox: 'The sandbox',
  environment: 'The environment',
  profile: (name: string) => `Profile "${name}"`,
};

export const credentialWords = {
  noRegion: 'No valid AWS Region is chosen for this connection.',
  endpointConflict: (who: string) => `${who} uses a FIPS or dual-stack endpoint that is not available here.`,
  ssoIncomplete: (who: string) => `${who} has an incomplete SSO configuration.`,
  signedOut: (who: string) => `${who} is signed out: its login expired or has not been made yet.`,
  loginDenied: (who: string) => `${who} may not renew its login: IAM denies signin:CreateOAuth2Token.`,
  cycle: (who: string) => `${who} has source profiles that lead back to themselves.`,
  unknownSource: (who: string) => `${who} names a credential_source that AWS does not know.`,
  mfaNeeded: (who: string) => `${who} needs an MFA code.`,
  sourceWithout: (who: string, source: string) =>
    `${who} takes its credentials from profile "${source}", which has none.`,
  notRead: (who: string) => `${who} is in the AWS files, but AWS does not read it.`,
  notInFiles: (who: string) => `${who} is not in the AWS files.`,
  incomplete: (who: string) => `${who} has no credentials in the AWS files, or not all that they need.`,
  noneFound: (whom: string) => `No AWS credentials were found for ${whom}.`,
  notLoaded: (who: string) => `${who} has credentials that could not be loaded.`,
  fileMissing: (who: string) => `${who} names a file that cannot be read.`,
  processFailed: (who: string) => `${who} has a credential_process that failed.`,
  /** @param end how the process ended, and the first line of what it printed on stderr. */
  processFailedWith: (who: string, end: string) => `${who} has a credential_process that failed with ${end}.`,
  processNoJson: (who: string) => `${who} has a credential_process that printed no JSON.`,
  processNoVersion: (who: string) => `${who} has a credential_process that did not print "Version": 1.`,
  processExpired: (who: string) => `${who} has a credential_process that printed expired credentials.`,
  processNoKey: (who: string) => `${who} has a credential_process that printed no access key or no secret.`,
};

export const networkWords = {
  cancelled: 'The request was cancelled.',
  untrusted: (host: string | undefined) =>
    `The certificate of ${host ?? 'AWS'} is not trusted on this computer; a proxy may have replaced it.`,
  unreachable: (host: string | undefined) =>
    host === undefined ? 'AWS cannot be reached.' : `The host ${host} cannot be reached.`,
  broken: 'The connection to AWS broke off.',
  slow: 'AWS did not answer in time.',
  proxyAnswered: 'A proxy or a sign-in page answered instead of AWS.',
};

export const serviceWords = {
  unknown: 'AWS answered with an error this extension does not know.',
  signInExpired: (whom: string) => `The sign-in of ${whom} expired.`,
  credentialsExpired: (whom: string) => `The temporary credentials of ${whom} expired.`,
  notAssigned: (who: string) =>
    `${who} is signed in, but its account and role are not assigned to this user.`,
  unknownKey: (whom: string) => `AWS does not know the access key of ${whom}.`,
  wrongSecret: (whom: string) => `The secret access key of ${whom} does not belong to its access key id.`,
  wrongClock:
    'The clock of this computer is wrong: AWS refuses requests whose time is off by more than a few minutes.',
  roleDenied: (who: string, action: string) => `${who} may not assume its role: AWS denies ${action}.`,
  denied: (whom: string) => `AWS does not allow ${whom} to do this.`,
  actionDenied: (whom: string, action: string) => `IAM does not allow ${whom} to call ${action}.`,
  passRoleDenied: (whom: string) =>
    `IAM does not allow ${whom} to give the log role to Amazon Cognito: iam:PassRole on that role is missing.`,
  passNamedRoleDenied: (whom: string, role: string) =>
    `IAM does not allow ${whom} to give the log role "${role}" to Amazon Cognito: iam:PassRole on that role is missing.`,
  wrongMfaCode: (whom: string) => `The MFA code for ${whom} was not accepted.`,
  wrongIdentityToken: (whom: string) => `The web identity token of ${whom} expired or was refused.`,
  notFound: 'The user pool or import job does not exist any more.',
  noCsv: 'No CSV file has been uploaded for this job yet.',
  otherJobRuns: 'Another import job is running: an account can run one at a time.',
  noAutoVerification:
    'The user pool verifies neither e-mail addresses nor phone numbers automatically, which imports require.',
  wrongState: 'The import job is in a state that does not allow this.',
  roleExists: 'A role of this name exists already. Choose it, or another name.',
  busy: 'An import job is running in this user pool.',
  quota: "A quota of the AWS account doesn't allow this.",
  replica: "This Region holds a replica of the user pool: import jobs live in the pool's primary Region.",
  regionDisabled: 'This Region is not enabled for the AWS account.',
  throttled: 'AWS is throttling requests. Retrying more slowly.',
  serverError: (service: 'AWS' | 'S3', httpStatus: number | undefined) =>
    httpStatus === undefined
      ? `${service} returned a server error. Retrying may help.`
      : `${service} returned a server error (HTTP ${httpStatus}). Retrying may help.`,
  /** In a row of the tree. */
  serverErrorShort: (service: 'AWS' | 'S3') => `${service} server error`,
  rejected: 'AWS did not accept the request.',
};

export const uploadWords = {
  urlExpired:
    "The upload URL of the job has expired: it is valid for 15 minutes, and can't be renewed. The CSV needs a new import job.",
  unconfirmed: 'The connection to AWS broke off before the upload was confirmed.',
  reasonLost: (httpStatus: number) =>
    `S3 refused the upload (HTTP ${httpStatus}), and its reason did not arrive.`,
  signature:
    'The upload did not match the signature of its URL. The header "x-amz-server-side-encryption: aws:kms" has to ' +
    'arrive unchanged; a proxy may have removed or changed it.',
  denied: 'S3 does not allow the upload. A network or VPC endpoint policy may forbid it.',
  refused: (reason: string) => `S3 refused the file: ${reason}`,
};
