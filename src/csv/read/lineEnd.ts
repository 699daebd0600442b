// What ends the lines of a file.
import { readByteOrderMark } from './byteOrderMark.ts';

export const newline = 0x0a;
export const carriageReturn = 0x0d;

/** What ends the first line of a file that begins with these bytes; undefined where they do not show it yet. */
export function findLineEnd(begin: Uint8Array): 'newline' | 'return' | undefined {
  const atReturn = begin.indexOf(carriageReturn);
  const atNewline = begin.indexOf(newline);
  if (atNewline !== -1 && (atReturn === -1 || atNewline <= atReturn + 1)) return 'newline';
  if (readByteOrderMark(begin) === 'utf-16') return atNewline === -1 ? undefined : 'newline';
  return atReturn === -1 || atReturn === begin.length - 1 ? undefined : 'return';
}
