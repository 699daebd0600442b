// Asks how many rows are imported first, as a trial: offers some numbers, and accepts any other that is typed.
import type { Answer, Asker, Choice } from '../../shell/steps.ts';
import { scopeWords as words } from './scopeWords.ts';

const offered = [10, 100];

/** Whether there are enough rows for a trial. */
export function mayTry(rows: number): boolean {
  return rows > Math.min(...offered);
}

/** Parses a number of rows smaller than `rows`; undefined if the text is not one. */
export function trialRows(text: string, rows: number): number | undefined {
  // People may type thousands separators: 1,000 or 1 000.
  const plainText = text.replace(/(?<=\d)[,.'\s](?=\d{3}\b)/g, '');
  const number = /^\d{1,9}$/.test(plainText) ? Number(plainText) : 0;
  return number >= 1 && number < rows ? number : undefined;
}

/** @param rows the number of rows of the CSV. */
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
