// STS for the tests: assumes roles by a trust policy in three words, and says who a key belongs to.
import { inAnHour, secretMark, type Answer, type ServiceRequest } from './awsServices.ts';

/** Who may assume a role. Absent members do not matter. */
export interface Role {
  /** Access key id of the credentials this role hands out. */
  readonly accessKeyId: string;
  readonly trusts?: string;
  readonly externalId?: string;
  readonly mfaCode?: string;
  /** For web identity: the token's text. */
  readonly webIdentityToken?: string;
  /** ISO 8601; an hour from now where absent. */
  readonly expiration?: string;
}

const account = '111122223333';

export function stsAnswer(request: ServiceRequest, roles: ReadonlyMap<string, Role>): Answer | undefined {
  const form = new URLSearchParams(request.body);
  switch (form.get('Action')) {
    case 'GetCallerIdentity':
      return callerIdentity(keyOf(request), roles);
    case 'AssumeRole':
      return assumeRole(form, keyOf(request), roles);
    case 'AssumeRoleWithWebIdentity':
      return assumeRoleWithWebIdentity(form, roles);
    default:
      return undefined;
  }
}

function callerIdentity(key: string, roles: ReadonlyMap<string, Role>): Answer {
  const role = [...roles].find(([, { accessKeyId }]) => accessKeyId === key)?.[0];
  const arn =
    role?.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/') ??
    `arn:aws:iam::${account}:user/${key}`;
  return succeeded(
    'GetCallerIdentity',
    `<Arn>${arn}</Arn><UserId>${key}</UserId><Account>${account}</Account>`,
  );
}

function assumeRole(form: URLSearchParams, key: string, roles: ReadonlyMap<string, Role>): Answer {
  const arn = form.get('RoleArn') ?? '';
  const role = roles.get(arn);
  if (role === undefined || !trusts(role, key, form.get('ExternalId'))) {
    const message = `User: arn:aws:iam::${account}:user/${key} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    return failed(403, 'AccessDenied', message);
  }
  if (role.mfaCode !== undefined && form.get('TokenCode') !== role.mfaCode) {
    return failed(
      403,
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    );
  }
  return session('AssumeRole', arn, role);
}

function trusts(role: Role, key: string, externalId: string | null): boolean {
  return (role.trusts ?? key) === key && (role.externalId ?? externalId) === externalId;
}

function assumeRoleWithWebIdentity(form: URLSearchParams, roles: ReadonlyMap<string, Role>): Answer {
  const arn = form.get('RoleArn') ?? '';
  const role = roles.get(arn);
  return role?.webIdentityToken === form.get('WebIdentityToken')
    ? session('AssumeRoleWithWebIdentity', arn, role)
    : failed(400, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account');
}

function session(operation: string, arn: string, role: Role): Answer {
  const assumed = arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
  return succeeded(
    operation,
    `<AssumedRoleUser><AssumedRoleId>AROA:x</AssumedRoleId><Arn>${assumed}/x</Arn></AssumedRoleUser>` +
      `<Credentials><AccessKeyId>${role.accessKeyId}</AccessKeyId><SecretAccessKey>${secretMark}/role</SecretAccessKey>` +
      `<SessionToken>${secretMark}/session</SessionToken><Expiration>${role.expiration ?? inAnHour()}</Expiration></Credentials>`,
  );
}

function succeeded(operation: string, result: string): Answer {
  return {
    body:
      `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}` +
      `</${operation}Result><ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId>` +
      `</ResponseMetadata></${operation}Response>`,
  };
}

function failed(status: number, code: string, message: string): Answer {
  return {
    status,
    body:
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code>` +
      `<Message>${message}</Message></Error><RequestId>00000000-0000-4000-8000-000000000001</RequestId></ErrorResponse>`,
  };
}

function keyOf(request: ServiceRequest): string {
  return /Credential=([^/]+)/.exec(String(request.headers['authorization'] ?? ''))?.[1] ?? '';
}
