// AWS Security Token Service: who the caller is, and roles assumed by signed calls or with a web identity.
import type { EmulatorClock } from '../clock.ts';
import { assumedRole, type AccessKeys, type Caller } from '../http/accessKeys.ts';
import type { QueryService } from '../http/awsQuery.ts';
import { parsePolicy, trusts, type Assumer } from '../iam/policy.ts';
import type { Role, Roles } from '../iam/roles.ts';
import { operation, type Operation } from '../service.ts';
import { ServiceError } from '../serviceError.ts';
import { formNumber, required, text } from '../validation.ts';
import { callerIdentity } from './callerIdentity.ts';
import { invalidIdentity, readWebIdentity } from './webIdentity.ts';

export interface StsOptions {
  readonly clock: EmulatorClock;
  readonly keys: AccessKeys;
  readonly roles: Roles;
  /** The code that each MFA device shows, by serial number. */
  readonly mfaCodes: ReadonlyMap<string, string>;
  /** The longest lifetime of a session, in milliseconds. */
  readonly longestSession: () => number;
}

interface NewSession {
  readonly RoleSessionName: string;
  readonly DurationSeconds: number | undefined;
}

const session = {
  RoleArn: required(text({ min: 20, max: 2_048 })),
  RoleSessionName: required(text({ min: 2, max: 64, pattern: '[\\w+=,.@-]*' })),
  DurationSeconds: formNumber(900, 43_200),
};
const serialNumber = text({ min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' });
/** The default lifetime of a session, in seconds. */
const usualDuration = 3_600;

export function stsService(options: StsOptions): QueryService {
  return {
    ...callerIdentity,
    operations: {
      ...callerIdentity.operations,
      AssumeRole: assumeRole(options),
      AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity(options),
    },
    resource: (_operation, { RoleArn }) => (typeof RoleArn === 'string' ? RoleArn : '*'),
  };
}

function assumeRole(options: StsOptions): Operation {
  const members = {
    ...session,
    ExternalId: text({ min: 2, max: 1_224, pattern: '[\\w+=,.@:/-]*' }),
    SerialNumber: serialNumber,
    TokenCode: text({ min: 6, max: 6, pattern: '\\d*' }),
  };
  return operation(members, (input, { caller }) => {
    const { ExternalId = '', SerialNumber, TokenCode } = input;
    const hasMfa = checkMfa(options.mfaCodes, SerialNumber, TokenCode);
    const role = options.roles.find(input.RoleArn);
    const assumer: Assumer = {
      kind: 'AWS',
      names: namesOf(caller),
      action: 'sts:AssumeRole',
      context: { 'sts:externalid': ExternalId, 'aws:multifactorauthpresent': String(hasMfa) },
    };
    if (!role || !trusts(parsePolicy(role.trust), assumer)) {
      throw accessDenied(
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
      );
    }
    return openSession(options, role, input);
  });
}

function assumeRoleWithWebIdentity(options: StsOptions): Operation {
  const members = { ...session, WebIdentityToken: required(text({ min: 4, max: 20_000 })) };
  const run = operation(members, (input) => {
    const { issuer, subject, audience } = readWebIdentity(input.WebIdentityToken, options.clock.now());
    const assumer = (role: Role): Assumer => ({
      kind: 'Federated',
      names: [role.arn.replace(/:role\/.*/, `:oidc-provider/${issuer}`)],
      action: 'sts:AssumeRoleWithWebIdentity',
    });
    const isTrusted = (role: Role): boolean => trusts(parsePolicy(role.trust), assumer(role));
    const role = options.roles.find(input.RoleArn);
    if (!role || !isTrusted(role)) {
      // The providers are those that some role trusts.
      if (!options.roles.all.some(isTrusted)) {
        throw invalidIdentity(`No OpenIDConnect provider found in your account for https://${issuer}`);
      }
      throw accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
    }
    return {
      ...openSession(options, role, input),
      SubjectFromWebIdentityToken: subject,
      Audience: audience,
      Provider: assumer(role).names[0],
    };
  });
  return { ...run, isUnsigned: true };
}

/** How a trust policy may name the caller: by its ARN, by its assumed role, or by its account. */
function namesOf({ accountId, arn, roleArn }: Caller): readonly string[] {
  return [arn, accountId, `arn:aws:iam::${accountId}:root`, ...(roleArn === undefined ? [] : [roleArn])];
}

/** Whether the call proves an MFA device. @throws ServiceError if it sends a wrong code. */
function checkMfa(codes: ReadonlyMap<string, string>, device?: string, code?: string): boolean {
  if (device === undefined && code === undefined) return false;
  if (device === undefined || code === undefined) {
    throw accessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    );
  }
  const shown = codes.get(device);
  if (shown === undefined) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code. ' +
        'Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (shown !== code) {
    throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
  return true;
}

function openSession({ keys, longestSession }: StsOptions, role: Role, asked: NewSession): object {
  const { RoleSessionName, DurationSeconds = usualDuration } = asked;
  const caller = assumedRole(role.arn, role.id, RoleSessionName);
  const ms = Math.min(DurationSeconds * 1_000, longestSession());
  const issued = keys.issue(caller, ms);
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(issued.expiration).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: caller.userId, Arn: caller.arn },
  };
}

function accessDenied(message: string): ServiceError {
  return new ServiceError('AccessDeniedException', message, 403);
}
