// Finds and removes invisible characters, and repairs text that was decoded wrongly.
import type { ColumnKind } from '../validate/header.ts';

/** Control characters, but for the tab, which is white space. */
// eslint-disable-next-line no-control-regex -- this code searches for them
const controls = /[\0-\x08\x0a-\x1f\x7f-\x9f]/;
/** Zero-width joiners are left alone: Persian, Indic scripts and emoji need them. */
const zeroWidth = '\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff';
/** Spaces that no trimming takes away, and line separators. The ideographic space is left alone: Japanese names have it. */
const otherSpaces = '\u00a0\u2007\u2028\u2029\u202f';
const invisible = new RegExp(`[${zeroWidth}${otherSpaces}]`, 'u');

/** Windows-1252 has these at 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252); the rest of a byte is the same number. */
const upperCodes = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A lead byte of UTF-8 for European scripts and punctuation, and a byte that continues it, both read as Windows-1252. */
const misread = `[\u00c2-\u00c5\u00ce-\u00d1\u00e2\u00f0][\u00a0-\u00bf${upperCodes}]`;

const odd = new RegExp(`${controls.source}|${invisible.source}|${misread}`, 'g');
const mayBeMisread = new RegExp(misread);

/** Finds odd characters in a text that is read line by line; examines no part twice. */
export class OddFinder {
  #text = '';
  #from = 0;
  #at = 0;

  /** Whether `text.slice(start, end)` may have odd characters. Fast if `start` only grows. */
  isIn(text: string, start: number, end: number): boolean {
    if (start < this.#from || start > this.#at || text !== this.#text) {
      odd.lastIndex = start;
      this.#at = odd.exec(text)?.index ?? text.length;
      // A line's own end is none.
      while (text[this.#at] === '\n' || text[this.#at] === '\r') {
        odd.lastIndex = this.#at + 1;
        this.#at = odd.exec(text)?.index ?? text.length;
      }
      this.#text = text;
    }
    this.#from = start;
    return this.#at < end;
  }
}

type OddRule = 'control-character' | 'invisible-character' | 'invisible-in-text' | 'mojibake';

/** The oddities of an untrimmed value or name, worst first. */
export function findOddity(
  kind: ColumnKind,
  raw: string,
  subject = 'The value',
): { readonly rule: OddRule; readonly message: string } | undefined {
  if (readMisread(raw) !== undefined) {
    return {
      rule: 'mojibake',
      message: 'This text is UTF-8 that was read as Windows-1252, such as “Ã¼” for “ü”.',
    };
  }
  const control = controls.exec(raw)?.[0];
  if (control !== undefined)
    return { rule: 'control-character', message: `${subject} contains ${nameOf(control)}.` };
  const unseen = invisible.exec(raw)?.[0];
  if (unseen === undefined) return undefined;
  const rule = kind === 'text' ? 'invisible-in-text' : 'invisible-character';
  return { rule, message: `${subject} contains ${nameOf(unseen)}, which is invisible.` };
}

const names: Readonly<Record<string, string>> = {
  '\0': 'a NUL character',
  '\u00a0': 'a no-break space',
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200e': 'a left-to-right mark',
  '\u200f': 'a right-to-left mark',
  '\u2028': 'a line separator',
  '\u202f': 'a narrow no-break space',
  '\u2060': 'a word joiner',
  '\ufeff': 'a byte order mark',
};

function nameOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const kind = controls.test(character) ? 'a control character' : 'an invisible character';
  return `${names[character] ?? kind} (U+${code})`;
}

/** The value without its oddities, and whether the correction is certain. */
export function cleanValue(
  rule: OddRule,
  kind: ColumnKind,
  raw: string,
): { readonly value: string; readonly safe: boolean } {
  if (rule === 'mojibake') return { value: readMisread(raw) ?? raw, safe: true };
  if (rule === 'control-character')
    return { value: raw.replaceAll(new RegExp(controls, 'g'), ''), safe: true };
  const trimmed = raw
    .replaceAll(new RegExp(`[${zeroWidth}]`, 'gu'), '')
    .replaceAll(new RegExp(`^[\\s${otherSpaces}]+|[\\s${otherSpaces}]+$`, 'gu'), '');
  const spaces = new RegExp(`[${otherSpaces}]`, 'gu');
  if (!spaces.test(trimmed)) return { value: trimmed, safe: true };
  if (kind === 'text') return { value: trimmed.replaceAll(spaces, ' '), safe: true };
  // Inside a username or an email address there may have been a space, or another character.
  return { value: trimmed.replaceAll(spaces, ''), safe: kind !== 'username' && kind !== 'email' };
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Recovers UTF-8 text that was decoded as Windows-1252; undefined if it was not. */
function readMisread(text: string): string | undefined {
  if (!mayBeMisread.test(text)) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const upper = upperCodes.indexOf(text[index] ?? '');
    if (code > 0xff && upper === -1) return undefined;
    bytes[index] = upper === -1 ? code : 0x80 + upper;
  }
  try {
    return strict.decode(bytes);
  } catch {
    // Some of the text was not encoded that way, so it is left unchanged.
    return undefined;
  }
}
