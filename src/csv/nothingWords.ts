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
const longest = 9;

/** First characters of the words, in both cases. */
const starts = new Set(['n', 'N', 'u', 'U', '#', '\\', '(', '[', '<'].map((start) => start.charCodeAt(0)));

/** Whether `text.slice(start, end)` can be one: a quick look, without making a string. */
export function mayBeNothing(text: string, start: number, end: number): boolean {
  return end - start <= longest && end - start >= 2 && starts.has(text.charCodeAt(start));
}

export function isNothingWord(value: string): boolean {
  return words.has(value.toLowerCase());
}

/** Nobody is called that, as somebody may be called Null or None. */
export function isNothingSurely(value: string): boolean {
  return value === 'null' || (isNothingWord(value) && !/^(?:null|none|nil)$/i.test(value));
}
