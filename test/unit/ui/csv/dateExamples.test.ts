// The example dates in the question about their order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnSamples, dateExamples } from '../../../../src/ui/csv/dateExamples.ts';
import { dateWords } from '../../../../src/ui/csv/words.ts';

test('examples are at most three different dates whose order is open', () => {
  const values = [
    '1985-02-01',
    '"1/2/85"',
    ' 2/1/1985 ',
    '2/1/1985',
    '',
    '3-4-1985',
    '5/6/1985',
    '01.02.1985',
  ];
  assert.deepEqual(dateExamples(values), ['1/2/85', '2/1/1985', '3-4-1985']);
});

test('samples are taken from the named column', () => {
  const format = { header: ['name', 'born'], samples: [['Jane', '1/2/1985'], ['Joe']] };
  assert.deepEqual(columnSamples(format, 'born'), ['1/2/1985', '']);
  assert.deepEqual(columnSamples(format, 'other'), ['', '']);
});

test('the question quotes the examples, and its choices have the number of dates that show the order', () => {
  assert.equal(
    dateWords.order(['1/2/1985', '3/4/1985']),
    'In which order are the dates of the column “birthdate” written? For example 1/2/1985, 3/4/1985',
  );
  const evidence = {
    monthFirst: 0,
    monthFirstLine: 0,
    dayFirst: 1,
    dayFirstLine: 5,
    either: 2,
    loose: 2,
    shortYears: 0,
  };
  const { detail } = dateWords.dayFirstDetail(evidence, 'en');
  assert.equal(detail, '1 date exists only in this order, the first on line 5');
  assert.equal('detail' in dateWords.monthFirstDetail(evidence, 'en'), false);
});
