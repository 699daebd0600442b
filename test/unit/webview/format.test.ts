// Formats numbers, dates and durations in English, German and an unknown locale.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createFormat } from '../../../src/webview/format.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const english = createFormat('en');
const noon = new Date(2026, 10, 22, 12, 0, 0).getTime();

describe('numbers', () => {
  it('are grouped according to the locale', () => {
    assert.equal(english.count(1_234_567), '1,234,567');
    assert.equal(createFormat('de').count(1_234_567), '1.234.567');
  });
  it('are short on an axis', () => {
    assert.deepEqual([0, 50, 1500, 20_000, 2_500_000].map(english.axis), ['0', '50', '1.5K', '20K', '2.5M']);
  });
  it('have a decimal only for rates below a hundred', () => {
    assert.deepEqual([0.04, 31.44, 100, 1234.5].map(english.rate), ['0', '31.4', '100', '1,235']);
  });
  it('show 100% only for all', () => {
    assert.deepEqual([0, 0.999, 1].map(english.percent), ['0%', '99%', '100%']);
  });
});

describe('a locale', () => {
  it("falls back to the browser's if Intl does not accept it", () => {
    const formats = createFormat('not a locale!');
    assert.equal(formats.count(1204), new Intl.NumberFormat().format(1204));
  });
});

describe('a moment', () => {
  it('is a time for today, and date and time for any other day', () => {
    assert.equal(english.moment(noon, noon + hour).replace(/\s/g, ' '), '12:00 PM');
    assert.equal(english.moment(noon - day, noon).replace(/\s/g, ' '), 'Nov 21, 2026, 12:00 PM');
  });
  it('includes seconds in the timeline and on the chart', () => {
    assert.equal(english.dateTime(noon).replace(/\s/g, ' '), 'Nov 22, 2026, 12:00:00 PM');
    assert.equal(english.clock(noon).replace(/\s/g, ' '), '12:00:00 PM');
  });
});

describe('how long ago', () => {
  const relative = (distance: number) => english.relative(noon + distance, noon);
  it('is in the largest unit that fits, rounded down', () => {
    assert.deepEqual(
      [-30 * second, -12 * minute - 59 * second, -hour, -25 * hour, -60 * day, -400 * day].map(relative),
      ['now', '12 minutes ago', '1 hour ago', 'yesterday', '2 months ago', 'last year'],
    );
  });
  it('can be in the future', () => {
    assert.equal(relative(5 * minute), 'in 5 minutes');
  });
});

describe('a duration', () => {
  it('has its two largest units, but omits the second one if it is zero', () => {
    assert.deepEqual(
      [0, 999, 41 * second, 12 * minute + 4 * second, 7 * minute, hour + 5 * second, 3 * day + 4 * hour].map(
        english.duration,
      ),
      ['0 sec', '0 sec', '41 sec', '12 min 4 sec', '7 min', '1 hr', '3 days 4 hr'],
    );
  });
  it('is never negative', () => {
    assert.equal(english.duration(-5000), '0 sec');
    assert.deepEqual(
      [english.took(0), english.took(999), english.took(4_200)],
      ['less than a second', 'less than a second', '4 sec'],
    );
  });
  it('is rounded down by less than its smallest unit', () => {
    const sizes: Readonly<Record<string, number>> = { day, days: day, hr: hour, min: minute, sec: second };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 * day }), (milliseconds) => {
        const units = [...english.duration(milliseconds).matchAll(/([\d,]+) (\w+)/g)].map(
          ([, amount = '', unit = '']) => [Number(amount.replace(',', '')), sizes[unit] ?? NaN] as const,
        );
        const total = units.reduce((sum, [amount, size]) => sum + amount * size, 0);
        const first = units[0]?.[1] ?? NaN;
        const smallest = { [day]: hour, [hour]: minute }[first] ?? second;
        assert.ok(total <= milliseconds && milliseconds - total < smallest, `${total} for ${milliseconds}`);
      }),
    );
  });
});
