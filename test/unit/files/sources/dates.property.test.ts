// Birthdates of another system, from the file to the CSV: a column is turned right or not at all, whatever its order and its forms.
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
  // Every month has them. Small ones, which can be months too, are likelier.
  day: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })),
});

/** A way of writing numbers: the parts of a column are all written in it, its order is the column's. */
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

/** Forms in which a date has one meaning, in whichever column. */
const certain: readonly ((day: Day) => string)[] = [
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}`,
  ({ year, month, day }) => `${pad(day)}.${pad(month)}.${year}`,
  ({ year, month, day }) => `${day} ${months[month - 1] ?? ''} ${year}`,
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}T00:00:00Z`,
];

const anyColumn = fc.record({
  order: fc.constantFrom<Order>('dmy', 'mdy'),
  form: anyForm,
  /** A number is the certain form of that index. */
  cells: fc.array(fc.tuple(anyDay, fc.option(fc.nat(certain.length - 1))), { minLength: 1, maxLength: 12 }),
});

/** The birthdates in the written CSV, in the order of the users, and the plan. */
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

const right = ({ year, month, day }: Day): string => `${pad(month)}/${pad(day)}/${year}`;

describe('a column of birthdates', () => {
  it('is turned right, or its dates are kept aside', async () => {
    await fc.assert(
      fc.asyncProperty(anyColumn, async ({ order, form, cells }) => {
        const texts = cells.map(([day, fixed]) =>
          fixed === null ? inNumbers(day, order, form) : (certain[fixed]?.(day) ?? ''),
        );
        const { written, planned } = await convert(texts);
        assert.equal(written.length, cells.length, 'no user is lost for a birthdate');
        written.forEach((text, index) => {
          const [day] = cells[index] ?? [];
          assert.ok(text === '' || (day && text === right(day)), `${texts.join(' ')}: ${text}`);
        });
        const emptied = planned.plan.emptied.reduce((sum, { count }) => sum + count, 0);
        assert.equal(written.filter((text) => text === '').length, emptied);
      }),
      { numRuns: 60 },
    );
  });

  it('is turned right once the user has said how it is written', async () => {
    await fc.assert(
      fc.asyncProperty(anyColumn, async ({ order, form, cells }) => {
        const texts = cells.map(([day]) => inNumbers(day, order, form));
        const { written } = await convert(texts, { order, latestYear: 2019 });
        assert.deepEqual(
          written,
          cells.map(([day]) => right(day)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
