// JSON with one object a line. Each line goes to the engine's own parser, which is faster than any that reads in pieces.
import type { Json } from '../formats/format.ts';
import { readText, type Chunks, type Encoding } from './text.ts';

/** A value, and the line it is on; undefined if the line is not JSON. */
export interface LineValue {
  readonly line: number;
  readonly text: string;
  readonly value: Json | undefined;
}

/** The lines of each chunk at once, without blank ones. @throws UnreadableSource */
export async function* readNdjson(
  chunks: Chunks,
  encoding: Encoding,
): AsyncGenerator<readonly LineValue[], void> {
  let kept = '';
  let line = 0;
  for await (const text of readText(chunks, encoding)) {
    const whole = kept + text;
    const batch: LineValue[] = [];
    let from = 0;
    for (let at = whole.indexOf('\n'); at !== -1; at = whole.indexOf('\n', from)) {
      take(batch, whole.slice(from, at), ++line);
      from = at + 1;
    }
    kept = whole.slice(from);
    if (batch.length > 0) yield batch;
  }
  const last: LineValue[] = [];
  take(last, kept, line + 1);
  if (last.length > 0) yield last;
}

function take(batch: LineValue[], text: string, line: number): void {
  if (text.trim() !== '') batch.push({ line, text, value: parseLine(text) });
}

function parseLine(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The line is refused, with its number.
    return undefined;
  }
}
