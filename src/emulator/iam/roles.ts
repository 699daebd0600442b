// The account's IAM roles, and whether one can write the log of an import job.
import { unusableRole } from '../cognito/texts.ts';
import type { EmulatorClock } from '../clock.ts';
import type { Random } from '../random.ts';
import { ServiceError } from '../serviceError.ts';
import { allows, parsePolicy, trusts } from './policy.ts';

export interface Role {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** The trust policy. */
  readonly trust: string;
  readonly description: string | undefined;
  /** Inline policies by name. */
  readonly policies: ReadonlyMap<string, string>;
}

interface NewRole {
  readonly name: string;
  readonly path?: string | undefined;
  readonly trust: string;
  readonly description?: string | undefined;
}

interface RolesOptions {
  readonly accountId: string;
  readonly clock: EmulatorClock;
  readonly random: Random;
}

const cognito = 'cognito-idp.amazonaws.com';

/** The actions that the role must allow (Developer Guide, "Creating the CloudWatch Logs IAM role"). */
const logActions = ['CreateLogGroup', 'CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'];

/** The role that the console creates, with the name that it suggests. */
const consoleRole = {
  name: 'Cognito-UserImport-Role',
  path: '/service-role/',
  trust: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: cognito }, Action: 'sts:AssumeRole' }],
  }),
} as const;

const consolePolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: logActions.map((action) => `logs:${action}`),
      Resource: ['arn:aws:logs:*:*:log-group:/aws/cognito/*'],
    },
  ],
});

export class Roles {
  readonly #options: RolesOptions;
  readonly #roles = new Map<string, Role & { readonly policies: Map<string, string> }>();

  constructor(options: RolesOptions) {
    this.#options = options;
  }

  /** Sorted by name, as IAM lists them. */
  get all(): readonly Role[] {
    return [...this.#roles.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws ServiceError EntityAlreadyExists, MalformedPolicyDocument */
  create({ name, path = '/', trust, description }: NewRole): Role {
    if (this.#roles.has(name)) {
      throw new ServiceError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    parsePolicy(trust);
    const { accountId, clock, random } = this.#options;
    const role = {
      name,
      path,
      id: `AROA${random.alphanumeric(17).toUpperCase()}`,
      arn: `arn:aws:iam::${accountId}:role${path}${name}`,
      created: clock.now(),
      trust,
      description,
      policies: new Map<string, string>(),
    };
    this.#roles.set(name, role);
    return role;
  }

  /** @throws ServiceError NoSuchEntity */
  get(name: string): Role {
    return this.#get(name);
  }

  /** By ARN. */
  find(arn: string): Role | undefined {
    return [...this.#roles.values()].find((role) => role.arn === arn);
  }

  /** @throws ServiceError NoSuchEntity, DeleteConflict */
  delete(name: string): void {
    if (this.#get(name).policies.size > 0) {
      throw new ServiceError('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
    }
    this.#roles.delete(name);
  }

  /** @throws ServiceError NoSuchEntity, MalformedPolicyDocument */
  putPolicy(roleName: string, policyName: string, document: string): void {
    parsePolicy(document);
    this.#get(roleName).policies.set(policyName, document);
  }

  /** The role that the console creates; created now if it does not exist. */
  ensureConsoleRole(): Role {
    const known = this.#roles.get(consoleRole.name);
    if (known) return known;
    const role = this.create(consoleRole);
    this.putPolicy(role.name, 'Cognito-UserImport-Policy', consolePolicy);
    return role;
  }

  /** Why a job cannot write its log with this role, as the CompletionMessage of the failed job; undefined if it can. */
  problemOf(arn: string, logGroupName: string): string | undefined {
    const role = this.find(arn);
    const assumer = { kind: 'Service', names: [cognito], action: 'sts:AssumeRole' } as const;
    if (!role || !trusts(parsePolicy(role.trust), assumer)) return unusableRole.notAssumable;
    const statements = [...role.policies.values()].flatMap(parsePolicy).map((statement) => ({
      ...statement,
      Resource: regionless(statement['Resource']),
    }));
    const group = `arn:aws:logs:*:${this.#options.accountId}:log-group:${logGroupName}`;
    const mayWrite = logActions.every((action) => allows(statements, `logs:${action}`, group));
    return mayWrite ? undefined : unusableRole.mayNotWriteLogs;
  }

  #get(name: string): Role & { readonly policies: Map<string, string> } {
    const role = this.#roles.get(name);
    if (!role) throw new ServiceError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
    return role;
  }
}

/** Calls may be signed for any Region, so a policy for any Region is accepted. */
function regionless(resources: unknown): unknown {
  const patterns: readonly unknown[] = Array.isArray(resources) ? resources : [resources];
  return patterns.map((pattern) =>
    typeof pattern === 'string' ? pattern.replace(/^(arn:[^:]*:logs):[^:]*:/, '$1:*:') : pattern,
  );
}
