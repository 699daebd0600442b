// Asks what the dates of a CSV do not show themselves: the order of day and month, and the century of two-digit years.
import * as vscode from 'vscode';
import {
  decideDates,
  openDateQuestions,
  type DateChoice,
  type DateEvidence,
  type DateOrigin,
} from '../../csv/values/dates.ts';
import { runSteps, type Answer, type Asker, type Choice } from '../shell/steps.ts';
import { dateWords as words } from './words.ts';

export interface DateQuestion {
  /** Of the quick pick. */
  readonly title: string;
  readonly evidence: DateEvidence;
  /** A few dates of the file. */
  readonly examples: readonly string[];
  readonly origin: DateOrigin;
}

/** Asks nothing if the dates leave no question open. Undefined when the user cancels. */
export function askDates({
  title,
  evidence,
  examples,
  origin,
}: DateQuestion): Promise<DateChoice | undefined> {
  const open = openDateQuestions(decideDates(evidence, {}, origin));
  const order = (choice: DateChoice, ask: Asker): Promise<Answer<DateChoice>> =>
    ask
      .pick({
        placeholder: words.order(examples),
        choices: [
          { label: words.dayFirst, ...words.dayFirstDetail(evidence, vscode.env.language), value: 'dmy' },
          { label: words.monthFirst, ...words.monthFirstDetail(evidence, vscode.env.language), value: 'mdy' },
          { label: words.leave, value: 'leave' },
        ] satisfies Choice<'dmy' | 'mdy' | 'leave'>[],
      })
      .then((answer) =>
        typeof answer !== 'string' ? answer : answer === 'leave' ? choice : { ...choice, order: answer },
      );
  const years = (choice: DateChoice, ask: Asker): Promise<Answer<DateChoice>> =>
    ask.pick<DateChoice>({
      placeholder: words.years,
      choices: [
        { ...words.pastYears, value: { ...choice, latestYear: new Date().getFullYear() } },
        { ...words.years19, value: { ...choice, latestYear: 1999 } },
        { ...words.years20, value: { ...choice, latestYear: 2099 } },
        { label: words.leave, value: choice },
      ],
    });
  return runSteps<DateChoice>(title, {}, [...(open.order ? [order] : []), ...(open.years ? [years] : [])]);
}

/** Whether the dates of an import CSV leave a question open. */
export function hasDateQuestions(evidence: DateEvidence): boolean {
  const { order, years } = openDateQuestions(decideDates(evidence));
  return order || years;
}
