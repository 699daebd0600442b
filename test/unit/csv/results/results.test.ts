// What a job's log says of each row.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LoggedRows, parseLogLine } from '../../../../src/csv/results/results.ts';

const failed =
  '[FAILED] Line Number 3 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).';

describe('parseLogLine', () => {
  it("reads the service's three lines", () => {
    assert.deepEqual(parseLogLine('[SUCCEEDED] Line Number 5956 - The import succeeded.'), {
      outcome: 'SUCCEEDED',
      lineNumber: 5956,
      reason: 'The import succeeded.',
    });
    assert.equal(parseLogLine('[SKIPPED] Line Number 5956 - The user already exists.\n')?.outcome, 'SKIPPED');
    assert.match(parseLogLine(failed)?.reason ?? '', /^The User Record .* to true\)\.$/);
  });

  it('leaves anything else alone', () => {
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

  it('groups reasons and counts rows, however often and in whatever order the log is read', () => {
    const expected = [
      { outcome: 'FAILED', reason: 'Invalid attribute value.', count: 2 },
      { outcome: 'SUCCEEDED', reason: 'The import succeeded.', count: 1 },
      { outcome: 'FAILED', reason: failed.slice('[FAILED] Line Number 3 - '.length), count: 1 },
      { outcome: 'SKIPPED', reason: 'The user already exists.', count: 1 },
    ];
    assert.deepEqual(results([...log, ...log]).groups(), expected);
    assert.deepEqual(new Set(results(log.toReversed()).groups()), new Set(expected));
  });

  it('takes what is said last of a number', () => {
    const groups = results([
      '[FAILED] Line Number 1 - Busy.',
      '[SUCCEEDED] Line Number 1 - The import succeeded.',
    ]).groups();
    assert.deepEqual(groups, [{ outcome: 'SUCCEEDED', reason: 'The import succeeded.', count: 1 }]);
  });

  it('counts each number once, whatever is said of it', () => {
    const heard = results([...log, ...log, '[SUCCEEDED] Line Number 2 - The import succeeded.']);
    assert.equal(heard.size, 5);
    assert.deepEqual(
      (['SUCCEEDED', 'FAILED', 'SKIPPED'] as const).map((outcome) => heard.count(outcome)),
      [2, 2, 1],
    );
  });

  it('gives the first numbers of each reason, rising', () => {
    const heard = results(log.toReversed());
    const groups = heard.groups().filter(({ outcome }) => outcome !== 'SUCCEEDED');
    const reasons = groups.map(({ reason }) => reason.slice(0, 15));
    assert.deepEqual(
      Object.fromEntries(heard.firstNumbers(groups, 9).map((at, index) => [reasons[index], at])),
      {
        'Invalid attribu': [2, 4],
        'The User Record': [3],
        'The user alread': [5000],
      },
    );
    assert.deepEqual(heard.firstNumbers(groups, 1).flat().sort(), [2, 3, 5000]);
    assert.deepEqual(heard.firstNumbers([], 9), []);
  });

  it('holds half a million lines in a few megabytes, though each have a reason of its own', () => {
    const many = new LoggedRows();
    for (let lineNumber = 1; lineNumber <= 500_000; lineNumber++)
      many.add({ outcome: 'FAILED', lineNumber, reason: `Value ${lineNumber} is wrong.` });
    assert.equal(many.size, 500_000);
    assert.equal(many.groups().length, 1_001);
    assert.deepEqual(many.groups()[0], { outcome: 'FAILED', reason: 'Other reasons.', count: 499_000 });
  });

  it('lists the numbers of an outcome, and all of them, rising', () => {
    const heard = results(log.toReversed());
    assert.deepEqual(
      [...heard.numbers('FAILED')].map(({ number }) => number),
      [2, 3, 4],
    );
    const all: unknown[] = [];
    heard.forEachNumber((number, outcome) => all.push(`${number} ${outcome}`));
    assert.deepEqual(all, ['1 SUCCEEDED', '2 FAILED', '3 FAILED', '4 FAILED', '5000 SKIPPED']);
  });
});

it('the test events that every stream begins with are not rows', () => {
  assert.equal(parseLogLine('Cognito User Pools Import - Test Log'), undefined);
});
