// Bytes to text, without a byte order mark, and never with characters that are not in the file.

/** The encodings that spreadsheets and databases write: UTF-8, UTF-16 as "Unicode text", or the Western code page of Windows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes as they are read. A chunk may be the same buffer as the one before. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The file does not have the expected format. The message never contains a value. */
export class UnreadableSource extends Error {
  readonly code = 'SOURCE_UNREADABLE';

  constructor(what: string) {
    super(what);
    this.name = 'UnreadableSource';
  }
}

/** @throws UnreadableSource if the bytes are not of that encoding. */
export async function* readText(chunks: Chunks, encoding: Encoding): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new UnreadableSource(`it is not ${encoding.toUpperCase()}, or it ends inside a character.`);
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  const rest = decode();
  if (rest !== '') yield rest;
}
