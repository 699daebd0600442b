// A second thread that scouts the rows of a large file ahead does not change the validation result.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CsvValidator, validateText } from '../../../../src/csv/validate/validate.ts';
import { BlockReader } from '../../../../src/files/csv/blocks.ts';
import { ScoutedBlocks } from '../../../../src/files/csv/scoutThread.ts';
import { validateFile } from '../../../../src/files/csv/validateFile.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { header, pool, row } from '../../csv/pools.ts';

const { folder, write } = useCsvFiles();
const worker = join(import.meta.dirname, '../../../../src/files/worker.ts');
const schema = pool({ aliasAttributes: ['email'] });

/** Users with a few rows that are invalid, duplicate, over two lines, empty, or have other findings. */
function oddUsers(count: number, lineEnd: string): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const user = { 'cognito:username': `user${index}`, email: `mail${index}@example.com` };
    switch (index % 1_009) {
      case 100:
        return row({ ...user, birthdate: '31/12/1985' });
      case 200:
        return row({ ...user, 'cognito:username': `user${index - 7_000}` });
      case 300:
        return row({ ...user, email: `mail${index - 3}@example.com` });
      case 400:
        return `"begins${lineEnd}and ends",x`;
      case 500:
        return '';
      case 600:
        return row({ ...user, 'cognito:mfa_enabled': '' });
      case 700:
        return row({ ...user, name: '李小龍', birthdate: '12/31/1985' });
      default:
        return row(user);
    }
  });
  return [header, ...rows].join(lineEnd);
}

function assertSame(text: string, script = worker): void {
  const { sha256, ...result } = validateFile(
    { path: write(text), schema, findingsPerRule: 50 },
    undefined,
    script,
  );
  assert.deepEqual(result, validateText(text, schema, 50));
  assert.equal(sha256, createHash('sha256').update(text).digest('hex'));
}

describe('a second thread that scouts rows', { skip: availableParallelism() < 2 }, () => {
  for (const [name, lineEnd] of Object.entries({ LF: '\n', CRLF: '\r\n', CR: '\r' }))
    it(`does not change the result for a file with ${name} line ends`, () =>
      assertSame(oddUsers(60_000, lineEnd)));

  it('does not change the result if a block has more rows than are kept', () => {
    const rows = Array.from({ length: 300_000 }, (_, index) => `u${index % 290_000},a@b,true`);
    assertSame(['cognito:username,email,email_verified', ...rows, ''].join('\n'));
  });

  it('does not change the result if a line is longer than a block', () => {
    const long = row({ 'cognito:username': 'long', name: 'x'.repeat(200_000) });
    const users = oddUsers(50_000, '\n').split('\n');
    assertSame([...users.slice(0, 30_000), long, ...users.slice(30_000)].join('\n'));
  });

  it('does not change the result if it cannot start', () => {
    assertSame(oddUsers(60_000, '\n'), join(import.meta.dirname, 'none.js'));
  });

  it('does not block the first thread if it hangs', () => {
    const claimed = join(folder, 'claimed');
    const hangs = write(`
      const { control } = require('node:worker_threads').workerData;
      while (Atomics.compareExchange(control, 2, 1, 2) !== 1);
      require('node:fs').writeFileSync(${JSON.stringify(claimed)}, '');
      Atomics.wait(control, 1, 0);
    `);
    const text = oddUsers(60_000, '\n');
    const validator = new CsvValidator(schema, 50);
    const reader = new BlockReader(write(text));
    const block = new Uint8Array(1 << 16);
    validator.push(block.subarray(0, reader.read(block)));
    assert.ok(validator.scouting);
    const blocks = new ScoutedBlocks(hangs, validator.scouting, 50);
    blocks.fill((into) => reader.read(into));
    while (!existsSync(claimed));
    while (blocks.fill((into) => reader.read(into)) || !blocks.isEmpty)
      blocks.take((bytes, rows, count) => validator.push(bytes, rows, count));
    blocks.close();
    reader.close();
    assert.deepEqual(validator.end(), validateText(text, schema, 50));
  });
});
