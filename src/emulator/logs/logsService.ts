// CloudWatch Logs, read only: the log group of each pool, the stream of each of its jobs, one event a row.
import type { Account } from '../account.ts';
import type { ImportJob } from '../cognito/importJob.ts';
import { pageOf } from '../cognito/paging.ts';
import { invalidParameter, resourceNotFound } from '../serviceError.ts';
import { operation, type Operation, type Service } from '../service.ts';
import { choice, flag, list, numberIn, required, text } from '../validation.ts';
import { readStream } from './streamPage.ts';
import { filterEvents } from './streamFilter.ts';

export const logsTarget = 'Logs_20140328';

const groupName = text({ min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' });
/** A name or an ARN. */
const groupIdentifier = text({ min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' });
const streamName = text({ min: 1, max: 512, pattern: '[^:*]*' });
const group = { logGroupName: groupName, logGroupIdentifier: groupIdentifier };
const time = numberIn(0, Number.MAX_SAFE_INTEGER);
const token = text({ min: 1 });
const eventLimit = numberIn(1, 10_000);

const describeRequest = {
  ...group,
  logStreamNamePrefix: streamName,
  orderBy: choice(['LogStreamName', 'LastEventTime']),
  descending: flag,
  limit: numberIn(1, 50),
  nextToken: token,
};

const getRequest = {
  ...group,
  logStreamName: required(streamName),
  startTime: time,
  endTime: time,
  nextToken: token,
  limit: eventLimit,
  startFromHead: flag,
};

const filterRequest = {
  ...group,
  logStreamNames: list(streamName),
  logStreamNamePrefix: streamName,
  startTime: time,
  endTime: time,
  filterPattern: text({ max: 1_024 }),
  nextToken: token,
  limit: eventLimit,
  interleaved: flag,
};

interface GroupRequest {
  readonly logGroupName: string | undefined;
  readonly logGroupIdentifier: string | undefined;
}

/** A log group with streams in it. */
interface LogGroup {
  readonly name: string;
  readonly jobs: readonly ImportJob[];
}

export function logsService(account: Account): Service {
  return {
    name: 'logs',
    operations: logsOperations(account),
    resource: (_operation, input) => {
      const name = typeof input['logGroupName'] === 'string' ? input['logGroupName'] : '*';
      const stream = typeof input['logStreamName'] === 'string' ? input['logStreamName'] : '';
      return `arn:aws:logs:${account.region}:${account.id}:log-group:${name}:log-stream:${stream}`;
    },
    errorNames: {
      TooManyRequestsException: 'ThrottlingException',
      InternalErrorException: 'ServiceUnavailableException',
    },
  };
}

function logsOperations(account: Account): Record<string, Operation> {
  return {
    DescribeLogStreams: operation(describeRequest, (input) => {
      const { name, jobs } = findGroup(account, input);
      const { logStreamNamePrefix: prefix = '', orderBy, descending } = input;
      if (prefix !== '' && orderBy === 'LastEventTime') {
        throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const streams = jobs
        .filter((job) => job.logStreamName.startsWith(prefix))
        .sort(orderBy === 'LastEventTime' ? byLastEvent : byName);
      if (descending === true) streams.reverse();
      const page = pageOf(streams, input.limit ?? 50, input.nextToken, (job) => job.logStreamName);
      const arn = `arn:aws:logs:${account.region}:${account.id}:log-group:${name}`;
      return { logStreams: page.items.map((job) => describe(job, arn)), nextToken: page.nextToken };
    }),

    GetLogEvents: operation(getRequest, (input) => {
      const job = findGroup(account, input).jobs.find(
        ({ logStreamName }) => logStreamName === input.logStreamName,
      );
      if (!job) throw resourceNotFound('The specified log stream does not exist.');
      return readStream(job.results, input);
    }),

    FilterLogEvents: operation(filterRequest, (input) => {
      const { logStreamNames: names, logStreamNamePrefix: prefix = '' } = input;
      const streams = findGroup(account, input).jobs.filter(
        ({ logStreamName }) => (names?.includes(logStreamName) ?? true) && logStreamName.startsWith(prefix),
      );
      return filterEvents(streams, input);
    }),
  };
}

/** A pool's group comes into being with its first job that has imported a row. */
function findGroup(account: Account, input: GroupRequest): LogGroup {
  const nameOrArn = input.logGroupName ?? input.logGroupIdentifier;
  if (nameOrArn === undefined) {
    throw invalidParameter('At least one of logGroupName or logGroupIdentifier must be given.');
  }
  account.settle();
  const name = /:log-group:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
  const jobs = account.pools
    .find((pool) => pool.logGroupName === name)
    ?.jobs.filter((job) => job.results.length > 0);
  if (!jobs || jobs.length === 0) throw resourceNotFound('The specified log group does not exist.');
  return { name, jobs };
}

function describe(job: ImportJob, groupArn: string): object {
  const { results } = job;
  const first = results.at(0)?.timestamp;
  const last = results.at(results.length - 1)?.timestamp;
  return {
    logStreamName: job.logStreamName,
    creationTime: first,
    firstEventTimestamp: first,
    lastEventTimestamp: last,
    lastIngestionTime: last,
    uploadSequenceToken: String(results.length),
    arn: `${groupArn}:log-stream:${job.logStreamName}`,
    storedBytes: 0,
  };
}

function byName(a: ImportJob, b: ImportJob): number {
  return a.logStreamName < b.logStreamName ? -1 : 1;
}

function byLastEvent(a: ImportJob, b: ImportJob): number {
  const last = ({ results }: ImportJob): number => results.at(results.length - 1)?.timestamp ?? 0;
  return last(a) - last(b);
}
