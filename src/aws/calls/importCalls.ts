// The calls that make an import: the pool's settings, the job, its log role, its log.
import {
  CreateUserImportJobCommand,
  DescribeUserPoolCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
  type PasswordHashingAlgorithmType,
} from '@aws-sdk/client-cognito-identity-provider';
import { FailureError, failureOf } from '../../domain/connections/failure.ts';
import type {
  ImportGateway,
  LogEvent,
  LogRole,
  NewImportJob,
  UploadProgress,
  UserPoolDescription,
} from '../../domain/gateway/importGateway.ts';
import type { ImportJob } from '../../domain/jobs/job.ts';
import { logRoleTrust } from '../../domain/gateway/logRole.ts';
import type { Page } from '../../domain/gateway/page.ts';
import type { PreSignedUrl } from '../../domain/gateway/preSignedUrl.ts';
import type { Run } from './calls.ts';
import { permissionsIn } from './logRoles.ts';
import { answeredJob, toUserPoolDescription } from './mapping.ts';
import { proxyAnswered } from '../failures/networkFailures.ts';
import { targetOf, upload } from './upload.ts';

/** The name of a new log role's inline policy. */
const policyName = 'Cognito-UserImport-Logs';

export class ImportCalls implements ImportGateway {
  readonly #run: Run;
  readonly #region: string;

  constructor(run: Run, region: string) {
    this.#run = run;
    this.#region = region;
  }

  describeUserPool(userPoolId: string, signal: AbortSignal): Promise<UserPoolDescription> {
    const call = { operation: 'DescribeUserPool', userPoolId };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const answer = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }), options);
      if (!answer.UserPool) throw new FailureError(proxyAnswered);
      return { value: toUserPoolDescription(answer.UserPool), metadata: answer.$metadata };
    });
  }

  getCsvHeader(userPoolId: string, signal: AbortSignal): Promise<readonly string[]> {
    const call = { operation: 'GetCSVHeader', userPoolId };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const answer = await cognito.send(new GetCSVHeaderCommand({ UserPoolId: userPoolId }), options);
      if (!answer.CSVHeader) throw new FailureError(proxyAnswered);
      return { value: answer.CSVHeader, metadata: answer.$metadata };
    });
  }

  createUserImportJob(job: NewImportJob, signal: AbortSignal): Promise<ImportJob> {
    const call = { operation: 'CreateUserImportJob', userPoolId: job.userPoolId };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const command = new CreateUserImportJobCommand({
        JobName: job.jobName,
        UserPoolId: job.userPoolId,
        CloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn,
        // The SDK's list may be out of date: the service decides whether the algorithm exists.
        PasswordHashingAlgorithm: job.passwordHashingAlgorithm as PasswordHashingAlgorithmType | undefined,
      });
      const answer = await cognito.send(command, options);
      return { value: answeredJob(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  startUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    const call = { operation: 'StartUserImportJob', userPoolId, jobId };
    return this.#run(call, signal, async ({ cognito }, options) => {
      const input = { UserPoolId: userPoolId, JobId: jobId };
      const answer = await cognito.send(new StartUserImportJobCommand(input), options);
      return { value: answeredJob(answer.UserImportJob), metadata: answer.$metadata };
    });
  }

  upload(
    url: PreSignedUrl,
    path: string,
    onProgress: (progress: UploadProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#run(
      { operation: 'Upload', ...targetOf(url) },
      signal,
      async ({ settings }, { abortSignal }) => {
        const { requestTimeout: idleTimeout, httpsAgent } = settings.cognito.requestHandler;
        const ca = httpsAgent && { ca: httpsAgent.ca };
        const metadata = await upload({ url, path, onProgress, signal: abortSignal, idleTimeout, ...ca });
        return { value: undefined, metadata };
      },
    );
  }

  async listLogRoles(signal: AbortSignal): Promise<readonly LogRole[]> {
    const roles: LogRole[] = [];
    let marker: string | undefined;
    do {
      const page: Page<LogRole> = await this.#run(
        { operation: 'ListRoles' },
        signal,
        ({ logAccess }, options) => logAccess().listRoles(marker, options),
      );
      roles.push(...page.items);
      marker = page.nextToken;
    } while (marker !== undefined);
    const rank = ({ trustsCognito }: LogRole): number => (trustsCognito === true ? 0 : 1);
    return roles.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  }

  async createLogRole(name: string, signal: AbortSignal): Promise<LogRole> {
    const create = { name, trust: JSON.stringify(logRoleTrust) };
    const role = await this.#run({ operation: 'CreateRole' }, signal, ({ logAccess }, options) =>
      logAccess().createRole(create, options),
    );
    if (!role) throw new FailureError(proxyAnswered);
    try {
      const policy = { roleName: name, name: policyName, document: permissionsIn(this.#region, role.arn) };
      await this.#run({ operation: 'PutRolePolicy' }, signal, ({ logAccess }, options) =>
        logAccess().putRolePolicy(policy, options),
      );
    } catch (error) {
      await this.#takeBack(role, error);
      throw error;
    }
    return role;
  }

  listLogEvents(
    pool: { readonly userPoolId: string; readonly name: string },
    job: { readonly jobId: string; readonly jobName: string },
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<LogEvent>> {
    const { userPoolId } = pool;
    const { jobId, jobName } = job;
    const stream = {
      group: `/aws/cognito/userpools/${userPoolId}/${pool.name}`,
      name: `${jobId}/${jobName}`,
    };
    const call = { operation: 'GetLogEvents', userPoolId, jobId };
    return this.#run(call, signal, ({ logAccess }, options) =>
      logAccess().logEvents(stream, nextToken, options),
    );
  }

  /** Removes a role whose policy could not be added, also after a cancellation: every job that uses it would fail. */
  async #takeBack({ name }: LogRole, cause: unknown): Promise<void> {
    const never = new AbortController().signal;
    try {
      await this.#run({ operation: 'DeleteRole' }, never, ({ logAccess }, options) =>
        logAccess().deleteRole(name, options),
      );
    } catch {
      const failure = failureOf(cause);
      const message = `The role "${name}" was created, but without permission to write logs: ${failure.message}`;
      throw new FailureError({ ...failure, message }, { cause });
    }
  }
}
