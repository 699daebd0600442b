// Errors that a service answered with: IAM, state, quota, keys, clock. Error names of Cognito, STS, the SSO portal and sign-in.
import type { FailureAction } from '../../domain/connections/failure.ts';
import { serviceWords as words } from './failureWords.ts';
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
  const says = origin.signIn === undefined ? words.credentialsExpired : words.signInExpired;
  return {
    kind: 'expired',
    message: says(inSentence(origin)),
    action: renewal(origin),
  };
}

function notAssigned({ origin }: ThrownError): Explanation {
  return {
    kind: 'denied',
    message: words.notAssigned(origin.who),
    action: openConfig(origin),
  };
}

function unknownKey({ origin }: ThrownError): Explanation {
  return {
    kind: 'misconfigured',
    message: words.unknownKey(inSentence(origin)),
    action: { type: 'chooseProfile' },
  };
}

function signature(thrown: ThrownError): Explanation {
  if (thrown.name.startsWith('RequestTime') || /expired|not yet current/i.test(thrown.message)) {
    return wrongClock();
  }
  return {
    kind: 'misconfigured',
    message: words.wrongSecret(inSentence(thrown.origin)),
    action: openConfig(thrown.origin),
  };
}

function wrongClock(): Explanation {
  return {
    kind: 'misconfigured',
    message: words.wrongClock,
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
      message: words.roleDenied(origin.who, action),
      action: openConfig(origin),
    };
  }
  if (action === 'iam:PassRole') return passRoleDenied(thrown);
  return {
    kind: 'denied',
    message:
      action === undefined
        ? words.denied(inSentence(origin))
        : words.actionDenied(inSentence(origin), action),
    action: { type: 'copyIamPolicy' },
  };
}

/** Creating a job passes the log role to Cognito, which needs a permission of its own (IAM User Guide, "PassRole"). */
function passRoleDenied({ message, origin }: ThrownError): Explanation {
  const role = /:role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]+)/.exec(message)?.[1];
  const whom = inSentence(origin);
  return {
    kind: 'denied',
    message: role === undefined ? words.passRoleDenied(whom) : words.passNamedRoleDenied(whom, role),
    action: { type: 'copyIamPolicy' },
  };
}

function wrongMfaCode(origin: Origin): Explanation {
  return {
    kind: 'expired',
    message: words.wrongMfaCode(inSentence(origin)),
    action: retry,
  };
}

function identityToken({ origin }: ThrownError): Explanation {
  return {
    kind: 'expired',
    message: words.wrongIdentityToken(inSentence(origin)),
    action: retry,
  };
}

function notFound(thrown: ThrownError): Explanation {
  if (thrown.isWrapped) return notAssigned(thrown);
  return { kind: 'notFound', message: words.notFound, action: retry };
}

/** Matched by messages that the service is known or likely to use; the detail shows any other message. */
const preconditions: readonly (readonly [RegExp, string])[] = [
  [/no csv/i, words.noCsv],
  [/active at a time/i, words.otherJobRuns],
  [/auto.?verified/i, words.noAutoVerification],
];

function precondition({ message }: ThrownError): Explanation {
  const known = preconditions.find(([pattern]) => pattern.test(message))?.[1];
  return {
    kind: 'conflict',
    message: known ?? words.wrongState,
    action: retry,
  };
}

function roleExists(): Explanation {
  return {
    kind: 'conflict',
    message: words.roleExists,
    action: retry,
  };
}

function busy(): Explanation {
  return { kind: 'conflict', message: words.busy, action: retry };
}

function limit(thrown: ThrownError): Explanation {
  if (/rate exceeded|too many/i.test(thrown.message)) return throttled();
  return { kind: 'conflict', message: words.quota, action: retry };
}

function replica(): Explanation {
  return {
    kind: 'conflict',
    message: words.replica,
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
    message: words.regionDisabled,
    action: { type: 'chooseRegion' },
  };
}

function throttled(): Explanation {
  return {
    kind: 'throttled',
    message: words.throttled,
    action: retry,
  };
}

/** A server error. It has a `short` of its own because the user is not offline. */
export function serverError(service: 'AWS' | 'S3', httpStatus: number | undefined): Explanation {
  return {
    kind: 'offline',
    message: words.serverError(service, httpStatus),
    short: words.serverErrorShort(service),
    action: retry,
  };
}

function serverFault({ httpStatus }: ThrownError): Explanation {
  return serverError('AWS', httpStatus);
}

function rejected(thrown: ThrownError): Explanation {
  if (/tokenCode|MFA/i.test(thrown.message)) return wrongMfaCode(thrown.origin);
  return { kind: 'unexpected', message: words.rejected, action: { type: 'showLog' } };
}

export function inSentence(origin: Origin): string {
  return origin.who.charAt(0).toLowerCase() + origin.who.slice(1);
}
