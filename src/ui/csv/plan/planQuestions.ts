// The open questions of a conversion: the country of phone numbers, the order of dates, and columns that nothing fills. Pure.
import { decideDates, openDateQuestions } from '../../../csv/values/dates.ts';
import type { PlanChoice, PlanGap, PlanQuestion } from '../../../protocol/plan.ts';
import { isSecretName, lackingColumns, meaningOf } from '../../../sources/plan/decisions.ts';
import { currentColumns, fillingValue, type PlanState } from './planState.ts';
import { planWords as words } from './planWords.ts';

/** The questions that only the user can answer. */
export function questions({ planned, decisions }: PlanState, locale: string): PlanQuestion[] {
  if (!planned || !decisions) return [];
  const { plan, countries } = planned;
  const asked: PlanQuestion[] = [];
  const { phonesWithoutCountry: phones, dates } = plan;
  if (phones > 0 || decisions.country !== undefined)
    asked.push({
      id: 'country',
      label: words.country,
      ...(phones > 0 ? { why: words.countryWhy(phones, locale) } : {}),
      value: decisions.country ?? '',
      choices: [{ value: '', label: words.noCountry }, ...countryChoices(countries, locale)],
    });
  if (!dates) return asked;
  const open = openDateQuestions(decideDates(dates, {}, 'otherSystem'));
  if (open.order)
    asked.push({
      id: 'dateOrder',
      label: words.dates,
      ...(decisions.dates.order === undefined ? { why: words.datesWhy(dates, locale) } : {}),
      value: decisions.dates.order ?? '',
      choices: [
        { value: '', label: words.dateOrders.none },
        { value: 'dmy', label: words.dateOrders.dmy },
        { value: 'mdy', label: words.dateOrders.mdy },
      ],
    });
  if (open.years)
    asked.push({
      id: 'years',
      label: words.years,
      ...(decisions.dates.latestYear === undefined ? { why: words.yearsWhy(dates.shortYears, locale) } : {}),
      value: yearsValue(decisions.dates.latestYear),
      choices: [
        { value: '', label: words.yearChoices.none },
        { value: 'past', label: words.yearChoices.past },
        { value: '19', label: words.yearChoices['19'] },
        { value: '20', label: words.yearChoices['20'] },
      ],
    });
  return asked;
}

/** Why each unanswered question about birthdates is asked. */
export function openDateReasons(state: PlanState, locale: string): readonly string[] {
  return questions(state, locale).flatMap(({ id, value, why }) =>
    id === 'country' || value !== '' ? [] : (why ?? []),
  );
}

function yearsValue(latestYear: number | undefined): string {
  if (latestYear === undefined) return '';
  return latestYear === 1999 ? '19' : latestYear === 2099 ? '20' : 'past';
}

function countryChoices(countries: readonly string[], locale: string): PlanChoice[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}

/** Columns without a matching value in the source: required ones that are missing, and those filled from something else. */
export function gaps(state: PlanState): PlanGap[] {
  const { decisions, schema, planned } = state;
  if (!decisions) return [];
  const filled = Object.entries(decisions.fillings)
    .filter(([target, filling]) => filling.kind === 'constant' || filling.key !== meaningOf(target))
    .map(([target]) => target);
  const lacking = lackingColumns(schema, decisions);
  const unverified = planned?.plan.lost.some(({ reason }) => reason === 'no-verified-attribute') ?? false;
  const flags = unverified ? schema.autoVerified.map((contact) => `${contact}_verified`) : [];
  const all = new Set([...filled, ...lacking, ...flags.filter((name) => schema.csvHeader.includes(name))]);
  const whyOf = (target: string): string =>
    lacking.includes(target) ? words.lacking : flags.includes(target) ? words.unverified : words.filled;
  const keys = new Set(
    currentColumns(state).flatMap(({ path, meaning, aside: name, isHash }) =>
      isHash === true || isSecretName(path) ? [] : (meaning ?? name ?? []),
    ),
  );
  return [...all].map((target) => ({
    target,
    why: whyOf(target),
    value: fillingValue(decisions.fillings[target]),
    choices: [
      { value: '', label: words.leaveEmpty },
      ...(target.endsWith('_verified') ? [{ value: 'true', label: words.everyone }] : []),
      ...[...keys].map((key) => ({ value: `from:${key}`, label: words.sameAs(key) })),
    ],
  }));
}
