// How many rows are imported first, as a trial: some numbers to select, and any other that is typed.
import type { Answer, Asker, Choice } from '../../shell/steps.ts';
import { scopeWords as words } from './scopeWords.ts';

const offered = [10, 100];

/** Whether some of so many rows are worth a trial. */
export function mayTry(rows: number): boolean {
  return rows > Math.min(...offered);
}

/** A number of rows that leaves some for after the trial; undefined where the text is none. */
export function trialRows(text: string, rows: number): number | undefined {
  // As a person may write it: 1,000 or 1 000.
  const plainText = text.replace(/(?<=\d)[,.'\s](?=\d{3}\b)/g, '');
  const number = /^\d{1,9}$/.test(plainText) ? Number(plainText) : 0;
  return number >= 1 && number < rows ? number : undefined;
}

/** @param rows of the CSV. */
export function askTrial(rows: number, ask: Asker, locale: string): Promise<Answer<number>> {
  const choice = (first: number): Choice<number> => ({
    label: words.firstRows(first, locale),
    description: words.theRest(rows - first, locale),
    value: first,
  });
  return ask.pick<number>({
    placeholder: words.howMany(rows, locale),
    choices: offered.filter((first) => first < rows).map(choice),
    typed: (text) => {
      const first = trialRows(text, rows);
      return first === undefined ? undefined : choice(first);
    },
  });
}
