// The import history on disk: damaged files are set aside, and the others are read.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { globalJobKey } from '../../../../src/domain/jobs/job.ts';
import {
  clearHistory,
  countHistory,
  historyPath,
  isRecord,
  openHistory,
} from '../../../../src/files/history/historyFolder.ts';
import { recordWords } from '../../../../src/ui/history/recordWords.ts';
import { anyRecord, record } from '../../../support/worlds/records.ts';
import { testFolder } from '../../../support/testFolder.ts';

const storage = testFolder('history');

test('a record survives a round trip', () => {
  fc.assert(
    fc.property(anyRecord, (one) => {
      const read: unknown = JSON.parse(JSON.stringify(one));
      assert.ok(isRecord(read));
      assert.deepEqual(read, one);
    }),
  );
});

test('a damaged record is refused or can be shown', () => {
  const damage = fc.oneof(fc.jsonValue(), fc.constant(1e300), fc.constant(null), fc.constant(undefined));
  const member = fc.constantFrom(...Object.keys(record()), ...Object.keys(record().job));
  fc.assert(
    fc.property(anyRecord, member, damage, (one, name, value) => {
      const isOfJob = name in record().job;
      const damaged: unknown = isOfJob
        ? { ...one, job: { ...one.job, [name]: value } }
        : { ...one, [name]: value };
      const read: unknown = JSON.parse(JSON.stringify(damaged));
      if (isRecord(read)) assert.equal(typeof recordWords(read, 'en-US').description, 'string');
    }),
  );
  fc.assert(fc.property(fc.jsonValue(), (value) => !isRecord(value)));
});

test('a record with a pre-signed URL is refused', () => {
  const one = record();
  assert.ok(!isRecord({ ...one, job: { ...one.job, preSignedUrl: 'https://x/?X-Amz-Signature=1' } }));
});

test('damaged files are set aside and logged; the others are read, counted and cleared', async () => {
  const warnings: string[] = [];
  const history = openHistory(storage, (text) => warnings.push(text));
  assert.deepEqual([history.all(), await countHistory(storage)], [[], 0]);
  await history.put(record());
  await history.put(record({ job: { jobId: 'import-2' } }));
  await history.put(record({ job: { status: 'Succeeded' } }));
  writeFileSync(join(historyPath(storage), 'broken.json'), '{"version":1,"writtenAt":1,"record":{"job":');
  writeFileSync(join(historyPath(storage), 'other.json'), '{"version":1,"writtenAt":1,"record":{"job":{}}}');
  assert.deepEqual(
    history.all().map(({ job }) => `${job.jobId} ${job.status}`),
    ['import-2 Created', 'import-1 Succeeded'],
  );
  assert.equal(warnings.length, 2);
  assert.equal(readdirSync(historyPath(storage)).filter((name) => name.endsWith('.bad')).length, 2);
  assert.equal(await countHistory(storage), 2);
  assert.equal(history.get(globalJobKey(record().job))?.job.status, 'Succeeded');
  await clearHistory(storage);
  assert.deepEqual([history.all(), existsSync(historyPath(storage))], [[], false]);
  await history.put(record());
  assert.equal(await countHistory(storage), 1);
});
