// The operations of AWS Identity and Access Management for log roles: roles with their trust and inline policies.
import { isoSeconds } from '../clock.ts';
import { pageOf } from '../paging.ts';
import type { QueryService } from '../http/awsQuery.ts';
import { operation, type Operation } from '../service.ts';
import { ServiceError } from '../serviceError.ts';
import { formNumber, required, text } from '../validation.ts';
import type { Role, Roles } from './roles.ts';

/** IAM may return fewer roles than requested; always doing so tests whether callers follow the marker. */
const largestPage = 100;

const roleName = text({ min: 1, max: 64, pattern: '[\\w+=,.@-]+' });
const policyName = text({ min: 1, max: 128, pattern: '[\\w+=,.@-]+' });
const path = text({ min: 1, max: 512, pattern: '/|/[!-\\x7f]+/' });
const document = text({ min: 1, max: 131_072 });
const listSize = formNumber(1, 1_000);

export function iamService(roles: Roles): QueryService {
  return {
    name: 'iam',
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    operations: { ...roleOperations(roles), ...policyOperations(roles) },
    resource: (_operation, input) =>
      typeof input['RoleName'] === 'string' ? roleArn(roles, input['RoleName']) : '*',
  };
}

function roleOperations(roles: Roles): Record<string, Operation> {
  return {
    ListRoles: operation(
      { Marker: text({ min: 1 }), MaxItems: listSize, PathPrefix: text({ max: 512 }) },
      (input) => {
        const all = roles.all.filter((role) => role.path.startsWith(input.PathPrefix ?? '/'));
        const size = Math.min(input.MaxItems ?? largestPage, largestPage);
        const page = pageOf(all, size, input.Marker, (role) => role.id);
        return {
          IsTruncated: page.nextToken !== undefined,
          Roles: page.items.map(shape),
          Marker: page.nextToken,
        };
      },
    ),

    CreateRole: operation(
      {
        RoleName: required(roleName),
        Path: path,
        AssumeRolePolicyDocument: required(document),
        Description: text({ max: 1_000 }),
      },
      (input) => ({
        Role: shape(
          roles.create({
            name: input.RoleName,
            path: input.Path,
            trust: input.AssumeRolePolicyDocument,
            description: input.Description,
          }),
        ),
      }),
    ),

    GetRole: operation({ RoleName: required(roleName) }, (input) => ({
      Role: shape(roles.get(input.RoleName)),
    })),

    DeleteRole: operation({ RoleName: required(roleName) }, (input) => {
      roles.delete(input.RoleName);
      return {};
    }),
  };
}

function policyOperations(roles: Roles): Record<string, Operation> {
  const key = { RoleName: required(roleName), PolicyName: required(policyName) };
  return {
    PutRolePolicy: operation({ ...key, PolicyDocument: required(document) }, (input) => {
      roles.putPolicy(input.RoleName, input.PolicyName, input.PolicyDocument);
      return {};
    }),

    GetRolePolicy: operation(key, ({ RoleName, PolicyName }) => {
      const found = roles.get(RoleName).policies.get(PolicyName);
      if (found === undefined) {
        const message = `The role policy with name ${PolicyName} cannot be found.`;
        throw new ServiceError('NoSuchEntity', message, 404);
      }
      return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(found) };
    }),
  };
}

function shape(role: Role): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: isoSeconds(role.created),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description,
    MaxSessionDuration: 3_600,
  };
}

function roleArn(roles: Roles, name: string): string {
  return roles.all.find((role) => role.name === name)?.arn ?? `role ${name}`;
}
