// The policies of log roles: whether Cognito may assume a role, and what the console allows such a role.
import { logRolePermissions } from '../../domain/gateway/logRole.ts';

const cognito = 'cognito-idp.amazonaws.com';

/**
 * Whether a trust policy lets Amazon Cognito assume the role; undefined where it cannot be read. Conditions are ignored.
 * @param document URL-encoded JSON, as IAM has it.
 */
export function trustsCognito(document: string | undefined): boolean | undefined {
  if (document === undefined) return undefined;
  let policy: unknown;
  try {
    policy = JSON.parse(decodeURIComponent(document));
  } catch {
    return undefined;
  }
  if (!isRecord(policy)) return undefined;
  return listOf(policy['Statement']).some(letsCognitoIn);
}

function letsCognitoIn(statement: unknown): boolean {
  if (!isRecord(statement) || statement['Effect'] !== 'Allow') return false;
  const { Principal: principal, Action: action } = statement;
  if (!isRecord(principal) || !listOf(principal['Service']).includes(cognito)) return false;
  return listOf(action).some((one) => typeof one === 'string' && /^(sts:(AssumeRole|\*)|\*)$/i.test(one));
}

/** A policy's members may be one or a list of them. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The permissions policy for a new role: the log groups of the user pools in its account and the Region. */
export function permissionsIn(region: string, roleArn: string): string {
  const [, partition = 'aws', , , account = '*'] = roleArn.split(':');
  const Resource = [`arn:${partition}:logs:${region}:${account}:log-group:/aws/cognito/*`];
  const Statement = logRolePermissions.Statement.map((statement) => ({ ...statement, Resource }));
  return JSON.stringify({ ...logRolePermissions, Statement });
}
