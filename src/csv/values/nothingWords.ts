// Words that programs write where there is no value.

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

/** Whether `text.slice(start, end)` can be one: a quick look, without making a string. */
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

/** Nobody is called that, as somebody may be called Null or None. */
export function isNothingSurely(value: string): boolean {
  return value === 'null' || (isNothingWord(value) && !/^(?:null|none|nil)$/i.test(value));
}
