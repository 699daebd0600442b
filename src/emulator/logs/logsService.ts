// CloudWatch Logs, read only: a log group for each pool, a stream for each job, an event for each row.
import type { Account } from '../account.ts';
import type { LogEvents } from '../cognito/jobLog.ts';
import { pageOf } from '../paging.ts';
import { invalidParameter, resourceNotFound } from '../serviceError.ts';
import { operation, type Operation, type Service } from '../service.ts';
import { choice, flag, list, numberIn, required, text } from '../validation.ts';
import { readStream } from './streamPage.ts';
import { filterEvents, type LogStream } from './streamFilter.ts';

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

/** A log group with its streams. */
interface LogGroup {
  readonly name: string;
  readonly streams: readonly LogStream[];
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
      const { name, streams: all } = findGroup(account, input);
      const { logStreamNamePrefix: prefix = '', orderBy, descending } = input;
      if (prefix !== '' && orderBy === 'LastEventTime') {
        throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const streams = all
        .filter(({ logStreamName }) => logStreamName.startsWith(prefix))
        .sort(orderBy === 'LastEventTime' ? byLastEvent : byName);
      if (descending === true) streams.reverse();
      const page = pageOf(streams, input.limit ?? 50, input.nextToken, ({ logStreamName }) => logStreamName);
      const arn = `arn:aws:logs:${account.region}:${account.id}:log-group:${name}`;
      return { logStreams: page.items.map((stream) => describe(stream, arn)), nextToken: page.nextToken };
    }),

    GetLogEvents: operation(getRequest, (input) => {
      const stream = findGroup(account, input).streams.find(
        ({ logStreamName }) => logStreamName === input.logStreamName,
      );
      if (!stream) throw resourceNotFound('The specified log stream does not exist.');
      return readStream(stream.log, input);
    }),

    FilterLogEvents: operation(filterRequest, (input) => {
      const { logStreamNames: names, logStreamNamePrefix: prefix = '' } = input;
      const streams = findGroup(account, input).streams.filter(
        ({ logStreamName }) => (names?.includes(logStreamName) ?? true) && logStreamName.startsWith(prefix),
      );
      return filterEvents(streams, input);
    }),
  };
}

/** The first event of a pool's first job creates the pool's group. */
function findGroup(account: Account, input: GroupRequest): LogGroup {
  const nameOrArn = input.logGroupName ?? input.logGroupIdentifier;
  if (nameOrArn === undefined) {
    throw invalidParameter('At least one of logGroupName or logGroupIdentifier must be given.');
  }
  account.settle();
  const now = account.clock.now();
  const name = /:log-group:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
  const jobs = account.pools.find((pool) => pool.logGroupName === name)?.jobs ?? [];
  const streams = jobs.flatMap((job) => {
    const log = job.logAt(now);
    return log ? [{ logStreamName: job.logStreamName, log }] : [];
  });
  if (streams.length === 0) throw resourceNotFound('The specified log group does not exist.');
  return { name, streams };
}

function describe({ logStreamName, log }: LogStream, groupArn: string): object {
  const first = log.at(0)?.timestamp;
  const last = lastTime(log);
  return {
    logStreamName,
    creationTime: first,
    firstEventTimestamp: first,
    lastEventTimestamp: last,
    lastIngestionTime: last,
    uploadSequenceToken: String(log.length),
    arn: `${groupArn}:log-stream:${logStreamName}`,
    storedBytes: 0,
  };
}

function byName(a: LogStream, b: LogStream): number {
  return a.logStreamName < b.logStreamName ? -1 : 1;
}

function byLastEvent(a: LogStream, b: LogStream): number {
  return lastTime(a.log) - lastTime(b.log);
}

function lastTime(log: LogEvents): number {
  return log.at(log.length - 1)?.timestamp ?? 0;
}
