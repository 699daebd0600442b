// The text of an AWS file in any encoding, for names and reasons only: the SDK reads UTF-8 with LF or CRLF.

export interface FileText {
  readonly lines: readonly string[];
  /** Why the SDK reads nothing of the file. */
  readonly problem?: string;
}

export function fileText(bytes: Uint8Array): FileText {
  const utf16 = utf16Of(bytes);
  const text = utf16 ? new TextDecoder(utf16).decode(bytes) : utf8OrLatin1(bytes);
  if (utf16) return { lines: linesOf(text), problem: notUtf8('UTF-16, which PowerShell\'s ">" writes') };
  if (text.includes('\0')) return { lines: linesOf(text.replaceAll('\0', '')), problem: notUtf8('no text') };
  if (/\r(?!\n)/.test(text) && !text.includes('\n')) {
    return {
      lines: linesOf(text),
      problem: 'The lines of the file end in CR alone; AWS reads LF or CRLF. Save it with LF line endings.',
    };
  }
  return { lines: text.split(/\r?\n/) };
}

function notUtf8(what: string): string {
  return `The file is ${what}; AWS reads UTF-8. Save it with encoding UTF-8.`;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

/** By its byte order mark, or by the zero bytes that ASCII has in UTF-16. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 512);
  const zeros = (parity: number): number =>
    start.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  if (zeros(1) > start.length / 4) return 'utf-16le';
  return zeros(0) > start.length / 4 ? 'utf-16be' : undefined;
}

/** Latin-1 shows the names in a file that is not UTF-8; the SDK reads its ASCII characters only. */
function utf8OrLatin1(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
