// Checks UTF-8 without decoding it: which characters are usual in a row, and whether a value is certainly valid.
import { isNothingWord, mayStartNothing, mostNothingCharacters } from '../values/nothingWords.ts';

const slash = 0x2f;
const at = 0x40;

/** For each byte 1 if it is a character of a cell that needs no look: ASCII but for comma, backslash, quotation mark and control characters. */
export const isUsual = new Uint8Array(256);
isUsual.fill(1, 0x20, 0x7f);
for (const character of ',\\"') isUsual[character.charCodeAt(0)] = 0;

/**
 * How many bytes an escaped comma, or a character that is not ASCII, has; 0 where it needs a closer look: a quotation mark, a control
 * or invisible character, what may be UTF-8 read as Windows-1252 (see oddities.ts), and what is no UTF-8.
 */
export function lengthAt(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  const second = bytes[index + 1] ?? 0;
  if (first < 0x80) return first === 0x5c && second === 0x2c ? 2 : 0;
  if (first < 0xc2 || second < 0x80 || second > 0xbf) return 0;
  if (first === 0xc2) return second > 0xa0 && second !== 0xad ? 2 : 0;
  const third = bytes[index + 2] ?? 0;
  // À to ÿ: those that Windows-1252 makes of the first byte of a character are fine before ASCII.
  if (first === 0xc3) return third >= 0x80 && mayBeMisread(second) ? 0 : 2;
  if (first < 0xe0) return 2;
  if (third < 0x80 || third > 0xbf || first > 0xee) return 0;
  if (first === 0xe0) return second >= 0xa0 ? 3 : 0;
  if (first === 0xed) return second <= 0x9f ? 3 : 0;
  if (first !== 0xe2 || second > 0x81) return 3;
  // Hyphens, dashes and quotation marks, U+2010 to U+2027, are among spaces and marks that nobody sees.
  return second === 0x80 && third >= 0x90 && third <= 0xa7 ? 3 : 0;
}

/** Â to Å, Î to Ñ, â and ð, by the second byte. */
function mayBeMisread(second: number): boolean {
  return (
    (second >= 0x82 && second <= 0x85) ||
    (second >= 0x8e && second <= 0x91) ||
    second === 0xa2 ||
    second === 0xb0
  );
}

/** Of ASCII without control characters: one at sign, neither first nor last, and no space. */
export function isEmail(bytes: Uint8Array, start: number, end: number): boolean {
  let found = -1;
  for (let index = start; index < end; index++) {
    const byte = bytes[index];
    if (byte === 0x20) return false;
    if (byte !== at) continue;
    if (found !== -1) return false;
    found = index;
  }
  return found > start && found < end - 1;
}

export function hasSpace(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (bytes[index] === 0x20) return true;
  return false;
}

export function isPhone(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  const isLong = length >= 3 && length <= 16 && bytes[start] === 0x2b && bytes[start + 1] !== 0x30;
  return isLong && areDigits(bytes, start + 1, end);
}

export function readBoolean(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const isTrue = end - start === 4;
  if (!isTrue && end - start !== 5) return undefined;
  const word = isTrue ? 'true' : 'false';
  for (let index = 0; index < word.length; index++) {
    // Only letters are in the words, so this bit is their case.
    if (((bytes[start + index] ?? 0) | 0x20) !== word.charCodeAt(index)) return undefined;
  }
  return isTrue;
}

/** Two digits, a slash, two digits, a slash, four digits. */
export function isWrittenDate(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start === 10 &&
    bytes[start + 2] === slash &&
    bytes[start + 5] === slash &&
    areDigits(bytes, start, start + 2) &&
    areDigits(bytes, start + 3, start + 5) &&
    areDigits(bytes, start + 6, end)
  );
}

export function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}

export function readDigits(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index++) number = number * 10 + (bytes[index] ?? 0) - 0x30;
  return number;
}

/** Whether a value is a word for no value. */
export function isNothing(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 2 || length > mostNothingCharacters || mayStartNothing[bytes[start] ?? 0] !== 1) return false;
  let text = '';
  for (let index = start; index < end; index++) text += String.fromCharCode(bytes[index] ?? 0);
  return isNothingWord(text);
}
