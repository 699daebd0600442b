// Classifies thrown errors by name, code and message: errors that no loopback server can cause, and properties of all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { toFailure } from '../../../../src/aws/failures/failures.ts';
import type { Origin } from '../../../../src/aws/failures/origin.ts';
import {
  FailureError,
  failureKinds,
  type FailureAction,
  type FailureKind,
} from '../../../../src/domain/connections/failure.ts';

const origin: Origin = {
  who: 'Profile "dev"',
  profile: 'dev',
  file: '/config',
  kind: 'static',
  sourceKind: 'static',
};

interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly status?: number;
}

/** An error as the SDK throws it: its `name` property says what it is, its class does not. */
function thrown({ name = 'Error', message = '', code, status }: Thrown): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status, requestId: 'r-1' } };
  return Object.assign(new Error(message), { name }, code === undefined ? {} : { code }, metadata);
}

const cases: readonly [Thrown, FailureKind, RegExp, FailureAction['type'] | undefined][] = [
  // State, quota, Region.
  [
    { name: 'PreconditionNotMetException', message: 'No csv file was uploaded for import-x' },
    'conflict',
    /No CSV/,
    'retry',
  ],
  [{ name: 'PreconditionNotMetException', message: 'Other' }, 'conflict', /state that does not/, 'retry'],
  [
    {
      name: 'PreconditionNotMetException',
      message: 'Only one import job can be active at a time per account.',
    },
    'conflict',
    /Another import job is running/,
    'retry',
  ],
  [
    { name: 'PreconditionNotMetException', message: 'The pool must have an auto-verified attribute' },
    'conflict',
    /imports require/,
    'retry',
  ],
  [
    {
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::1:user/me is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/service-role/Log-Role because no identity-based policy allows the iam:PassRole action',
    },
    'denied',
    /give the log role "Log-Role" to Amazon Cognito: iam:PassRole on that role is missing\.$/,
    'copyIamPolicy',
  ],
  [
    { name: 'AccessDenied', message: 'User: x is not authorized to perform: iam:PassRole' },
    'denied',
    /give the log role to Amazon Cognito/,
    'copyIamPolicy',
  ],
  [{ name: 'EntityAlreadyExistsException' }, 'conflict', /role of this name exists already/, 'retry'],
  [{ name: 'UserImportInProgressException' }, 'conflict', /import job is running/, 'retry'],
  [{ name: 'LimitExceededException', message: 'Too big' }, 'conflict', /quota of the AWS account/, 'retry'],
  [{ name: 'LimitExceededException', message: 'Rate exceeded' }, 'throttled', /throttling requests/, 'retry'],
  [{ name: 'OperationNotEnabledException' }, 'conflict', /replica of the user pool/, 'chooseRegion'],
  [{ name: 'RegionDisabledException' }, 'misconfigured', /not enabled for the AWS account/, 'chooseRegion'],
  [{ name: 'ResourceNotFoundException' }, 'notFound', /does not exist any more/, 'retry'],
  [{ name: 'InvalidParameterException' }, 'unexpected', /did not accept the request/, 'showLog'],
  // Quotas under all their names.
  [{ name: 'TooManyRequestsException' }, 'throttled', /throttling/, 'retry'],
  [{ name: 'ThrottlingException' }, 'throttled', /throttling/, 'retry'],
  [{ name: 'Throttling' }, 'throttled', /throttling/, 'retry'],
  [{ name: 'Unheard', status: 429 }, 'throttled', /throttling/, 'retry'],
  // Server errors of AWS.
  [{ name: 'InternalErrorException', status: 500 }, 'offline', /server error \(HTTP 500\)/, 'retry'],
  [{ name: 'ServiceUnavailableException' }, 'offline', /returned a server error\. Retrying/, 'retry'],
  [{ name: 'UnknownError', status: 503 }, 'offline', /returned a server error/, 'retry'],
  // Keys, signatures, clocks.
  [{ name: 'ExpiredToken' }, 'expired', /temporary credentials of profile "dev" expired/, 'openConfig'],
  [{ name: 'InvalidClientTokenId' }, 'misconfigured', /does not know the access key/, 'chooseProfile'],
  [
    { name: 'InvalidSignatureException', message: 'The request signature we calculated does not match' },
    'misconfigured',
    /secret access key of profile "dev" does not belong/,
    'openConfig',
  ],
  [
    {
      name: 'InvalidSignatureException',
      message: 'Signature expired: 20261122T1 is now earlier than 20261123T1',
    },
    'misconfigured',
    /clock of this computer/,
    'retry',
  ],
  [
    { name: 'SignatureDoesNotMatch', message: 'Signature not yet current: x' },
    'misconfigured',
    /clock/,
    'retry',
  ],
  [{ name: 'RequestTimeTooSkewed' }, 'misconfigured', /clock/, 'retry'],
  // IAM.
  [
    { name: 'NotAuthorizedException', message: 'Not today' },
    'denied',
    /does not allow profile "dev" to do/,
    'copyIamPolicy',
  ],
  [
    {
      name: 'AccessDeniedException',
      message: 'User: a is not authorized to perform: cognito-idp:StopUserImportJob on b',
    },
    'denied',
    /IAM does not allow profile "dev" to call cognito-idp:StopUserImportJob/,
    'copyIamPolicy',
  ],
  [{ name: 'ValidationError', message: "Value '1' at 'tokenCode' failed" }, 'expired', /MFA code/, 'retry'],
  // The network.
  [
    { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND a.b' },
    'offline',
    /The host a\.b cannot be reached/,
    'retry',
  ],
  [
    { code: 'EAI_AGAIN', message: 'getaddrinfo EAI_AGAIN a.b' },
    'offline',
    /The host a\.b cannot be reached/,
    'retry',
  ],
  [{ code: 'ENETUNREACH', message: 'x' }, 'offline', /^AWS cannot be reached/, 'retry'],
  [{ name: 'TimeoutError', code: 'ECONNRESET', message: 'socket hang up' }, 'offline', /broke off/, 'retry'],
  [{ name: 'TimeoutError', message: 'Connection timed out after 5000 ms' }, 'offline', /in time/, 'retry'],
  [{ code: 'ETIMEDOUT', message: 'x' }, 'offline', /in time/, 'retry'],
  [{ code: 'SELF_SIGNED_CERT_IN_CHAIN', message: 'x' }, 'offline', /not trusted/, 'proxySettings'],
  [{ code: 'CERT_HAS_EXPIRED', message: 'x' }, 'offline', /not trusted/, 'proxySettings'],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID', message: 'x' }, 'offline', /not trusted/, 'proxySettings'],
  [
    { name: 'SyntaxError', message: "Unexpected token '<'", status: 200 },
    'offline',
    /proxy or a/,
    'proxySettings',
  ],
  [{ code: 'HPE_INVALID_CONSTANT', message: 'Parse Error' }, 'offline', /proxy or a/, 'proxySettings'],
  // Errors of the credentials chain, wrapped and plain.
  [
    { name: 'CredentialsProviderError', message: 'Error: getaddrinfo ENOTFOUND portal.sso.x' },
    'offline',
    /The host portal\.sso\.x/,
    'retry',
  ],
  [
    {
      name: 'CredentialsProviderError',
      message: 'Failed to refresh token: TimeoutError: late. Please re-authenticate',
    },
    'offline',
    /in time/,
    'retry',
  ],
  [
    { name: 'CredentialsProviderError', message: 'Profile dev requires multi-factor authentication, but no' },
    'misconfigured',
    /needs an MFA code/,
    'openConfig',
  ],
  [
    { name: 'TypeError', message: "Cannot read properties of undefined (reading 'sso_region')" },
    'misconfigured',
    /incomplete SSO/,
    'openConfig',
  ],
  [
    { name: 'CredentialsProviderError', message: 'Something new' },
    'misconfigured',
    /could not be loaded/,
    'openConfig',
  ],
  [{ name: 'AbortError', message: 'Request aborted' }, 'cancelled', /cancelled/, undefined],
  [{ name: 'BrandNewException', message: 'x', status: 400 }, 'unexpected', /does not know/, 'showLog'],
];

describe('an error', () => {
  for (const [error, kind, message, action] of cases) {
    const { name = 'Error', code = '', message: text = '' } = error;
    test([name, code, text].filter(Boolean).join(' · ').slice(0, 90), () => {
      const failure = toFailure(thrown(error), origin);
      assert.match(failure.message, message);
      assert.equal(failure.kind, kind);
      assert.equal(failure.action?.type, action);
      if (failure.message.includes('server error')) assert.equal(failure.short, 'AWS server error');
      assert.equal(typeof failure.detail, kind === 'cancelled' ? 'undefined' : 'string');
    });
  }

  test("keeps its request id and its name, or Node's code if it has no specific name", () => {
    const service = toFailure(thrown({ name: 'ResourceNotFoundException', status: 400 }), origin);
    assert.deepEqual([service.code, service.requestId], ['ResourceNotFoundException', 'r-1']);
    assert.equal(toFailure(thrown({ code: 'ENOTFOUND' }), origin).code, 'ENOTFOUND');
  });

  test('that is already a failure stays unchanged', () => {
    const failure = { kind: 'cancelled', message: 'No.', action: { type: 'retry' } } as const;
    assert.equal(toFailure(new FailureError(failure), origin), failure);
  });

  test('offers the login command of its profile', () => {
    const signIn = 'aws sso login --profile hub';
    const failure = toFailure(thrown({ name: 'ExpiredTokenException' }), { ...origin, signIn });
    assert.deepEqual(failure.action, { type: 'signIn', command: signIn });
    assert.match(failure.message, /sign-in/);
  });
});

test('whatever is thrown becomes a failure of one sentence, without secrets', () => {
  const anything = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
    // Cannot be converted to a string.
    fc.constant({ toString: '' }),
    fc
      .record({ name: fc.string(), message: fc.string(), code: fc.string(), status: fc.integer() })
      .map(thrown),
  );
  fc.assert(
    fc.property(anything, (error) => {
      const failure = toFailure(error, origin);
      assert.ok(failureKinds.includes(failure.kind));
      assert.match(failure.message, /^[A-Z].*\.$/);
      assert.ok((failure.detail?.length ?? 0) <= 601);
    }),
  );
});
