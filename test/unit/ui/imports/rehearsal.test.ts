// The texts of a rehearsal: notice, forecast and report.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RehearsedPart } from '../../../../src/csv/results/rehearsal.ts';
import { LoggedRows, type LogEntry } from '../../../../src/csv/results/results.ts';
import type { PartResult } from '../../../../src/domain/imports/import.ts';
import { rehearsalMarkdown } from '../../../../src/ui/imports/rehearsal/rehearsalReport.ts';
import {
  forecastWords,
  outcomeWords,
  rehearsalWords,
} from '../../../../src/ui/imports/rehearsal/rehearsalWords.ts';

const counters = (importedUsers: number, skippedUsers = 0, failedUsers = 0) => ({
  importedUsers,
  skippedUsers,
  failedUsers,
});

test('the time at AWS depends on the rows, in whole minutes', () => {
  const words = (rows: number): string => forecastWords(rows, 'en-US');
  assert.equal(words(0), 'less than a minute');
  assert.equal(words(1_800), 'less than a minute');
  // AWS's own figure for 100,000 users is 56.31 minutes, including a fixed overhead.
  assert.equal(words(100_000), 'about 54 min');
  assert.equal(words(500_000), 'about 4 h 29 min');
});

test('the notice has the outcome, and the time at AWS or the failure of the job', () => {
  const say = (rows: number, all: ReturnType<typeof counters>, messages: readonly string[] = []): string =>
    rehearsalWords.summary({ name: 'users.csv', poolName: 'club', rows, all, messages }, 'en-US');
  assert.equal(
    say(1_204, counters(1_204)),
    'Rehearsed users.csv for club: all 1,204 users would be imported. At AWS it takes less than a minute.',
  );
  assert.equal(outcomeWords(1, counters(1), 'en-US'), 'the one user would be imported.');
  assert.equal(
    say(20_000, counters(19_000, 4, 996)),
    'Rehearsed users.csv for club: of 20,000 users, 19,000 imported · 4 skipped · 996 failed. At AWS it takes about 11 min.',
  );
  assert.equal(
    say(2, counters(0), ['The CSV file could not be parsed.']),
    'Rehearsed users.csv for club: of 2 users, 0 imported. The job would end as Failed: The CSV file could not be parsed.',
  );
});

function part(entries: readonly LogEntry[], result: PartResult, firstLine = 2): RehearsedPart {
  const rows = new LoggedRows();
  for (const entry of entries) rows.add(entry);
  return new RehearsedPart(rows, result, 30, firstLine);
}

function report(parts: readonly RehearsedPart[], name = 'users.csv'): string {
  const content = { path: `/data/${name}`, bytes: 1_234, sha256: 'abc' };
  const rows = 30 * parts.length;
  const when = { locale: 'en-US', at: new Date(Date.UTC(2026, 10, 26)) };
  const files = [{ content, rows, parts }];
  return rehearsalMarkdown({ files, rows, parts }, { name, poolName: 'club' }, when);
}

const good: PartResult = { status: 'Succeeded', ...counters(30), completionMessage: 'Done.' };

test('the report has counters, reasons with lines, the time, and its limitations', () => {
  const bad: PartResult = { status: 'Failed', ...counters(5, 0, 25), completionMessage: 'Too many.' };
  const failed = Array.from({ length: 25 }, (_, index): LogEntry => ({
    outcome: 'FAILED',
    lineNumber: index + 2,
    reason: 'Birthdates | wrong',
  }));
  const text = report([part(failed, bad), part([], good, 32)]);
  assert.match(text, /^# Rehearsal of users\.csv for club\n\n\*\*Of 60 users, 35 imported · 25 failed\.\*\*/);
  assert.match(text, /\| 1 \| 30 \| 5 \| 0 \| 25 \| Failed \| Too many\. \|/);
  assert.match(text, /\| 2 \| 30 \| 30 \| 0 \| 0 \| Succeeded \| Done\. \|/);
  assert.match(text, /here job 1, an import waits for your answer/);
  assert.match(text, /\| failed \| Birthdates \\\| wrong \| 25 \| 2, 3, .*, 21, … \|/);
  assert.match(text, /At AWS 60 rows take less than a minute, in 2 jobs one after another/);
  assert.match(text, /Nothing of it was sent to AWS/);
  for (const unknown of ['exist in the user pool already', 'Lambda triggers', 'Quotas', 'does not document'])
    assert.ok(text.includes(unknown), unknown);
});

test('a file without mistakes has no table of reasons', () => {
  const text = report([part([], good)]);
  assert.ok(text.includes('Every row would be imported.'));
  assert.ok(!text.includes('Rows that would not be imported') && !text.includes('waits for your answer'));
});

test('the file name is escaped', () => {
  assert.ok(report([part([], good)], '*<b>x.csv').startsWith('# Rehearsal of \\*\\<b\\>x.csv for club'));
});

test('the report on a folder names the CSV of each job and reason, and lists all CSVs', () => {
  const when = { locale: 'en-US', at: new Date(Date.UTC(2026, 10, 26)) };
  const entry = { outcome: 'FAILED', lineNumber: 2, reason: 'Birthdate' } as const;
  const [first, second] = [part([], good), part([entry], { ...good, ...counters(29, 0, 1) })];
  const files = [
    { content: { path: '/data/staff/a.csv', bytes: 1_234, sha256: 'abc' }, rows: 30, parts: [first] },
    { content: { path: '/data/staff/b.csv', bytes: 12, sha256: 'def' }, rows: 30, parts: [second] },
  ];
  const rehearsal = { files, rows: 60, parts: [first, second] };
  const text = rehearsalMarkdown(rehearsal, { name: 'staff', poolName: 'club' }, when);
  assert.match(text, /^# Rehearsal of staff for club\n/);
  assert.match(text, /\| 1 \| a\.csv \| 30 \| 30 \| 0 \| 0 \| Succeeded \| Done\. \|/);
  assert.match(text, /\| 2 \| b\.csv \| 30 \| 29 \| 0 \| 1 \| Succeeded \| Done\. \|/);
  assert.match(text, /\| b\.csv \| failed \| Birthdate \| 1 \| 2 \|/);
  assert.match(text, /- a\.csv, 1,234 bytes, SHA-256 abc.*\n- b\.csv, 12 bytes, SHA-256 def/);
});
