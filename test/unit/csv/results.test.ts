// What a job's log says, joined to the lines of the CSV.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ImportResults, parseLogLine, RowPicker } from '../../../src/csv/results.ts';

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

describe('ImportResults', () => {
  const results = (lines: readonly string[], firstLine?: number) => {
    const it = new ImportResults(firstLine);
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

  it('takes what is said last of a line', () => {
    const groups = results([
      '[FAILED] Line Number 1 - Busy.',
      '[SUCCEEDED] Line Number 1 - The import succeeded.',
    ]).groups();
    assert.deepEqual(groups, [{ outcome: 'SUCCEEDED', reason: 'The import succeeded.', count: 1 }]);
  });

  it('counts the lines it has heard of once, whatever is said of them', () => {
    const heard = results([...log, ...log, '[SUCCEEDED] Line Number 2 - The import succeeded.']);
    assert.equal(heard.size, 5);
    assert.deepEqual(
      (['SUCCEEDED', 'FAILED', 'SKIPPED'] as const).map((outcome) => heard.count(outcome)),
      [2, 2, 1],
    );
  });

  it('gives the first lines of each reason, in the order of the file', () => {
    const heard = results(log.toReversed());
    const groups = heard.groups().filter(({ outcome }) => outcome !== 'SUCCEEDED');
    const reasons = groups.map(({ reason }) => reason.slice(0, 15));
    assert.deepEqual(
      Object.fromEntries(heard.firstLines(groups, 9).map((at, index) => [reasons[index], at])),
      {
        'Invalid attribu': [3, 5],
        'The User Record': [4],
        'The user alread': [5001],
      },
    );
    assert.deepEqual(heard.firstLines(groups, 1).flat().sort(), [3, 4, 5001]);
    assert.deepEqual(heard.firstLines([], 9), []);
  });

  it('holds half a million lines in a few megabytes, though each have a reason of its own', () => {
    const many = new ImportResults();
    for (let lineNumber = 1; lineNumber <= 500_000; lineNumber++)
      many.add({ outcome: 'FAILED', lineNumber, reason: `Value ${lineNumber} is wrong.` });
    assert.equal(many.size, 500_000);
    assert.equal(many.groups().length, 1_001);
    assert.deepEqual(many.groups()[0], { outcome: 'FAILED', reason: 'Other reasons.', count: 499_000 });
  });

  it("finds the rows in the file: the log's line 1 is the file's line 2, unless told otherwise", () => {
    assert.deepEqual(
      [...results(log).lines('FAILED')].map(({ line }) => line),
      [3, 4, 5],
    );
    assert.deepEqual(
      [...results(log, 1).lines('FAILED')].map(({ line }) => line),
      [2, 3, 4],
    );
    assert.equal(results(log).at(5001)?.outcome, 'SKIPPED');
    assert.equal(results(log).at(2)?.outcome, 'SUCCEEDED');
    assert.equal(results(log).at(6), undefined);
    assert.equal(results(log).at(1), undefined);
  });
});

describe('RowPicker', () => {
  it('copies the header and the wanted rows as they are, and tells where they were', () => {
    const written: string[] = [];
    const picker = new RowPicker(
      (line) => line === 3 || line === 5,
      (line) => written.push(line),
    );
    picker.push(Buffer.from('\ufeffa,b\r\n1,x\\,y\r\n2,"q"\r\n3'));
    picker.push(Buffer.from(',z\r\n4, é '));
    assert.deepEqual(picker.end(), [1, 3, 5]);
    assert.deepEqual(written, ['a,b', '2,"q"', '4, é ']);
  });
});
