// Computes the changes that fixing makes to a document's lines, as few edits as possible.
import { setImmediate } from 'node:timers/promises';

/** Lines from `first` up to but not including `end` (0 is the first of the document) become `lines`. */
export interface Hunk {
  readonly first: number;
  readonly end: number;
  readonly lines: readonly string[];
}

export interface Lines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** More hunks than this are joined into one, because an editor applies many edits slowly. */
const mostHunks = 1_000;

/** Other work can run each time this many lines are done. */
const sliceLines = 5_000;

/**
 * Passes every line to `fix`, in order; undefined removes the line. The empty text after the last line end is not a line.
 * @throws the signal's reason once it is aborted.
 */
export async function changeLines(
  document: Lines,
  fix: (text: string, line: number) => string | undefined,
  signal: AbortSignal,
): Promise<readonly Hunk[]> {
  const hunks: { first: number; end: number; lines: string[] }[] = [];
  const hasRest = document.lineAt(document.lineCount - 1).text !== '';
  const lineCount = document.lineCount - (hasRest ? 0 : 1);
  for (let line = 0; line < lineCount; line++) {
    if (line % sliceLines === sliceLines - 1) {
      await setImmediate();
      signal.throwIfAborted();
    }
    const { text } = document.lineAt(line);
    const fixed = fix(text, line);
    if (fixed === text) continue;
    let hunk = hunks.at(-1);
    if (hunk?.end !== line) {
      hunk = { first: line, end: line, lines: [] };
      hunks.push(hunk);
    }
    hunk.end++;
    if (fixed !== undefined) hunk.lines.push(fixed);
  }
  return hunks.length > mostHunks ? [join(document, hunks)] : hunks;
}

function join(document: Lines, hunks: readonly Hunk[]): Hunk {
  const first = hunks[0]?.first ?? 0;
  let at = first;
  const lines = hunks.flatMap((hunk) => {
    const kept = Array.from({ length: hunk.first - at }, (_, index) => document.lineAt(at + index).text);
    at = hunk.end;
    return [...kept, ...hunk.lines];
  });
  return { first, end: at, lines };
}

/** A replacement of text. Positions are [line, column]; a line ends after its last character. */
export interface TextChange {
  readonly start: readonly [line: number, column: number];
  readonly end: readonly [line: number, column: number];
  readonly text: string;
}

/** A hunk as one replacement. A removed line is removed with its line end. */
export function toTextChange({ first, end, lines }: Hunk, document: Lines, lineEnd: string): TextChange {
  const endOf = (line: number): readonly [number, number] => [line, document.lineAt(line).text.length];
  if (lines.length > 0) return { start: [first, 0], end: endOf(end - 1), text: lines.join(lineEnd) };
  if (end < document.lineCount) return { start: [first, 0], end: [end, 0], text: '' };
  return { start: first === 0 ? [0, 0] : endOf(first - 1), end: endOf(end - 1), text: '' };
}
