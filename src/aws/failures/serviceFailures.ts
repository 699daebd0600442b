// Errors that a service answered with: IAM, state, quota, keys, clock. Error names of Cognito, STS, the SSO portal and sign-in.
import type { FailureAction } from '../../domain/connections/failure.ts';
import { openConfig, type Origin } from './origin.ts';
import type { Explainer, Explanation, ThrownError } from './thrownError.ts';

const retry = { type: 'retry' } as const;

export function explainService(thrown: ThrownError): Explanation | undefined {
  const named = byName.get(thrown.name.replace(/Exception$/, ''));
  if (named) return named(thrown);
  const { httpStatus = 0 } = thrown;
  if (httpStatus === 429) return throttled();
  return httpStatus >= 500 ? serverFault(thrown) : undefined;
}

/** By error name without "Exception": the query protocol (STS) sometimes drops it. */
const byName = new Map<string, Explainer>([
  ...names(['ExpiredToken', 'RequestExpired', 'TokenRefreshRequired'], expired),
  // The SSO portal: the user signed out elsewhere, or the account and role are not assigned.
  ...names(['Unauthorized', 'InvalidGrant', 'InvalidToken'], expired),
  ...names(['Forbidden'], notAssigned),
  ...names(['UnrecognizedClient', 'InvalidClientTokenId', 'InvalidAccessKeyId'], unknownKey),
  ...names(
    ['InvalidSignature', 'SignatureDoesNotMatch', 'IncompleteSignature', 'RequestTimeTooSkewed'],
    signature,
  ),
  ...names(['RequestInTheFuture'], wrongClock),
  ...names(['AccessDenied', 'NotAuthorized', 'UnauthorizedOperation'], denied),
  ...names(['InvalidIdentityToken', 'IDPRejectedClaim', 'IDPCommunicationError'], identityToken),
  ...names(['ResourceNotFound'], notFound),
  ...names(['PreconditionNotMet'], precondition),
  ...names(['UserImportInProgress', 'ConcurrentModification'], busy),
  ...names(['EntityAlreadyExists'], roleExists),
  ...names(['LimitExceeded'], limit),
  ...names(['OperationNotEnabled'], replica),
  ...names(['UserPoolAddOnNotEnabled'], noThreatProtection),
  ...names(['RegionDisabled', 'OptInRequired'], regionDisabled),
  ...names(
    ['TooManyRequests', 'Throttling', 'Throttled', 'RequestLimitExceeded', 'RequestThrottled', 'SlowDown'],
    throttled,
  ),
  ...names(['InternalError', 'InternalFailure', 'InternalServer', 'ServiceUnavailable'], serverFault),
  ...names(['InvalidParameter', 'Validation', 'ValidationError'], rejected),
]);

function names(of: readonly string[], explain: Explainer): [string, Explainer][] {
  return of.map((name) => [name, explain]);
}

/** How to get valid credentials again: a login, new keys in the file, or a retry. */
export function renewal(origin: Origin): FailureAction {
  if (origin.signIn !== undefined) return { type: 'signIn', command: origin.signIn };
  return origin.kind === 'static' ? openConfig(origin) : retry;
}

function expired({ origin }: ThrownError): Explanation {
  const what = origin.signIn === undefined ? 'temporary credentials' : 'sign-in';
  return {
    kind: 'expired',
    message: `The ${what} of ${inSentence(origin)} expired.`,
    action: renewal(origin),
  };
}

function notAssigned({ origin }: ThrownError): Explanation {
  return {
    kind: 'denied',
    message: `${origin.who} is signed in, but its account and role are not assigned to this user.`,
    action: openConfig(origin),
  };
}

function unknownKey({ origin }: ThrownError): Explanation {
  return {
    kind: 'misconfigured',
    message: `AWS does not know the access key of ${inSentence(origin)}.`,
    action: { type: 'chooseProfile' },
  };
}

function signature(thrown: ThrownError): Explanation {
  if (thrown.name.startsWith('RequestTime') || /expired|not yet current/i.test(thrown.message)) {
    return wrongClock();
  }
  return {
    kind: 'misconfigured',
    message: `The secret access key of ${inSentence(thrown.origin)} does not belong to its access key id.`,
    action: openConfig(thrown.origin),
  };
}

function wrongClock(): Explanation {
  return {
    kind: 'misconfigured',
    message:
      'The clock of this computer is wrong: AWS refuses requests whose time is off by more than a few minutes.',
    action: retry,
  };
}

function denied(thrown: ThrownError): Explanation {
  const { message, origin } = thrown;
  if (/MultiFactorAuthentication/i.test(message)) return wrongMfaCode(origin);
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1];
  if (action?.startsWith('sts:')) {
    return {
      kind: 'denied',
      message: `${origin.who} may not assume its role: AWS denies ${action}.`,
      action: openConfig(origin),
    };
  }
  if (action === 'iam:PassRole') return passRoleDenied(thrown);
  return {
    kind: 'denied',
    message:
      action === undefined
        ? `AWS does not allow ${inSentence(origin)} to do this.`
        : `IAM does not allow ${inSentence(origin)} to call ${action}.`,
    action: { type: 'copyIamPolicy' },
  };
}

/** Creating a job passes the log role to Cognito, which needs a permission of its own (IAM User Guide, "PassRole"). */
function passRoleDenied({ message, origin }: ThrownError): Explanation {
  const role = /:role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]+)/.exec(message)?.[1];
  const which = role === undefined ? 'the log role' : `the log role "${role}"`;
  return {
    kind: 'denied',
    message: `IAM does not allow ${inSentence(origin)} to give ${which} to Amazon Cognito: iam:PassRole on that role is missing.`,
    action: { type: 'copyIamPolicy' },
  };
}

function wrongMfaCode(origin: Origin): Explanation {
  return {
    kind: 'expired',
    message: `The MFA code for ${inSentence(origin)} was not accepted.`,
    action: retry,
  };
}

function identityToken({ origin }: ThrownError): Explanation {
  return {
    kind: 'expired',
    message: `The web identity token of ${inSentence(origin)} expired or was refused.`,
    action: retry,
  };
}

function notFound(thrown: ThrownError): Explanation {
  if (thrown.isWrapped) return notAssigned(thrown);
  return { kind: 'notFound', message: 'The user pool or import job does not exist any more.', action: retry };
}

/** Matched by messages that the service is known or likely to use; the detail shows any other message. */
const preconditions: readonly (readonly [RegExp, string])[] = [
  [/no csv/i, 'No CSV file has been uploaded for this job yet.'],
  [/active at a time/i, 'Another import job is running: an account can run one at a time.'],
  [
    /auto.?verified/i,
    'The user pool verifies neither e-mail addresses nor phone numbers automatically, which imports require.',
  ],
];

function precondition({ message }: ThrownError): Explanation {
  const known = preconditions.find(([pattern]) => pattern.test(message))?.[1];
  return {
    kind: 'conflict',
    message: known ?? 'The import job is in a state that does not allow this.',
    action: retry,
  };
}

function roleExists(): Explanation {
  return {
    kind: 'conflict',
    message: 'A role of this name exists already. Choose it, or another name.',
    action: retry,
  };
}

function busy(): Explanation {
  return { kind: 'conflict', message: 'An import job is running in this user pool.', action: retry };
}

function limit(thrown: ThrownError): Explanation {
  if (/rate exceeded|too many/i.test(thrown.message)) return throttled();
  return { kind: 'conflict', message: "A quota of the AWS account doesn't allow this.", action: retry };
}

function replica(): Explanation {
  return {
    kind: 'conflict',
    message: "This Region holds a replica of the user pool: import jobs live in the pool's primary Region.",
    action: { type: 'chooseRegion' },
  };
}

function noThreatProtection(): Explanation {
  return {
    kind: 'misconfigured',
    message: 'The user pool records no sign-ins: its threat protection is off.',
    action: retry,
  };
}

function regionDisabled(): Explanation {
  return {
    kind: 'misconfigured',
    message: 'This Region is not enabled for the AWS account.',
    action: { type: 'chooseRegion' },
  };
}

function throttled(): Explanation {
  return {
    kind: 'throttled',
    message: 'AWS is throttling requests. Retrying more slowly.',
    action: retry,
  };
}

/** A server error. It has a `short` of its own because the user is not offline. */
export function serverError(service: 'AWS' | 'S3', httpStatus: number | undefined): Explanation {
  const status = httpStatus === undefined ? '' : ` (HTTP ${httpStatus})`;
  return {
    kind: 'offline',
    message: `${service} returned a server error${status}. Retrying may help.`,
    short: `${service} server error`,
    action: retry,
  };
}

function serverFault({ httpStatus }: ThrownError): Explanation {
  return serverError('AWS', httpStatus);
}

function rejected(thrown: ThrownError): Explanation {
  if (/tokenCode|MFA/i.test(thrown.message)) return wrongMfaCode(thrown.origin);
  return { kind: 'unexpected', message: 'AWS did not accept the request.', action: { type: 'showLog' } };
}

export function inSentence(origin: Origin): string {
  return origin.who.charAt(0).toLowerCase() + origin.who.slice(1);
}
