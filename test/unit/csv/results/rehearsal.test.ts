// What a rehearsal reports about rows: the reasons of all jobs, with the lines of the whole CSV.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RehearsedPart, rehearsedReasons } from '../../../../src/csv/results/rehearsal.ts';
import { LoggedRows, type LogEntry } from '../../../../src/csv/results/results.ts';

const result = { status: 'Succeeded', importedUsers: 0, skippedUsers: 0, failedUsers: 0 } as const;

function part(entries: readonly LogEntry[], firstLine = 2): RehearsedPart {
  const rows = new LoggedRows();
  for (const entry of entries) rows.add(entry);
  return new RehearsedPart(rows, result, entries.length, firstLine);
}

const failed = (lineNumber: number, reason: string): LogEntry => ({ outcome: 'FAILED', lineNumber, reason });
const skipped = (lineNumber: number): LogEntry => ({ outcome: 'SKIPPED', lineNumber, reason: 'exists' });

test('failures come first, most frequent first, with the lines of the whole CSV', () => {
  const first = part([failed(2, 'rare'), failed(3, 'often'), skipped(4), skipped(5), skipped(6)]);
  // Its second line is line 7 of the whole CSV.
  const second = part([failed(2, 'often'), { outcome: 'SUCCEEDED', lineNumber: 3, reason: 'done' }], 7);
  assert.deepEqual(rehearsedReasons([first, second], 2), [
    { outcome: 'FAILED', reason: 'often', count: 2, lines: [3, 7] },
    { outcome: 'FAILED', reason: 'rare', count: 1, lines: [2] },
    { outcome: 'SKIPPED', reason: 'exists', count: 3, lines: [4, 5] },
  ]);
});

test('every row that was not imported is in exactly one group, whatever the parts', () => {
  const outcome = fc.constantFrom('SUCCEEDED', 'SKIPPED', 'FAILED');
  const row = fc.record({ outcome, reason: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 1, max: 9 }), (rows, perPart) => {
      const parts: RehearsedPart[] = [];
      for (let at = 0; at < rows.length; at += perPart) {
        const own = rows.slice(at, at + perPart);
        parts.push(
          part(
            own.map((entry, index) => ({ ...entry, lineNumber: index + 2 })),
            at + 2,
          ),
        );
      }
      const expected = rows.flatMap((entry, index) =>
        entry.outcome === 'SUCCEEDED' ? [] : [`${index + 2} ${entry.outcome} ${entry.reason}`],
      );
      const groups = rehearsedReasons(parts, rows.length);
      const reported = groups.flatMap((group) =>
        group.lines.map((line) => `${line} ${group.outcome} ${group.reason}`),
      );
      assert.deepEqual(reported.toSorted(), expected.toSorted());
      assert.ok(groups.every(({ count, lines }) => count === lines.length));
    }),
  );
});
