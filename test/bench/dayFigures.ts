// Figures of the soak test's virtual day.
import type { DayReply } from './day.ts';
import { round, type Figure } from './figure.ts';
import { runPart } from './process.ts';

/** Runs half a virtual day and a whole one, side by side: the windows must not hold more memory after the whole day. */
export async function dayFigures(): Promise<Figure[]> {
  const [half, whole] = await Promise.all(
    ['12', '24'].map((hours) => runPart<DayReply>('day.ts', [hours], { nodeOptions: ['--expose-gc'] })),
  );
  if (!half || !whole) throw new Error('The days did not run.');
  const { day } = whole;
  const count = (figure: string, found: readonly string[], note?: string): Figure => ({
    figure: `virtual 24 h: ${figure}`,
    value: found.length,
    unit: 'events',
    limit: '0',
    goal: '0',
    met: found.length === 0,
    ...(note === undefined ? {} : { note }),
  });
  const story =
    `${day.transitions.toLocaleString('en-US')} transitions, ${day.calls.toLocaleString('en-US')} calls, two windows, faults of seven ` +
    `kinds, slow answers, sleeps and clock corrections; ${day.told.toLocaleString('en-US')} followed jobs ended.`;
  return [
    { ...count('ends missed', day.missed, story), met: day.missed.length === 0 && day.transitions >= 10_000 },
    count('ends told twice or wrongly', day.doubled),
    count('quotas exceeded in any second', day.overQuota),
    {
      figure: 'virtual 24 h: heap of two windows',
      value: round(whole.held),
      unit: 'MB',
      peer: { what: 'after 12 h', value: round(half.held) },
      limit: 'the jobs listed',
      goal: 'flat: ≤ +2 MB',
      met: whole.held - half.held <= 2 && day.pendingTimers === 0,
      note: 'After a collection, windows open all the time; no timer is left once they are closed.',
    },
  ];
}
