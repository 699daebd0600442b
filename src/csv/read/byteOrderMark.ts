// Detects a file's encoding from its first bytes.

export type ByteOrderMark = 'utf-8' | 'utf-16';

/** Detected by the byte order mark; UTF-16 without one if the first two characters are ASCII. */
export function readByteOrderMark(bytes: Uint8Array): ByteOrderMark | undefined {
  const [first, second, third, fourth] = bytes;
  if (bytes.length >= 4) {
    const littleEndian = first !== 0 && second === 0 && third !== 0 && fourth === 0;
    const bigEndian = first === 0 && second !== 0 && third === 0 && fourth !== 0;
    if (littleEndian || bigEndian) return 'utf-16';
  }
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) ? 'utf-16' : undefined;
}
