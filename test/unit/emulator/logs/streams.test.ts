// Reading logs: windows by token and time, and patterns of terms.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { JobResults, type Outcome } from '../../../../src/emulator/cognito/jobResults.ts';
import { filterEvents } from '../../../../src/emulator/logs/streamFilter.ts';
import { readStream } from '../../../../src/emulator/logs/streamPage.ts';

interface Page {
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

/** One row every 100 ms from 100 on. */
function stream(...outcomes: Outcome[]): JobResults {
  const results = new JobResults();
  for (const [index, outcome] of outcomes.entries()) results.add(outcome, (index + 1) * 100);
  return results;
}

const nothing = { startTime: undefined, endTime: undefined, nextToken: undefined, limit: undefined };
const read = (results: JobResults, request: object): Page =>
  readStream(results, { ...nothing, startFromHead: undefined, ...request }) as Page;
const times = ({ events }: Page): number[] => events.map(({ timestamp }) => timestamp);
const succeeded = (count: number): JobResults =>
  stream(...Array.from({ length: count }, () => 'SUCCEEDED' as const));

describe('a stream', () => {
  test('gives its latest events, or its first ones', () => {
    assert.deepEqual(times(read(succeeded(5), { limit: 2 })), [400, 500]);
    assert.deepEqual(times(read(succeeded(5), { limit: 2, startFromHead: true })), [100, 200]);
    assert.equal(read(succeeded(5), {}).events.length, 5);
  });

  test('keeps to a time window that includes its start and not its end', () => {
    assert.deepEqual(times(read(succeeded(5), { startTime: 200, endTime: 400 })), [200, 300]);
  });

  test('goes back from where it is', () => {
    const results = succeeded(5);
    const last = read(results, { limit: 2 });
    const before = read(results, { limit: 2, nextToken: last.nextBackwardToken });
    assert.deepEqual(times(before), [200, 300]);
    const first = read(results, { limit: 2, nextToken: before.nextBackwardToken });
    assert.deepEqual(times(first), [100]);
    assert.deepEqual(times(read(results, { limit: 2, nextToken: first.nextBackwardToken })), []);
  });

  test('read forward by tokens gives every event once, also those that come meanwhile', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 7 }), (early, late, limit) => {
        const results = succeeded(early);
        const seen: number[] = [];
        let token: string | undefined;
        const readAll = (): void => {
          for (let before: string | undefined = 'other'; token !== before;) {
            before = token;
            const page = read(results, { limit, startFromHead: true, nextToken: token });
            seen.push(...times(page));
            token = page.nextForwardToken;
          }
        };
        readAll();
        for (let n = early; n < early + late; n++) results.add('SUCCEEDED', (n + 1) * 100);
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
  const results = stream('SUCCEEDED', 'SKIPPED', 'phone-format', 'SUCCEEDED', 'no-verified-attribute');
  const streams = [
    { logStreamName: 'a', results },
    { logStreamName: 'b', results },
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

  test('finds all, one term, all terms, any term, and not a term', () => {
    assert.deepEqual(lines(''), ['1', '2', '3', '4', '5']);
    assert.deepEqual(lines('FAILED'), ['3', '5']);
    assert.deepEqual(lines('"[FAILED]" "auto verified"'), ['5']);
    assert.deepEqual(lines('?FAILED ?SKIPPED'), ['2', '3', '5']);
    assert.deepEqual(lines('-SUCCEEDED'), ['2', '3', '5']);
  });

  test('pages over the streams and gives everything once', () => {
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

  test('keeps to a time window that includes both ends', () => {
    assert.equal(filter({ startTime: 200, endTime: 400 }).events.length, 6);
  });
});
