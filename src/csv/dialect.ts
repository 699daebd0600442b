// The dialect of Cognito's import CSV: one record a line, values never quoted, a comma inside a value written `\,`.

/** One value of a record. `start` and `end` are UTF-16 columns of the raw text in the line; `value` is un-escaped, not trimmed. */
export interface Cell {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Where the cells of one line lie, to be used again for the next line so that reading makes no garbage. */
export interface Spans {
  count: number;
  /** Cell `i` is `text.slice(bounds[2 * i], bounds[2 * i + 1])`. */
  bounds: Int32Array;
  /** Whether any cell has a backslash; only then can a raw value differ from the value meant. */
  hasBackslash: boolean;
}

const comma = 0x2c;
const backslash = 0x5c;

export function newSpans(): Spans {
  return { count: 0, bounds: new Int32Array(64), hasBackslash: false };
}

/** Finds the cells of the line `text.slice(start, end)`, which has no line end in it. */
export function readSpans(text: string, start: number, end: number, into: Spans): void {
  let count = 0;
  let from = start;
  let hasBackslash = false;
  let bounds = into.bounds;
  for (let at = start; at <= end; at++) {
    const code = at === end ? comma : text.charCodeAt(at);
    if (code === backslash) {
      hasBackslash = true;
    } else if (code === comma) {
      if (at !== end && at > from && text.charCodeAt(at - 1) === backslash) continue;
      if (2 * count + 2 > bounds.length) {
        const grown = new Int32Array(bounds.length * 2);
        grown.set(bounds);
        bounds = grown;
      }
      bounds[2 * count] = from;
      bounds[2 * count + 1] = at;
      count++;
      from = at + 1;
    }
  }
  into.bounds = bounds;
  into.count = count;
  into.hasBackslash = hasBackslash;
}

/**
 * What a raw cell means. Documented is only that `\,` stands for a comma. Decision for what is not: a backslash before anything
 * else, another backslash too, is itself, so `\\,` is a backslash and a comma inside a value.
 */
export function unescapeValue(raw: string): string {
  return raw.includes('\\') ? raw.replaceAll('\\,', ',') : raw;
}

/** How a value is written when it stands before a separator or at a line's end. */
export function escapeValue(value: string): string {
  return value.includes(',') ? value.replaceAll(',', '\\,') : value;
}

/** The cells of one line (without its line end). An empty line is one empty cell. */
export function splitRecord(line: string): Cell[] {
  const spans = newSpans();
  readSpans(line, 0, line.length, spans);
  return Array.from({ length: spans.count }, (_, index) => {
    const start = spans.bounds[2 * index] ?? 0;
    const end = spans.bounds[2 * index + 1] ?? 0;
    return { value: unescapeValue(line.slice(start, end)), start, end };
  });
}

/**
 * One line, without a line end. A value that ends in a backslash would escape the separator behind it: a space goes between, which
 * the service trims ("leading and trailing white space is trimmed").
 * @throws RangeError when a value has a line break, which the dialect cannot say.
 */
export function writeRecord(values: readonly string[]): string {
  return values
    .map((value, index) => {
      if (/[\r\n]/.test(value)) throw new RangeError('A value of an import CSV cannot have a line break.');
      const escaped = escapeValue(value);
      return escaped.endsWith('\\') && index < values.length - 1 ? `${escaped} ` : escaped;
    })
    .join(',');
}
