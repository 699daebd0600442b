// The elements of a list inside JSON, one after another, also of many documents in one file.
import type { Json } from '../formats/format.ts';
import { ExactJsonParser } from './exactJson.ts';
import { readText, UnreadableSource, type Chunks, type Encoding } from './text.ts';

/**
 * The elements that each chunk completes.
 * @param at where they lie, from each document's root: `*` for a list's elements and otherwise a key. Empty: the documents themselves.
 * @throws UnreadableSource if the text is not JSON or ends early.
 */
export async function* readElements(
  chunks: Chunks,
  encoding: Encoding,
  at: readonly string[],
): AsyncGenerator<readonly Json[], void> {
  const parser = new ExactJsonParser({
    paths: [['$', ...at].join('.')],
    keepStack: false,
    separator: '',
  });
  let batch: Json[] = [];
  let elements = 0;
  let isOpen = false;
  parser.onValue = ({ value }) => batch.push(value as Json);
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch {
      // The parser's own message quotes the text, which may be somebody's.
      const read = elements + batch.length;
      throw new UnreadableSource(
        `its JSON breaks off or is broken ${read === 0 ? 'before the first user' : `after user ${read}`}.`,
      );
    }
  };
  for await (const text of readText(chunks, encoding)) {
    if (text === '') continue;
    isOpen ||= text.trim() !== '';
    guarded(() => parser.write(text));
    if (batch.length > 0) yield batch;
    elements += batch.length;
    batch = [];
  }
  if (!isOpen) return;
  guarded(() => {
    if (!parser.isEnded) parser.end();
  });
  if (batch.length > 0) yield batch;
}
