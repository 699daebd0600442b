// The calls of the domain's port as operations of the emulator: requests and answers in the API's own shapes, without HTTP.
import {
  toImportJob,
  toUserPool,
  toUserPoolDescription,
  type toPoolGroup,
} from '../../../src/aws/calls/mapping.ts';
import { refusal } from '../../../src/aws/failures/uploadFailures.ts';
import { defined } from '../../../src/domain/base/defined.ts';
import { FailureError } from '../../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import type { ImportGateway, LogEvent } from '../../../src/domain/gateway/importGateway.ts';
import { pageOf, type Page } from '../../../src/domain/gateway/page.ts';
import type { ImportJob } from '../../../src/domain/jobs/job.ts';
import type { PromptEndpoint } from '../../../src/emulator/http/endpoint.ts';
import { encryption, encryptionHeader } from '../../../src/emulator/http/preSign.ts';
import { userCalls, type Attributes, type UserAnswer } from './inProcessUsers.ts';
import { nobody, type Service } from '../../../src/emulator/service.ts';
import { ServiceError } from '../../../src/emulator/serviceError.ts';

/** Makes a call: `act` runs when it reaches the service. */
export type Ask = <T>(
  operation: string,
  userPoolId: string | undefined,
  signal: AbortSignal,
  act: () => T,
) => Promise<T>;

/** What stands at the other end. */
export interface Wire {
  readonly operations: Service['operations'];
  readonly bucket: PromptEndpoint;
  read(path: string): Buffer;
  uploaded(jobId: string, path: string): void;
}

export type Input = Readonly<Record<string, unknown>>;
type JobAnswer = Parameters<typeof toImportJob>[0];

/** The members of the emulator's answers that are read here, as the SDK has them. */
export interface Answer {
  readonly UserPools?: readonly Parameters<typeof toUserPool>[0][];
  readonly NextToken?: string;
  readonly UserImportJobs?: readonly JobAnswer[];
  readonly PaginationToken?: string;
  readonly UserImportJob?: JobAnswer;
  readonly UserPool?: Parameters<typeof toUserPoolDescription>[0];
  readonly CSVHeader?: readonly string[];
  readonly Users?: readonly UserAnswer[];
  readonly UserAttributes?: Attributes;
  readonly Groups?: readonly Parameters<typeof toPoolGroup>[0][];
  readonly AuthEvents?: readonly {
    readonly EventType: string;
    readonly EventResponse: string;
    readonly CreationDate: Date;
  }[];
  readonly events?: readonly LogEvent[];
  readonly nextForwardToken?: string;
}
export type Run = <T>(
  operation: string,
  input: Input,
  signal: AbortSignal,
  read: (answer: Answer) => T,
) => Promise<T>;

const requestId = '00000000-0000-4000-8000-000000000000';
const logRole = { name: 'log', arn: 'arn:aws:iam::111122223333:role/log', trustsCognito: true };

type Calls = Omit<CognitoGateway, 'getCallerIdentity' | 'withPriority' | 'dispose'>;

export function gatewayCalls(ask: Ask, wire: Wire, poolPageSize: () => number): Calls {
  const run: Run = (operation, input, signal, read) =>
    ask(operation, poolOf(input), signal, () => {
      const answer = prompt(wire.operations[operation]?.run(defined(input), { caller: nobody, requestId }));
      if (!answer) throw new Error(`The emulator has no ${operation}.`);
      return read(withDates(answer));
    });
  return {
    imports: importCalls(ask, run, wire),
    users: userCalls(run),
    listUserPools: ({ nextToken, maxResults = poolPageSize() }, signal) =>
      run('ListUserPools', { MaxResults: maxResults, NextToken: nextToken }, signal, (answer) =>
        pageOf((answer.UserPools ?? []).map(toUserPool), answer.NextToken),
      ),
    listUserImportJobs: (UserPoolId, { nextToken, maxResults = 60 }, signal) => {
      const input = { UserPoolId, MaxResults: maxResults, PaginationToken: nextToken };
      return run('ListUserImportJobs', input, signal, (answer) =>
        pageOf((answer.UserImportJobs ?? []).map(toImportJob), answer.PaginationToken),
      );
    },
    describeUserImportJob: (UserPoolId, JobId, signal) =>
      run('DescribeUserImportJob', { UserPoolId, JobId }, signal, jobIn),
    stopUserImportJob: (UserPoolId, JobId, signal) =>
      run('StopUserImportJob', { UserPoolId, JobId }, signal, jobIn),
  };
}

/** The latest jobs of a pool, newest first, read without a call. */
export function jobsOf(wire: Wire, UserPoolId: string): readonly ImportJob[] {
  const input = { UserPoolId, MaxResults: 60 };
  const listed = wire.operations['ListUserImportJobs']?.run(input, { caller: nobody, requestId });
  const answer: Answer = withDates(listed ?? {});
  return (answer.UserImportJobs ?? []).map(toImportJob);
}

function importCalls(ask: Ask, run: Run, wire: Wire): ImportGateway {
  return {
    describeUserPool: (UserPoolId, signal) =>
      run('DescribeUserPool', { UserPoolId }, signal, (answer) =>
        toUserPoolDescription(answer.UserPool ?? {}),
      ),
    getCsvHeader: (UserPoolId, signal) =>
      run('GetCSVHeader', { UserPoolId }, signal, (answer) => answer.CSVHeader ?? []),
    createUserImportJob: (job, signal) => {
      const input = {
        UserPoolId: job.userPoolId,
        JobName: job.jobName,
        CloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn,
        PasswordHashingAlgorithm: job.passwordHashingAlgorithm,
      };
      return run('CreateUserImportJob', input, signal, jobIn);
    },
    startUserImportJob: (UserPoolId, JobId, signal) =>
      run('StartUserImportJob', { UserPoolId, JobId }, signal, jobIn),
    upload: (url, path, onProgress, signal) =>
      ask('PutObject', undefined, signal, () => {
        const body = wire.read(path);
        onProgress({ sentBytes: 0, totalBytes: body.length });
        put(wire.bucket, url.reveal(), body);
        wire.uploaded(new URL(url.reveal()).pathname.split('/').at(-1) ?? '', path);
        onProgress({ sentBytes: body.length, totalBytes: body.length });
      }),
    listLogRoles: (signal) => ask('ListRoles', undefined, signal, () => [logRole]),
    createLogRole: (name, signal) =>
      ask('CreateRole', undefined, signal, () => ({ name, arn: `arn:aws:iam::111122223333:role/${name}` })),
    listLogEvents: ({ userPoolId, name }, { jobId, jobName }, nextToken, signal) =>
      ask('GetLogEvents', undefined, signal, () => {
        const input = {
          logGroupName: `/aws/cognito/userpools/${userPoolId}/${name}`,
          logStreamName: `${jobId}/${jobName}`,
          startFromHead: true,
          nextToken,
        };
        return logPage(wire, input);
      }),
  };
}

/** Empty while the stream does not exist; the token that was given comes back at the end. */
function logPage(wire: Wire, input: Input): Page<LogEvent> {
  try {
    const answer: Answer = {
      ...prompt(wire.operations['GetLogEvents']?.run(defined(input), { caller: nobody, requestId })),
    };
    const next = answer.nextForwardToken;
    const events = (answer.events ?? []).map(({ timestamp, message }) => ({
      timestamp,
      message,
    }));
    return pageOf(events, next === input['nextToken'] ? undefined : next);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'ResourceNotFoundException') return { items: [] };
    throw error;
  }
}

/** All operations that the port needs answer at once. */
function prompt(answer: object | Promise<object> | undefined): object | undefined {
  if (answer instanceof Promise) throw new Error('An answer that is not there at once.');
  return answer;
}

/** @throws FailureError in the words of the SDK adapter. */
function put(bucket: PromptEndpoint, url: string, body: Buffer): void {
  const { host, pathname, searchParams } = new URL(url || 'http://upload.invalid/');
  const headers = { host, [encryptionHeader]: encryption, 'content-length': String(body.length) };
  const request = { method: 'PUT', path: pathname, query: searchParams, headers, body };
  const identity = { service: 's3', operation: 'PutObject' };
  try {
    bucket.answer(request, identity, requestId);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new FailureError(
      refusal({ ...bucket.failure(error, identity, requestId), isComplete: true }, false),
    );
  }
}

function poolOf({ UserPoolId }: Input): string | undefined {
  return typeof UserPoolId === 'string' ? UserPoolId : undefined;
}

function jobIn(answer: Answer): ImportJob {
  return toImportJob(answer.UserImportJob ?? {});
}

/** Dates travel as seconds. */
function withDates(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => {
      if (typeof member === 'number' && name.endsWith('Date'))
        return [name, new Date(Math.round(member * 1_000))];
      if (Array.isArray(member))
        return [name, member.map((item: unknown) => (isObject(item) ? withDates(item) : item))];
      return [name, isObject(member) ? withDates(member) : member];
    }),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
