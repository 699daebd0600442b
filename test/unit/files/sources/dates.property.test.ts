// Birthdates of another system: a column is converted correctly or not at all, whatever its order and its forms.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { splitRecord } from '../../../../src/csv/read/dialect.ts';
import { pad } from '../../../../src/csv/values/dateForms.ts';
import type { DateChoice } from '../../../../src/csv/values/dates.ts';
import { planSource, type PlannedSource } from '../../../../src/files/sources/planSource.ts';
import { detect } from '../../../../src/files/sources/source.ts';
import { writeSource } from '../../../../src/files/sources/writeSource.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { columns, pool } from '../../csv/pools.ts';

const { folder } = useCsvFiles();
const schema = pool();

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const anyDay: fc.Arbitrary<Day> = fc.record({
  year: fc.integer({ min: 1920, max: 2010 }),
  month: fc.integer({ min: 1, max: 12 }),
  // Every month has these days. Days up to 12, which could be months, are more likely.
  day: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })),
});

/** How all numeric dates of a column are written, apart from their order. */
const anyForm = fc.record({
  separator: fc.constantFrom('/', '-'),
  isPadded: fc.boolean(),
  isShort: fc.boolean(),
  time: fc.constantFrom('', ' 00:00', ' 12:00:00 AM'),
});
type Form = typeof anyForm extends fc.Arbitrary<infer T> ? T : never;
type Order = 'dmy' | 'mdy';

function inNumbers({ year, month, day }: Day, order: Order, form: Form): string {
  const number = (value: number): string => (form.isPadded ? pad(value) : String(value));
  const parts = order === 'dmy' ? [day, month] : [month, day];
  const shown = form.isShort ? pad(year % 100) : String(year);
  return [...parts.map(number), shown].join(form.separator) + form.time;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Forms in which a date has only one meaning, whatever the column's order. */
const certain: readonly ((day: Day) => string)[] = [
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}`,
  ({ year, month, day }) => `${pad(day)}.${pad(month)}.${year}`,
  ({ year, month, day }) => `${day} ${months[month - 1] ?? ''} ${year}`,
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}T00:00:00Z`,
];

const anyColumn = fc.record({
  order: fc.constantFrom<Order>('dmy', 'mdy'),
  form: anyForm,
  /** Days, each with the index of a certain form, or null for a numeric date. */
  cells: fc.array(fc.tuple(anyDay, fc.option(fc.nat(certain.length - 1))), { minLength: 1, maxLength: 12 }),
});

/** Converts users with these birthdates; returns the written birthdates and the plan. */
async function convert(
  dates: readonly string[],
  choice?: DateChoice,
): Promise<{ readonly written: readonly string[]; readonly planned: PlannedSource }> {
  const users = dates.map((birthdate, index) => ({
    username: `u${index}`,
    email: `u${index}@example.com`,
    email_verified: true,
    birthdate,
  }));
  const source = { text: JSON.stringify(users) };
  const [candidate] = detect(source);
  assert.ok(candidate);
  const { format, shape } = candidate;
  const input = { source, choice: { format, shape }, columns: [], now: 0, schema };
  const first = await planSource(input);
  const decisions = { ...first.decisions, dates: choice ?? {} };
  const planned = choice === undefined ? first : await planSource({ ...input, decisions });
  const path = join(mkdtempSync(join(folder, 'dates-')), 'users.csv');
  const { judged } = planned;
  await writeSource({ ...input, decisions, judged, targets: [{ path }] });
  const at = columns.indexOf('birthdate');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
  return { written: lines.map((line) => splitRecord(line)[at]?.value ?? ''), planned };
}

const corrected = ({ year, month, day }: Day): string => `${pad(month)}/${pad(day)}/${year}`;

describe('a column of birthdates', () => {
  it('is converted correctly, or its dates are left out', async () => {
    await fc.assert(
      fc.asyncProperty(anyColumn, async ({ order, form, cells }) => {
        const texts = cells.map(([day, fixed]) =>
          fixed === null ? inNumbers(day, order, form) : (certain[fixed]?.(day) ?? ''),
        );
        const { written, planned } = await convert(texts);
        assert.equal(written.length, cells.length, 'every user is written');
        written.forEach((text, index) => {
          const [day] = cells[index] ?? [];
          assert.ok(text === '' || (day && text === corrected(day)), `${texts.join(' ')}: ${text}`);
        });
        const emptied = planned.plan.emptied.reduce((sum, { count }) => sum + count, 0);
        assert.equal(written.filter((text) => text === '').length, emptied);
      }),
      { numRuns: 60 },
    );
  });

  it('is converted correctly after the user has chosen the order', async () => {
    await fc.assert(
      fc.asyncProperty(anyColumn, async ({ order, form, cells }) => {
        const texts = cells.map(([day]) => inNumbers(day, order, form));
        const { written } = await convert(texts, { order, latestYear: 2019 });
        assert.deepEqual(
          written,
          cells.map(([day]) => corrected(day)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
