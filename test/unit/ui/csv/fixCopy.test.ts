// A copy with everything fixed, and the worker thread that makes it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { beginDraft, toPlan, type ConversionPlan } from '../../../../src/ui/csv/mapping.ts';
import { fixCopy } from '../../../../src/ui/csv/rewrite.ts';
import type { RewriteReply, RewriteRequest } from '../../../../src/ui/csv/rewriteWorker.ts';
import { mistakes, mistakesHeader, mistakesPool } from '../../csv/mistakes.ts';
import { header, pool } from '../../csv/pools.ts';
import { fixText } from '../../csv/texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-copy-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

function write(content: string): string {
  const path = join(folder, `file${++files}.csv`);
  writeFileSync(path, content);
  return path;
}

const schema = pool();

function plan(names: readonly string[]): ConversionPlan {
  return toPlan(beginDraft(names, schema));
}
