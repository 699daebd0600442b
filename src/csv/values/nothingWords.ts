// Words that programs write in place of a missing value.

const words = new Set([
  'null',
  'undefined',
  'nan',
  'none',
  'nil',
  'n/a',
  '#n/a',
  '\\n',
  '(null)',
  '[null]',
  '<null>',
]);
export const mostNothingCharacters = 9;

/** For each byte 1 if a word starts with that ASCII character. */
export const mayStartNothing = new Uint8Array(256);
for (const start of 'nNuU#\\([<') mayStartNothing[start.charCodeAt(0)] = 1;

/** Whether `text.slice(start, end)` can be one; a quick check without creating a string. */
export function mayBeNothing(text: string, start: number, end: number): boolean {
  return (
    end - start <= mostNothingCharacters &&
    end - start >= 2 &&
    mayStartNothing[text.charCodeAt(start) & 0xff] === 1
  );
}

export function isNothingWord(value: string): boolean {
  return words.has(value.toLowerCase());
}

/** Words that are nobody's name; Null and None can be names. */
export function isNothingSurely(value: string): boolean {
  return value === 'null' || (isNothingWord(value) && !/^(?:null|none|nil)$/i.test(value));
}
