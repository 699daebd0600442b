// Runs the stock AWS CLI and curl as a person would: one process per call, without this machine's AWS files.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/cleanup.ts';
import { command, tryCommand } from '../../support/command.ts';

/** The members of UserImportJobType that the tests use. */
export interface Job {
  readonly JobId: string;
  readonly Status: string;
  readonly PreSignedUrl: string;
  readonly StartDate?: string;
  readonly CompletionMessage?: string;
  readonly ImportedUsers: number;
  readonly FailedUsers: number;
  readonly SkippedUsers: number;
}

/**
 * Why tests with the AWS CLI are skipped on this machine: the missing programs; false if none is missing. Also prints a warning, since
 * nobody reads the list of skipped tests.
 * @param about what is not tested without them
 */
export async function skippedWithoutCli(about: string): Promise<string | false> {
  const found = await Promise.all(['aws', 'curl'].map(async (name) => ((await runs(name)) ? [] : [name])));
  const missing = found.flat().join(' and no ');
  if (missing === '') return false;
  console.warn(`\n*** NOT TESTED: ${about}, since there is no ${missing}. ***\n`);
  return `no ${missing}`;
}

async function runs(program: string): Promise<boolean> {
  try {
    return (await tryCommand(program, ['--version'])).code === 0;
  } catch {
    return false;
  }
}

/** The actions that a log role allows (Developer Guide, "Creating the CloudWatch Logs IAM role"). */
export const logActions = ['CreateLogGroup', 'CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'].map(
  (action) => `logs:${action}`,
);

/** The commands of one person who works on one pool. */
export class AwsCli {
  readonly #home = temporaryFolder('cli');
  readonly #endpoint: string;
  pool = '';
  /** ARN of the role that jobs write their logs with. */
  role = '';

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  remove(): void {
    this.#home.remove();
  }

  /** The JSON a command prints. */
  async run<T>(service: string, ...args: string[]): Promise<T> {
    return JSON.parse(await command('aws', this.#args(service, args), { env: this.#environment() })) as T;
  }

  /** Runs a command that prints nothing. */
  async done(service: string, ...args: string[]): Promise<void> {
    await command('aws', this.#args(service, args), { env: this.#environment() });
  }

  /** Runs a command that must fail. Resolves with its output: `An error occurred (Name) when calling …: message`. */
  async refused(service: string, ...args: string[]): Promise<string> {
    const { code, output } = await tryCommand('aws', this.#args(service, args), { env: this.#environment() });
    assert.notEqual(code, 0, output);
    return output;
  }

  /** Creates a role that a service may assume, with a policy unless `actions` is empty. Returns its ARN. */
  async createRole(name: string, service: string, actions: readonly string[]): Promise<string> {
    const policy = (statement: object): string =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const trust = policy({ Principal: { Service: service }, Action: 'sts:AssumeRole' });
    const { Role } = await this.run<{ Role: { Arn: string } }>(
      'iam',
      'create-role',
      `--role-name=${name}`,
      '--path=/service-role/',
      `--assume-role-policy-document=${trust}`,
    );
    if (actions.length > 0) {
      const resource = `arn:aws:logs:us-east-1:${Role.Arn.split(':')[4] ?? ''}:log-group:/aws/cognito/*`;
      const document = policy({ Action: actions, Resource: [resource] });
      const named = [`--role-name=${name}`, '--policy-name=logs', `--policy-document=${document}`];
      await command('aws', this.#args('iam', ['put-role-policy', ...named]), { env: this.#environment() });
    }
    return Role.Arn;
  }

  create(name: string): Promise<Job> {
    return this.#job('create', `--job-name=${name}`, `--cloud-watch-logs-role-arn=${this.role}`);
  }

  start(job: Job): Promise<Job> {
    return this.#job('start', `--job-id=${job.JobId}`);
  }

  stop(job: Job): Promise<Job> {
    return this.#job('stop', `--job-id=${job.JobId}`);
  }

  /** Starts or stops a job, which must be refused. */
  refusedTo(verb: 'start' | 'stop', job: Job): Promise<string> {
    return this.refused(
      'cognito-idp',
      `${verb}-user-import-job`,
      `--user-pool-id=${this.pool}`,
      `--job-id=${job.JobId}`,
    );
  }

  describe(job: Job): Promise<Job> {
    return this.#job('describe', `--job-id=${job.JobId}`);
  }

  /** Describes the job until it has that status; fails when it ends with another. */
  async until(job: Job, status: string): Promise<Job> {
    for (;;) {
      const now = await this.describe(job);
      if (now.Status === status) return now;
      assert.ok(['Pending', 'InProgress', 'Stopping'].includes(now.Status), now.Status);
    }
  }

  /** As in the Developer Guide: `curl -v -T FILE -H "x-amz-server-side-encryption:aws:kms" URL`. Returns body and HTTP status. */
  upload(job: Job, csv: string, headers = ['x-amz-server-side-encryption:aws:kms']): Promise<string> {
    const file = join(this.#home.path, `${job.JobId}.csv`);
    writeFileSync(file, csv);
    const options = headers.flatMap((header) => ['-H', header]);
    const args = ['-s', '-w', '%{http_code}', '-T', file, ...options, job.PreSignedUrl];
    return command('curl', args, { env: this.#environment() });
  }

  async #job(verb: string, ...args: string[]): Promise<Job> {
    const pool = `--user-pool-id=${this.pool}`;
    const answer = await this.run<{ UserImportJob: Job }>(
      'cognito-idp',
      `${verb}-user-import-job`,
      pool,
      ...args,
    );
    return answer.UserImportJob;
  }

  #args(service: string, args: readonly string[]): string[] {
    return ['--endpoint-url', this.#endpoint, '--output', 'json', service, ...args];
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      HOME: this.#home.path,
      AWS_CONFIG_FILE: join(this.#home.path, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(this.#home.path, 'credentials'),
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_REGION: 'us-east-1',
      // Version 1 of the CLI reads this name only.
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }
}
