// Reads a byte stream line by line, and tells whether the last line is complete.
import { newline } from '../../csv/read/lineEnd.ts';

export interface StreamLine {
  readonly text: string;
  /** Bytes up to the end of the line, including its line ending. */
  readonly end: number;
  /** False for a last line without a line ending. */
  readonly isWhole: boolean;
}

/** Lines end in LF. @throws what the stream throws. */
export async function* readLines(stream: AsyncIterable<unknown>): AsyncGenerator<StreamLine, void> {
  let rest = Buffer.alloc(0);
  let end = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.concat([rest, chunk as Uint8Array]);
    let from = 0;
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
      end += at + 1 - from;
      yield { text: bytes.toString('utf8', from, at), end, isWhole: true };
      from = at + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), end: end + rest.length, isWhole: false };
}
