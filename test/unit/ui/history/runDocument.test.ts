// The document that compares two imports, and the reasons kept from a log.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDocument } from '../../../../src/ui/history/runDocument.ts';
import { reasonsWithoutValues } from '../../../../src/ui/results/reasons.ts';
import { record } from '../../../support/worlds/records.ts';

const failed = (reason: string, count: number) => ({ outcome: 'FAILED' as const, reason, count, lines: [] });
const first = record({
  job: { jobName: 'first|x', failedUsers: 3 },
  logged: { rows: 4, reasons: [failed('No e-mail.', 2), failed('Bad date.', 1)] },
});
const second = record({
  begunAt: first.begunAt + 1,
  job: { jobName: 'second', failedUsers: 1, importedUsers: 3 },
  csv: { path: '/data/users.csv', bytes: 101, rows: 4, sha256: 'bb' },
  logged: { rows: 4, reasons: [failed('Bad date.', 1), failed('New one.', 1)] },
});

test('the earlier import comes first, whichever was chosen first', () => {
  const text = runDocument(second, first, 'en-US');
  assert.equal(text, runDocument(first, second, 'en-US'));
  assert.match(text, /^# Two imports compared\n\nThe file changed between the two imports\.\n/);
  assert.match(text, /\| job \| first\\\|x \| second \|/);
  assert.match(text, /\| failed \| 3 \| 1 \|/);
  assert.match(text, /\| FAILED \| No e-mail\. \| 2 \| 0 \| went away \|/);
  assert.match(text, /\| FAILED \| Bad date\. \| 1 \| 1 \| stayed \|/);
  assert.match(text, /\| FAILED \| New one\. \| 0 \| 1 \| new \|/);
});

test('the document names the import without a log, and says if there are no reasons', () => {
  const { logged: _, ...unread } = second;
  assert.match(runDocument(first, unread, 'en-US'), /the log of second was not read while it was there\./);
  const good = { ...unread, job: { ...unread.job, failedUsers: 0 } };
  assert.match(runDocument(good, good, 'en-US'), /Neither of them has skipped or failed rows\./);
});

test('values in reasons are removed, and reasons that become equal are merged', () => {
  const quoted = (name: string, line: number) => ({ ...failed(`User "${name}" is bad.`, 1), lines: [line] });
  const merged = reasonsWithoutValues([quoted('zoe', 9), quoted('ada', 2), failed('Other.', 5)], 1);
  assert.deepEqual(
    merged.map(({ reason, count, lines }) => [reason, count, lines]),
    [
      ['Other.', 5, []],
      ['User [value] is bad.', 2, [2]],
    ],
  );
});
