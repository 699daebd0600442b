// The sentences of the questions and results about import CSVs.
import type { DateEvidence } from '../../csv/dates.ts';
import { count } from '../../domain/jobs/jobWords.ts';

export const dateWords = {
  order: (examples: readonly string[]) =>
    'In which order are the dates of the column “birthdate” written?' +
    (examples.length > 0 ? ` For example ${examples.join(', ')}` : ''),
  dayFirst: 'Day First',
  dayFirstDetail: ({ dayFirst, dayFirstLine }: DateEvidence, locale: string) => ({
    description: '3/4/1985 is 3 April 1985',
    ...onlyThisWay(dayFirst, dayFirstLine, locale),
  }),
  monthFirst: 'Month First',
  monthFirstDetail: ({ monthFirst, monthFirstLine }: DateEvidence, locale: string) => ({
    description: '3/4/1985 is March 4, 1985',
    ...onlyThisWay(monthFirst, monthFirstLine, locale),
  }),
  leave: 'Leave the Dates as They Are',
  years: 'Some years in the column “birthdate” have only two digits. Which years are they?',
  pastYears: { label: 'No Year Is in the Future', description: '85 is 1985, 05 is 2005' },
  years19: { label: 'All Years Are 19xx', description: '85 is 1985, 05 is 1905' },
  years20: { label: 'All Years Are 20xx', description: '85 is 2085, 05 is 2005' },
};

function onlyThisWay(dates: number, firstLine: number, locale: string): { readonly detail?: string } {
  if (dates === 0) return {};
  const number = count(dates, 'date exists', 'dates exist', locale);
  return { detail: `${number} only in this order, the first on line ${firstLine.toLocaleString(locale)}` };
}
