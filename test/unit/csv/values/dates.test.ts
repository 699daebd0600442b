// The order of day and month is decided once for a column, for the validator, the fixes and the converter alike.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addDate,
  decideDates,
  newDateEvidence,
  openDateQuestions,
  rewriteDate,
  type DateChoice,
  type DateOrder,
} from '../../../../src/csv/values/dates.ts';
import { editLine, newFixContext } from '../../../../src/csv/fix/edit.ts';
import { fixesFor } from '../../../../src/csv/fix/fixes.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import { columns, file, pool, row } from '../pools.ts';
import { fixText } from '../texts.ts';

function evidenceOf(values: readonly string[]) {
  const evidence = newDateEvidence();
  values.forEach((value, index) => addDate(evidence, value, index + 2));
  return evidence;
}

const decide = (values: readonly string[], choice?: DateChoice) => decideDates(evidenceOf(values), choice);

describe('decideDates', () => {
  const cases: readonly (readonly [
    values: readonly string[],
    order: string,
    apply: DateOrder | undefined,
  ])[] = [
    [[], 'ymd', 'mdy'],
    [['1985-02-01', '01.02.1985', '1 Feb 1985', '3/3/1985', 'soon'], 'ymd', 'mdy'],
    [['2/1/1985', '12/31/1985'], 'mdy', 'mdy'],
    [['2/1/1985', '31-12-1985'], 'dmy', 'dmy'],
    [['2/1/1985'], 'ambiguous', undefined],
    [['02/01/1985', '1985-02-13'], 'ambiguous', 'mdy'],
    [['12/31/1985', '31/12/1985'], 'contradictory', undefined],
    [['2/1/1985', '31/02/1985', '02/30/1985'], 'ambiguous', undefined],
    [['31/12/85', '02/01/1985'], 'dmy', 'dmy'],
    [['31/12/05', '02/01/1985'], 'ambiguous', undefined],
    [['29/02/84'], 'dmy', 'dmy'],
    [['2/13/1985 0:00', '2/1/1985 12:00:00 AM'], 'mdy', 'mdy'],
  ];
  for (const [values, order, apply] of cases) {
    it(`takes ${values.join(' ') || 'no dates'} as ${order}`, () => {
      const decision = decide(values);
      assert.deepEqual([decision.order, decision.apply], [order, apply]);
    });
  }

  it('does not trust dates in mm/dd/yyyy from another system if no date shows their order', () => {
    const of = (values: readonly string[]) => decideDates(evidenceOf(values), {}, 'otherSystem').apply;
    assert.equal(of(['02/01/1985', '1985-02-13']), undefined);
    assert.equal(of(['02/01/1985', '12/31/1985']), 'mdy');
    assert.equal(of(['02/01/1985', '31/12/1985']), 'dmy');
    assert.equal(of(['1985-02-13', '03/03/1985']), 'mdy');
  });

  it("takes the user's choice if the dates do not show the order or the century", () => {
    const open = decide(['2/1/1985', '3/1/85']);
    assert.deepEqual(openDateQuestions(open), { order: true, years: true });
    const answered = decideDates(open.evidence, { order: 'dmy', latestYear: 2026 });
    assert.deepEqual(openDateQuestions(answered), { order: false, years: false });
    assert.equal(rewriteDate('2/1/1985', answered), '01/02/1985');
    assert.equal(rewriteDate('3/1/85', answered), '01/03/1985');
    assert.equal(rewriteDate('3/1/05', answered), '01/03/2005');
  });

  it('keeps the first line that shows each order', () => {
    const { dayFirstLine, monthFirstLine } = evidenceOf(['1/2/1985', '31/1/1985', '1/31/1985', '30/1/1985']);
    assert.deepEqual([dayFirstLine, monthFirstLine], [3, 4]);
  });
});

describe('rewriteDate', () => {
  it('never guesses the century', () => {
    assert.equal(rewriteDate('2/1/85', decide(['12/31/1985'])), undefined);
    assert.equal(rewriteDate('1.2.85', decide([])), undefined);
    assert.equal(rewriteDate('2/1/85', decide(['31/12/1985'])), '01/02/85', 'only the order is fixed');
    assert.equal(rewriteDate('1.2.85', decide([], { latestYear: 1999 })), '02/01/1985');
  });

  it('rewrites nothing while the order is open, not even unambiguous dates', () => {
    const open = decide(['2/1/1985']);
    for (const value of ['2/1/1985', '1985-02-13', '13.2.1985', '31/12/1985'])
      assert.equal(rewriteDate(value, open), undefined);
  });
});

/** A day of 1985 for each row. */
const days = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pairs) => pairs.map(([month, day]) => ({ month, day })));
const write = fc.constantFrom<(a: number, b: number) => string>(
  (a, b) => `${a}/${b}/1985`,
  (a, b) => `${String(a).padStart(2, '0')}/${String(b).padStart(2, '0')}/1985`,
  (a, b) => `${a}-${b}-1985`,
);
const rows = (dates: readonly string[]) =>
  file(...dates.map((birthdate, index) => row({ 'cognito:username': `u${index}`, birthdate })));
const corrected = ({ month, day }: { month: number; day: number }) =>
  `${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}/1985`;

describe('the birthdates of a file', () => {
  it('are either all corrected or all unchanged when everything is fixed', () => {
    const order = fc.constantFrom<DateOrder>('mdy', 'dmy');
    fc.assert(
      fc.property(days, fc.array(write, { minLength: 8, maxLength: 8 }), order, (dates, writers, written) => {
        const values = dates.map(({ month, day }, index) => {
          const writer = writers[index] ?? assert.fail();
          return written === 'mdy' ? writer(month, day) : writer(day, month);
        });
        const text = rows(values);
        const fixed = fixText(text, pool());
        if (dates.some(({ day }) => day > 12)) assert.equal(fixed, rows(dates.map(corrected)));
        fixed
          .trimEnd()
          .split('\n')
          .slice(1)
          .forEach((line, index) => {
            const date = line.split(',')[columns.indexOf('birthdate')];
            assert.ok(date === values[index] || date === corrected(dates[index] ?? assert.fail()), date);
          });
        assert.equal(fixText(fixed, pool()), fixed);
        assert.equal(fixText(text, pool(), { dateChoice: { order: written } }), rows(dates.map(corrected)));
      }),
      { numRuns: 300 },
    );
  });

  it('are reported if they look valid but their column has the day first', () => {
    const { findings, summary } = validateText(rows(['02/01/1985', '31/12/1985', '03/03/1985']), pool());
    assert.deepEqual(
      findings.map(({ rule, line }) => [rule, line]),
      [
        ['birthdate-order', 2],
        ['birthdate-impossible', 3],
      ],
    );
    assert.match(findings[0]?.message ?? '', /line 3/);
    assert.equal(summary.dates?.dayFirst, 1);
  });

  it('are fixed for the whole column by one quick fix, with a choice if the order is open', () => {
    const offered = (values: readonly string[], line: number) => {
      const lines = rows(values).trimEnd().split('\n');
      const { findings, summary } = validateText(rows(values), pool());
      const place = findings.find((finding) => finding.line === line) ?? assert.fail();
      const context = newFixContext(lines[0] ?? '', pool(), decideDates(summary.dates ?? assert.fail()));
      return fixesFor(place, lines[line - 1] ?? '', context).map(({ title, safe, edits }) => ({
        title,
        safe,
        text: lines
          .map((text, index) => edits.reduce((now, edit) => editLine(edit, index + 1, now) ?? '', text))
          .map((text) => `${text}\n`)
          .join(''),
      }));
    };
    const choice = (name: string) => `Change all birthdates to mm/dd/yyyy, reading the ${name} first`;
    assert.deepEqual(offered(['2/1/1985', '31/12/1985', '1985-02-28'], 2), [
      { title: choice('day'), safe: true, text: rows(['01/02/1985', '12/31/1985', '02/28/1985']) },
    ]);
    assert.deepEqual(offered(['2/1/1985', '03/04/1985'], 2), [
      { title: choice('month'), safe: false, text: rows(['02/01/1985', '03/04/1985']) },
      { title: choice('day'), safe: false, text: rows(['01/02/1985', '04/03/1985']) },
    ]);
    assert.deepEqual(
      offered(['2/1/85', '12/31/1985'], 2).map(({ title }) => title),
      ['Change to “02/01/1985”', 'Change to “02/01/2085”'],
    );
  });
});
