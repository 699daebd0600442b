// Detects the line endings of a file.
import { readByteOrderMark } from './byteOrderMark.ts';

export const newline = 0x0a;
export const carriageReturn = 0x0d;

/** The ending of the first line of a file that begins with these bytes; undefined if they do not contain it yet. */
export function findLineEnd(begin: Uint8Array): 'newline' | 'return' | undefined {
  const atReturn = begin.indexOf(carriageReturn);
  const atNewline = begin.indexOf(newline);
  if (atNewline !== -1 && (atReturn === -1 || atNewline <= atReturn + 1)) return 'newline';
  if (readByteOrderMark(begin) === 'utf-16') return atNewline === -1 ? undefined : 'newline';
  return atReturn === -1 || atReturn === begin.length - 1 ? undefined : 'return';
}
