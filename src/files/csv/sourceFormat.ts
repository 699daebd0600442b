// Looks at the beginning of a CSV of another system: its encoding, its delimiter and its header.
import {
  findDialect,
  LineDropper,
  peekedCharacters,
  type CsvDialect,
} from '../../sources/read/csvDialect.ts';
import type { Encoding } from '../../sources/read/text.ts';
import { decode, detectEncoding, readChunks, type OnProgress } from './textFile.ts';

/** A file on disk, or the text of a document. */
export type Source = { readonly path: string } | { readonly text: string };

/** A file's encoding and delimiter, its header and its first records. */
export interface SourceFormat extends CsvDialect {
  readonly encoding: Encoding;
}

/**
 * @param headerLine the line of the header, where the user has chosen it.
 * @throws Error of the file system.
 */
export function peek({ headerLine, ...source }: Source & { readonly headerLine?: number }): SourceFormat {
  const encoding = 'path' in source ? detectEncoding(readChunks(source.path)) : 'utf-8';
  let text = '';
  for (const piece of readText(source, encoding)) {
    text += piece;
    if (text.length >= peekedCharacters) break;
  }
  return { encoding, ...findDialect(text, headerLine) };
}

export function readText(source: Source, encoding: Encoding, onProgress?: OnProgress): Iterable<string> {
  return 'path' in source ? decode(readChunks(source.path, onProgress), encoding) : [source.text];
}

/** The text without its first `count` lines. */
export function* dropLines(
  pieces: Iterable<string>,
  count: number,
  endsInReturns: boolean,
): Generator<string, void> {
  const dropper = new LineDropper(count, endsInReturns);
  for (const piece of pieces) yield dropper.rest(piece);
}
