// Numbers, dates and durations in the user's locale.
import { wholePercent } from '../protocol/pace.ts';

/** Every formatter the page needs, built once per locale because Intl constructors are slow. */
export interface Format {
  /** A whole count: 1,204. */
  readonly count: (value: number) => string;
  /** A count short enough for an axis: 12K. */
  readonly axis: (value: number) => string;
  /** Users per second, one decimal below 100: 31.4. */
  readonly rate: (perSecond: number) => string;
  /** A share between 0 and 1 in whole percent, rounded down so that 100% means all of it. */
  readonly percent: (share: number) => string;
  /** Local date and time to the second. */
  readonly dateTime: (at: number) => string;
  /** Local time to the minute, with the date unless it is the day of `now`. */
  readonly moment: (at: number, now: number) => string;
  /** Local time to the second. */
  readonly clock: (at: number) => string;
  /** The distance in the largest unit that fits: 12 minutes ago. */
  readonly relative: (at: number, now: number) => string;
  /** Milliseconds as the two largest units: 12 min 4 sec. */
  readonly duration: (milliseconds: number) => string;
  /** The same for a duration that has ended: it may be "less than a second". */
  readonly took: (milliseconds: number) => string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const relativeUnits = [
  ['year', 365 * day],
  ['month', 30 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
] as const;

const durationUnits = [
  ['day', day],
  ['hour', hour],
  ['minute', minute],
  ['second', second],
] as const;

/** `locale` is BCP 47; one that Intl does not accept falls back to the browser's own. */
export function createFormat(locale: string): Format {
  const tag = supported(locale);
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const compact = new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  const dayTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' });
  const distance = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const units = durationUnits.map(([unit, size]) => ({
    size,
    format: new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' }),
  }));
  const format = {
    count: (value: number) => whole.format(value),
    axis: (value: number) => compact.format(value),
    rate: (perSecond: number) => (perSecond < 100 ? tenths : whole).format(perSecond),
    percent: (value: number) => share.format(wholePercent(value) / 100),
    dateTime: (at: number) => dateTime.format(at),
    moment: (at: number, now: number) => (sameDay(at, now) ? time : dayTime).format(at),
    clock: (at: number) => clock.format(at),
    relative: (at: number, now: number) => {
      const ahead = at - now;
      const unit = relativeUnits.find(([, size]) => Math.abs(ahead) >= size);
      return unit ? distance.format(Math.trunc(ahead / unit[1]), unit[0]) : distance.format(0, 'second');
    },
    duration: (milliseconds: number) => {
      let rest = Math.max(0, milliseconds);
      const first = units.findIndex(({ size }) => rest >= size);
      const shown = first < 0 ? units.slice(-1) : units.slice(first, first + 2);
      const parts = shown.map(({ size, format }) => {
        const amount = Math.floor(rest / size);
        rest -= amount * size;
        return { amount, text: format.format(amount) };
      });
      return parts
        .filter(({ amount }, index) => index === 0 || amount > 0)
        .map(({ text }) => text)
        .join(' ');
    },
  } satisfies Omit<Format, 'took'>;
  const took: Format['took'] = (time) => (time < second ? 'less than a second' : format.duration(time));
  return { ...format, took };
}

function supported(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
