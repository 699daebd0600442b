// A copy with everything fixed, and the worker thread that makes it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { beginDraft, toPlan, type ConversionPlan } from '../../../../src/csv/mapping.ts';
import { fixCopy } from '../../../../src/files/csv/rewrite.ts';
import type { RewriteReply, RewriteRequest } from '../../../../src/files/csv/rewriteWorker.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { mistakes, mistakesHeader, mistakesPool } from '../../csv/mistakes.ts';
import { header, pool, row } from '../../csv/pools.ts';
import { fixText } from '../../csv/texts.ts';

const { folder, write } = useCsvFiles();

const schema = pool();

function plan(names: readonly string[]): ConversionPlan {
  return toPlan(beginDraft(names, schema));
}

const broken =
  [mistakesHeader, ...mistakes.map(({ line }) => line.replaceAll(/[‹›]/g, ''))].join('\n') + '\n';

describe('fixCopy', () => {
  it('writes what fixing the document would leave', () => {
    const target = join(folder, 'fixed.csv');
    const fixes = fixCopy(write(broken), mistakesPool, target);
    assert.equal(readFileSync(target, 'utf8'), fixText(broken, mistakesPool));
    assert.ok(fixes > mistakes.filter(({ how }) => how === 'safe').length);
  });

  it('fixes breaches of one rule alone where that is asked for', () => {
    const rows = [header, row({ birthdate: '1985-02-01' }), '', row({ name: '"Jane"' })].join('\n') + '\n';
    const source = write(`\ufeff${rows}`);
    const markless = join(folder, 'markless.csv');
    assert.equal(fixCopy(source, schema, markless, undefined, { only: 'byte-order-mark' }), 1);
    assert.equal(readFileSync(markless, 'utf8'), rows);
    const dense = join(folder, 'dense.csv');
    assert.equal(fixCopy(source, schema, dense, undefined, { only: 'blank-line' }), 1);
    assert.equal(readFileSync(dense, 'utf8'), `\ufeff${rows.replace('\n\n', '\n')}`);
  });

  it('counts the byte order mark', () => {
    const good = `${header}\n`;
    assert.equal(fixCopy(write(good), schema, join(folder, 'good1.csv')), 0);
    assert.equal(fixCopy(write(`\ufeff${good}`), schema, join(folder, 'good2.csv')), 1);
    assert.equal(readFileSync(join(folder, 'good2.csv'), 'utf8'), good);
  });
});

describe('the rewriting worker', () => {
  async function run(request: RewriteRequest): Promise<readonly RewriteReply[]> {
    const worker = new Worker(new URL('../../../../src/files/csv/rewriteWorker.ts', import.meta.url), {
      workerData: request,
    });
    const replies: RewriteReply[] = [];
    worker.on('message', (reply: RewriteReply) => replies.push(reply));
    await once(worker, 'exit');
    return replies;
  }

  it('fixes a file, telling how far it is', async () => {
    const path = write(broken.repeat(1).concat(`${header}\n`.repeat(100_000)));
    const target = join(folder, 'byWorker.csv');
    const replies = await run({ kind: 'fix', path, schema: mistakesPool, target });
    assert.equal(replies.at(-1)?.kind, 'fixed');
    assert.ok(replies.some(({ kind }) => kind === 'progress'));
    assert.ok(existsSync(target));
    const markless = {
      target: join(folder, 'marklessByWorker.csv'),
      options: { only: 'byte-order-mark' },
    } as const;
    const replied = await run({ kind: 'fix', path, schema: mistakesPool, ...markless });
    assert.deepEqual(replied.at(-1), { kind: 'fixed', fixes: 1 });
  });

  it('looks at a file, then converts it', async () => {
    const source = { text: 'Login,Name\njane,Jane\n' };
    const [peeked] = await run({ kind: 'peek', source });
    assert.ok(peeked?.kind === 'peeked');
    const [converted] = await run({
      kind: 'convert',
      source,
      format: peeked,
      schema,
      plan: plan(peeked.header),
    });
    assert.ok(converted?.kind === 'converted');
    assert.match(converted.text ?? '', /\njane,/);
  });

  it('says what is no CSV, and fails with what the file system says', async () => {
    const format = { encoding: 'utf-8', delimiter: ',', header: ['a', 'b'], samples: [] } as const;
    const request = {
      kind: 'convert',
      source: { text: 'a,b\n"1' },
      format,
      schema,
      plan: plan(['a', 'b']),
    } as const;
    const [reply] = await run(request);
    assert.equal(reply?.kind, 'unreadable');
    await assert.rejects(run({ kind: 'peek', source: { path: join(folder, 'none.csv') } }), {
      code: 'ENOENT',
    });
  });
});
