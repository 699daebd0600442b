// IAM and CloudWatch Logs: the roles that let jobs write their logs, and the logs.
import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  type CloudWatchLogsClientConfig,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
  type IAMClientConfig,
  type Role,
} from '@aws-sdk/client-iam';
import type { LogEvent, LogRole } from '../../domain/gateway/importGateway.ts';
import type { Page } from '../../domain/gateway/page.ts';
import type { Answer, SendOptions } from './callLog.ts';
import { trustsCognito } from './logRoles.ts';

export interface LogAccessSettings {
  readonly iam: IAMClientConfig;
  readonly logs: CloudWatchLogsClientConfig;
}

/** The largest page of ListRoles. */
const largestRolePage = 1_000;

/** Each method is one call. */
export class LogAccess {
  readonly #iam: IAMClient;
  readonly #logs: CloudWatchLogsClient;

  constructor({ iam, logs }: LogAccessSettings) {
    this.#iam = new IAMClient(iam);
    this.#logs = new CloudWatchLogsClient(logs);
  }

  /** A page of the account's roles, without service-linked ones, which nobody can pass to a service. */
  async listRoles(nextToken: string | undefined, options: SendOptions): Promise<Answer<Page<LogRole>>> {
    const input = { MaxItems: largestRolePage, Marker: nextToken };
    const answer = await this.#iam.send(new ListRolesCommand(input), options);
    const roles = (answer.Roles ?? []).filter(({ Path }) => !Path?.startsWith('/aws-service-role/'));
    const marker = answer.IsTruncated === true ? answer.Marker : undefined;
    return {
      value: { items: roles.map(toLogRole), ...(marker !== undefined && { nextToken: marker }) },
      metadata: answer.$metadata,
    };
  }

  /** Resolves with undefined if the answer does not come from IAM. */
  async createRole(
    role: { readonly name: string; readonly trust: string },
    options: SendOptions,
  ): Promise<Answer<LogRole | undefined>> {
    const input = {
      RoleName: role.name,
      // The console's path for the roles it creates for services.
      Path: '/service-role/',
      Description: 'Lets Amazon Cognito write the logs of user import jobs.',
      AssumeRolePolicyDocument: role.trust,
    };
    const { Role, $metadata } = await this.#iam.send(new CreateRoleCommand(input), options);
    return { value: Role?.Arn === undefined ? undefined : toLogRole(Role), metadata: $metadata };
  }

  async putRolePolicy(
    policy: { readonly roleName: string; readonly name: string; readonly document: string },
    options: SendOptions,
  ): Promise<Answer<undefined>> {
    const input = {
      RoleName: policy.roleName,
      PolicyName: policy.name,
      PolicyDocument: policy.document,
    };
    const { $metadata } = await this.#iam.send(new PutRolePolicyCommand(input), options);
    return { value: undefined, metadata: $metadata };
  }

  async deleteRole(name: string, options: SendOptions): Promise<Answer<undefined>> {
    const { $metadata } = await this.#iam.send(new DeleteRoleCommand({ RoleName: name }), options);
    return { value: undefined, metadata: $metadata };
  }

  /** Reads from the head. Until the first event, the group and the stream do not exist: the page is empty. */
  async logEvents(
    stream: { readonly group: string; readonly name: string },
    nextToken: string | undefined,
    options: SendOptions,
  ): Promise<Answer<Page<LogEvent>>> {
    const input = {
      logGroupName: stream.group,
      logStreamName: stream.name,
      startFromHead: true,
      nextToken,
    };
    try {
      const {
        events = [],
        nextForwardToken: next,
        $metadata,
      } = await this.#logs.send(new GetLogEventsCommand(input), options);
      const items = events.map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
      // At the end the service returns the token that it received.
      const isEnd = next === undefined || next === nextToken;
      return { value: isEnd ? { items } : { items, nextToken: next }, metadata: $metadata };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
      const { $metadata } = error as { $metadata?: Answer<unknown>['metadata'] };
      return { value: { items: [] }, metadata: $metadata };
    }
  }

  destroy(): void {
    this.#iam.destroy();
    this.#logs.destroy();
  }
}

function toLogRole({ RoleName = '', Arn = '', AssumeRolePolicyDocument }: Role): LogRole {
  const trusts = trustsCognito(AssumeRolePolicyDocument);
  return { name: RoleName, arn: Arn, ...(trusts !== undefined && { trustsCognito: trusts }) };
}
