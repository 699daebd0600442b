// Reads logs: pages by token, time windows, and filter patterns.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { LogEvent, LogEvents } from '../../../../src/emulator/cognito/jobLog.ts';
import { filterEvents } from '../../../../src/emulator/logs/streamFilter.ts';
import { readStream } from '../../../../src/emulator/logs/streamPage.ts';

interface Page {
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

/** One event every 100 ms, the first one at 100. */
class Events implements LogEvents {
  readonly #events: LogEvent[] = [];

  constructor(...messages: readonly string[]) {
    for (const message of messages) this.add(message);
  }
  get length(): number {
    return this.#events.length;
  }
  add(message: string): void {
    this.#events.push({ timestamp: (this.length + 1) * 100, message });
  }
  at(index: number): LogEvent | undefined {
    return this.#events[index];
  }
}

const nothing = { startTime: undefined, endTime: undefined, nextToken: undefined, limit: undefined };
const read = (log: LogEvents, request: object): Page =>
  readStream(log, { ...nothing, startFromHead: undefined, ...request }) as Page;
const times = ({ events }: Page): number[] => events.map(({ timestamp }) => timestamp);
const succeeded = (count: number): Events =>
  new Events(...Array.from({ length: count }, () => '[SUCCEEDED]'));

describe('a stream', () => {
  test('returns its latest events, or its first ones', () => {
    assert.deepEqual(times(read(succeeded(5), { limit: 2 })), [400, 500]);
    assert.deepEqual(times(read(succeeded(5), { limit: 2, startFromHead: true })), [100, 200]);
    assert.equal(read(succeeded(5), {}).events.length, 5);
  });

  test('respects a time window, including its start and excluding its end', () => {
    assert.deepEqual(times(read(succeeded(5), { startTime: 200, endTime: 400 })), [200, 300]);
  });

  test('can be read backwards', () => {
    const log = succeeded(5);
    const last = read(log, { limit: 2 });
    const before = read(log, { limit: 2, nextToken: last.nextBackwardToken });
    assert.deepEqual(times(before), [200, 300]);
    const first = read(log, { limit: 2, nextToken: before.nextBackwardToken });
    assert.deepEqual(times(first), [100]);
    assert.deepEqual(times(read(log, { limit: 2, nextToken: first.nextBackwardToken })), []);
  });

  test('returns every event once when it is read forward by token, including new events', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 7 }), (early, late, limit) => {
        const log = succeeded(early);
        const seen: number[] = [];
        let token: string | undefined;
        const readAll = (): void => {
          for (let before: string | undefined = 'other'; token !== before;) {
            before = token;
            const page = read(log, { limit, startFromHead: true, nextToken: token });
            seen.push(...times(page));
            token = page.nextForwardToken;
          }
        };
        readAll();
        for (let n = 0; n < late; n++) log.add('[SUCCEEDED]');
        readAll();
        assert.deepEqual(
          seen,
          Array.from({ length: early + late }, (_, n) => (n + 1) * 100),
        );
      }),
    );
  });
});

describe('a filter', () => {
  const log = new Events(
    '[SUCCEEDED] Line Number 1 - The import succeeded.',
    '[SKIPPED] Line Number 2 - The user already exists.',
    '[FAILED] Line Number 3 - Invalid phone number',
    '[SUCCEEDED] Line Number 4 - The import succeeded.',
    '[FAILED] Line Number 5 - No auto verified attribute',
  );
  const streams = [
    { logStreamName: 'a', log },
    { logStreamName: 'b', log },
  ];
  interface Found {
    readonly events: readonly { readonly message: string; readonly logStreamName: string }[];
    readonly nextToken?: string;
  }
  const filter = (request: object): Found =>
    filterEvents(streams, { ...nothing, filterPattern: undefined, ...request }) as Found;
  const lines = (filterPattern: string): string[] =>
    filter({ filterPattern })
      .events.filter(({ logStreamName }) => logStreamName === 'a')
      .map(({ message }) => /Line Number (\d)/.exec(message)?.[1] ?? '');

  test('matches everything, one term, all terms, any term, and the absence of a term', () => {
    assert.deepEqual(lines(''), ['1', '2', '3', '4', '5']);
    assert.deepEqual(lines('FAILED'), ['3', '5']);
    assert.deepEqual(lines('"[FAILED]" "auto verified"'), ['5']);
    assert.deepEqual(lines('?FAILED ?SKIPPED'), ['2', '3', '5']);
    assert.deepEqual(lines('-SUCCEEDED'), ['2', '3', '5']);
  });

  test('returns every event of all streams once, page by page', () => {
    const found: string[] = [];
    let token: string | undefined;
    do {
      const page = filter({ limit: 3, nextToken: token });
      found.push(...page.events.map(({ logStreamName, message }) => logStreamName + message));
      token = page.nextToken;
    } while (token !== undefined);
    assert.equal(found.length, 10);
    assert.equal(new Set(found).size, 10);
  });

  test('respects a time window, including both ends', () => {
    assert.equal(filter({ startTime: 200, endTime: 400 }).events.length, 6);
  });
});
