// The outcome of each row in a job's log.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LoggedRows, parseLogLine } from '../../../../src/csv/results/results.ts';

const failed =
  '[FAILED] Line Number 3 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).';

describe('parseLogLine', () => {
  it("reads the service's three kinds of lines", () => {
    assert.deepEqual(parseLogLine('[SUCCEEDED] Line Number 5956 - The import succeeded.'), {
      outcome: 'SUCCEEDED',
      lineNumber: 5956,
      reason: 'The import succeeded.',
    });
    assert.equal(parseLogLine('[SKIPPED] Line Number 5956 - The user already exists.\n')?.outcome, 'SKIPPED');
    assert.match(parseLogLine(failed)?.reason ?? '', /^The User Record .* to true\)\.$/);
  });

  it('ignores anything else', () => {
    for (const line of [
      '',
      'START',
      ' [FAILED] Line Number 1 - x',
      '[UNKNOWN] Line Number 1 - x',
      '[FAILED] Line Number -1 - x',
      '[FAILED] Line Number 99999999 - x',
    ]) {
      assert.equal(parseLogLine(line), undefined, line);
    }
  });
});

describe('LoggedRows', () => {
  const results = (lines: readonly string[]) => {
    const it = new LoggedRows();
    for (const line of lines) {
      const entry = parseLogLine(line);
      assert.ok(entry);
      it.add(entry);
    }
    return it;
  };
  const log = [
    '[SUCCEEDED] Line Number 1 - The import succeeded.',
    '[FAILED] Line Number 2 - Invalid attribute value.',
    '[FAILED] Line Number 4 - Invalid attribute value.',
    failed,
    '[SKIPPED] Line Number 5000 - The user already exists.',
  ];

  it('groups reasons and counts rows, whatever the order of the log, even if it is read twice', () => {
    const expected = [
      { outcome: 'FAILED', reason: 'Invalid attribute value.', count: 2 },
      { outcome: 'SUCCEEDED', reason: 'The import succeeded.', count: 1 },
      { outcome: 'FAILED', reason: failed.slice('[FAILED] Line Number 3 - '.length), count: 1 },
      { outcome: 'SKIPPED', reason: 'The user already exists.', count: 1 },
    ];
    assert.deepEqual(results([...log, ...log]).groups(), expected);
    assert.deepEqual(new Set(results(log.toReversed()).groups()), new Set(expected));
  });

  it('keeps the last outcome of a line number', () => {
    const groups = results([
      '[FAILED] Line Number 1 - Busy.',
      '[SUCCEEDED] Line Number 1 - The import succeeded.',
    ]).groups();
    assert.deepEqual(groups, [{ outcome: 'SUCCEEDED', reason: 'The import succeeded.', count: 1 }]);
  });

  it('counts each line number once, even if its outcome changes', () => {
    const logged = results([...log, ...log, '[SUCCEEDED] Line Number 2 - The import succeeded.']);
    assert.equal(logged.size, 5);
    assert.deepEqual(
      (['SUCCEEDED', 'FAILED', 'SKIPPED'] as const).map((outcome) => logged.count(outcome)),
      [2, 2, 1],
    );
  });

  it('gives the first line numbers of each reason in ascending order', () => {
    const logged = results(log.toReversed());
    const groups = logged.groups().filter(({ outcome }) => outcome !== 'SUCCEEDED');
    const reasons = groups.map(({ reason }) => reason.slice(0, 15));
    assert.deepEqual(
      Object.fromEntries(logged.firstNumbers(groups, 9).map((at, index) => [reasons[index], at])),
      {
        'Invalid attribu': [2, 4],
        'The User Record': [3],
        'The user alread': [5000],
      },
    );
    assert.deepEqual(logged.firstNumbers(groups, 1).flat().sort(), [2, 3, 5000]);
    assert.deepEqual(logged.firstNumbers([], 9), []);
  });

  it('groups reasons beyond the first thousand, to limit the memory of half a million lines', () => {
    const many = new LoggedRows();
    for (let lineNumber = 1; lineNumber <= 500_000; lineNumber++)
      many.add({ outcome: 'FAILED', lineNumber, reason: `Value ${lineNumber} is wrong.` });
    assert.equal(many.size, 500_000);
    assert.equal(many.groups().length, 1_001);
    assert.deepEqual(many.groups()[0], { outcome: 'FAILED', reason: 'Other reasons.', count: 499_000 });
  });

  it('lists the line numbers of one outcome, and of all, in ascending order', () => {
    const logged = results(log.toReversed());
    assert.deepEqual(
      [...logged.numbers('FAILED')].map(({ number }) => number),
      [2, 3, 4],
    );
    const all: unknown[] = [];
    logged.forEachNumber((number, outcome) => all.push(`${number} ${outcome}`));
    assert.deepEqual(all, ['1 SUCCEEDED', '2 FAILED', '3 FAILED', '4 FAILED', '5000 SKIPPED']);
  });
});

it('the test event at the beginning of every stream is not a row', () => {
  assert.equal(parseLogLine('Cognito User Pools Import - Test Log'), undefined);
});
