// The history's record of a job: news only add to it, in whatever order windows see them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordOfPart, withNews, type RecordNews } from '../../../../src/domain/history/importRecord.ts';
import { PreSignedUrl } from '../../../../src/domain/gateway/preSignedUrl.ts';
import { isTerminal, processedUsers } from '../../../../src/domain/jobs/job.ts';
import { newImport, severalParts } from '../../../support/worlds/importWorld.ts';
import { anyAccount, anyJob, anyLogged, anyRecord, record } from '../../../support/worlds/records.ts';

const anyNews: fc.Arbitrary<RecordNews> = fc.record(
  { job: anyJob, account: anyAccount, logged: anyLogged },
  { requiredKeys: [] },
);

test('news add to a record and remove nothing', () => {
  fc.assert(
    fc.property(anyRecord, fc.array(anyNews, { maxLength: 6 }), (first, all) => {
      const last = all.reduce(withNews, first);
      for (const seen of [first.job, ...all.flatMap(({ job }) => job ?? [])]) {
        assert.ok(isTerminal(last.job.status) || !isTerminal(seen.status), 'an ended job stays ended');
        if (isTerminal(last.job.status) === isTerminal(seen.status))
          assert.ok(processedUsers(last.job) >= processedUsers(seen));
      }
      for (const { logged } of all) assert.ok(!logged || (last.logged?.rows ?? 0) >= logged.rows);
      const known = [first, ...all].flatMap(({ account }) => account ?? []);
      assert.deepEqual(last.account, known[0], 'the account of the import does not change');
      const { job: _, account: _who, logged: _log, ...rest } = last;
      const { job: _before, account: _whoBefore, logged: _logBefore, ...restBefore } = first;
      assert.deepEqual(rest, restBefore);
    }),
  );
});

test('the same news twice change nothing more', () => {
  fc.assert(
    fc.property(anyRecord, anyNews, (first, news) => {
      const once = withNews(first, news);
      assert.deepEqual(withNews(once, news), once);
    }),
  );
});

test("a job's end, counters and log do not depend on the order of the news", () => {
  fc.assert(
    fc.property(
      anyRecord,
      fc.uniqueArray(anyNews, { maxLength: 5, selector: ({ logged }) => logged?.rows }),
      fc.infiniteStream(fc.nat()),
      (first, news, order) => {
        const shuffled = news
          .map((each) => [order.next().value as number, each] as const)
          .sort(([a], [b]) => a - b)
          .map(([, each]) => each);
        const [one, other] = [news.reduce(withNews, first), shuffled.reduce(withNews, first)];
        assert.equal(isTerminal(one.job.status), isTerminal(other.job.status));
        assert.equal(processedUsers(one.job), processedUsers(other.job));
        assert.deepEqual(one.logged, other.logged);
      },
    ),
  );
});

test('lines that become certain are kept, even if the log has no more rows', () => {
  const reason = { outcome: 'FAILED' as const, reason: 'Bad.', count: 1 };
  const before = withNews(record(), { logged: { rows: 4, reasons: [{ ...reason, lines: [] }] } });
  const after = withNews(before, { logged: { rows: 4, reasons: [{ ...reason, lines: [7] }] } });
  assert.deepEqual(after.logged?.reasons[0]?.lines, [7]);
  const again = withNews(after, { logged: { rows: 4, reasons: [{ ...reason, lines: [] }] } });
  assert.deepEqual(again, after);
});

test('no record has the pre-signed URL of its job', () => {
  const job = {
    ...record().job,
    status: 'Pending',
    preSignedUrl: new PreSignedUrl('https://x/?X-Amz-Signature=1'),
  };
  assert.ok(!('preSignedUrl' in withNews(record(), { job }).job));
});

test('a part is recorded once its CSV is uploaded, with the file that the user chose', () => {
  const state = severalParts({ jobName: 'users' });
  const [first] = state.parts;
  assert.ok(first);
  assert.equal(recordOfPart(state, 0), undefined);
  assert.equal(recordOfPart({ ...state, parts: [{ ...first, jobId: 'j', stage: 'created' }] }, 0), undefined);
  const uploaded = { ...state, parts: [{ ...first, jobId: 'j', stage: 'uploaded' as const }, first] };
  const made = recordOfPart(uploaded, 0);
  assert.deepEqual([made?.job.jobName, made?.job.jobId, made?.batchId], ['users-1', 'j', state.id]);
  assert.deepEqual(made?.csv, first.source);
  assert.deepEqual(made?.part, first.cut && { firstLine: first.cut.firstLine, rows: first.rows });
  const whole = newImport();
  const [only] = whole.parts;
  assert.ok(only);
  const plainRecord = recordOfPart({ ...whole, parts: [{ ...only, jobId: 'j', stage: 'started' }] }, 0);
  assert.deepEqual([plainRecord?.part, plainRecord?.batchId], [undefined, undefined]);
  assert.equal(recordOfPart(whole, 7), undefined);
});
