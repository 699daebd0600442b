// The plan of a source whose birthdates show their order late in the file.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { DateOrder } from '../../../../src/csv/values/dates.ts';
import { planSource, type PlanInput } from '../../../../src/files/sources/planSource.ts';
import { detect } from '../../../../src/files/sources/source.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { defaultPool } from '../../csv/casePools.ts';

/** More users than the plan reads at first. */
const early = 3_000;
const folder = temporaryFolder('plan-source');
after(() => folder.remove());

function inputOf(dates: readonly string[]): PlanInput {
  const lines = dates.map((birthdate, index) =>
    JSON.stringify({
      username: `u${index}`,
      email: `u${index}@example.com`,
      email_verified: true,
      birthdate,
    }),
  );
  const source = { path: join(folder.path, 'users.ndjson') };
  writeFileSync(source.path, lines.join('\n'));
  const [candidate] = detect(source);
  assert.ok(candidate);
  const choice = { format: candidate.format, shape: candidate.shape };
  return { source, choice, columns: [], now: 0, schema: defaultPool() };
}

/** The plan, the plan with the user's choice of order, and how often the first one read the whole file. */
async function plan(dates: readonly string[], order?: DateOrder) {
  const input = inputOf(dates);
  let reads = 0;
  const { plan: made, decisions } = await planSource(input, (bytes, total) => {
    if (bytes === total) reads++;
  });
  const again = await planSource({ ...input, decisions: { ...decisions, dates: order ? { order } : {} } });
  return { made, again: again.plan, emptied: made.emptied.reduce((sum, { count }) => sum + count, 0), reads };
}

const repeated = (value: string): string[] => Array.from({ length: early }, () => value);

describe('the plan of birthdates', () => {
  it('uses the order that the first users show, if no other user contradicts it', async () => {
    const { made, emptied, reads } = await plan([...repeated('31/12/1985'), '1/2/1985']);
    assert.deepEqual([emptied, reads], [0, 1]);
    assert.equal(made.dates?.dayFirst, early);
  });

  it('uses the order that only the last user shows', async () => {
    const { made, emptied, reads } = await plan([...repeated('1/2/1985'), '31/12/1985']);
    assert.deepEqual([emptied, reads], [0, 2]);
    assert.equal(made.imported, early + 1);
  });

  it('uses no order if the last user contradicts the first ones', async () => {
    const { made, again, emptied, reads } = await plan([...repeated('31/12/1985'), '12/31/1985'], 'dmy');
    assert.deepEqual([emptied, reads], [early + 1, 2]);
    assert.equal(made.imported, early + 1);
    assert.deepEqual(again.emptied, [], 'each date is then rewritten by its own order');
  });

  it("uses no order if no date shows one, until the user's choice", async () => {
    const { emptied, again, reads } = await plan(repeated('1/2/1985'), 'dmy');
    assert.deepEqual([emptied, reads], [early, 1]);
    assert.deepEqual(again.emptied, []);
  });

  it('reads birthdates that come late, and a file without birthdates only once', async () => {
    const { made, emptied } = await plan([...repeated(''), '1985-12-31']);
    assert.deepEqual([made.imported, emptied], [early + 1, 0]);
    const none = await plan(repeated(''));
    assert.deepEqual([none.made.dates, none.reads], [undefined, 1]);
  });
});
