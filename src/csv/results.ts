// Reads what a job's log says of each row, and finds the rows again in the CSV.
import { LineScanner, type Line } from './scan.ts';

export type LogOutcome = 'SUCCEEDED' | 'SKIPPED' | 'FAILED';

export interface LogEntry {
  readonly outcome: LogOutcome;
  /** As the log counts. */
  readonly lineNumber: number;
  readonly reason: string;
}

/**
 * The line of the file that the log's line 1 means. Not documented; AWS's own export solution reads log lines as rows of users, the
 * header not counted. Where a job shows otherwise, the header's line is the alternative.
 */
const defaultFirstLine = 2;

/** Only the shape is relied on: reasons have changed their words before. Numbers far beyond any file's are none. */
export function parseLogLine(message: string): LogEntry | undefined {
  const found = /^\[(SUCCEEDED|SKIPPED|FAILED)\] Line Number (\d{1,7}) - (.*)$/.exec(message.trimEnd());
  if (found === null) return undefined;
  const [, outcome, lineNumber, reason] = found;
  return { outcome: outcome as LogOutcome, lineNumber: Number(lineNumber), reason: reason ?? '' };
}

export interface ReasonGroup {
  readonly outcome: LogOutcome;
  readonly reason: string;
  readonly count: number;
}

/** Should reasons ever name what is in a row, there are as many as rows: those beyond this many count as one. */
const mostReasons = 1_000;
const otherReasons = 'Other reasons.';

/** Everything the log has said, by line. Entries may come twice or in any order, as pages of a log do. */
export class ImportResults {
  readonly #firstLine: number;
  readonly #groups: { readonly outcome: LogOutcome; readonly reason: string; count: number }[] = [];
  readonly #groupIds = new Map<string, number>();
  /** By the log's line number: 1 more than the group's index; 0 is a line of which nothing was said. */
  #byLine = new Uint32Array(1024);
  #size = 0;

  constructor(firstLine = defaultFirstLine) {
    this.#firstLine = firstLine;
  }

  /** Of how many lines something has been said. */
  get size(): number {
    return this.#size;
  }

  add({ outcome, lineNumber, reason }: LogEntry): void {
    const id = this.#groupId(outcome, reason);
    if (lineNumber >= this.#byLine.length) this.#grow(lineNumber);
    const before = this.#byLine[lineNumber] ?? 0;
    if (before === id) return;
    const [from, to] = [this.#groups[before - 1], this.#groups[id - 1]];
    if (from === undefined) this.#size++;
    else from.count--;
    if (to !== undefined) to.count++;
    this.#byLine[lineNumber] = id;
  }

  /** How many lines have that outcome. */
  count(outcome: LogOutcome): number {
    return this.#groups.reduce((sum, group) => sum + (group.outcome === outcome ? group.count : 0), 0);
  }

  /** For each of these groups, the first of its lines in the file, at most so many. */
  firstLines(groups: readonly ReasonGroup[], most: number): readonly (readonly number[])[] {
    const lines = groups.map((): number[] => []);
    const byId = new Map(groups.map((group, index) => [this.#groupId(group.outcome, group.reason), index]));
    let wanted = groups.reduce((sum, group) => sum + Math.min(group.count, most), 0);
    for (let number = 0; number < this.#byLine.length && wanted > 0; number++) {
      const found = lines[byId.get(this.#byLine[number] ?? 0) ?? -1];
      if (found === undefined || found.length === most) continue;
      found.push(number + this.#firstLine - 1);
      wanted--;
    }
    return lines;
  }

  /** Reasons with how many rows each befell, most first. */
  groups(): readonly ReasonGroup[] {
    return this.#groups.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  }

  /** What the log says of a line of the file (1 is the header). */
  at(fileLine: number): { readonly outcome: LogOutcome; readonly reason: string } | undefined {
    return this.#groups[(this.#byLine[fileLine - this.#firstLine + 1] ?? 0) - 1];
  }

  /** Lines of the file with that outcome, in order. */
  *lines(outcome: LogOutcome): Generator<{ readonly line: number; readonly reason: string }> {
    for (let number = 0; number < this.#byLine.length; number++) {
      const group = this.#groups[(this.#byLine[number] ?? 0) - 1];
      if (group?.outcome === outcome) yield { line: number + this.#firstLine - 1, reason: group.reason };
    }
  }

  #groupId(outcome: LogOutcome, reason: string): number {
    const key = `${outcome} ${reason}`;
    const known = this.#groupIds.get(key);
    if (known !== undefined) return known;
    if (this.#groups.length >= mostReasons && reason !== otherReasons)
      return this.#groupId(outcome, otherReasons);
    const id = this.#groups.push({ outcome, reason, count: 0 });
    this.#groupIds.set(key, id);
    return id;
  }

  #grow(lineNumber: number): void {
    const larger = new Uint32Array(Math.max(this.#byLine.length * 2, lineNumber + 1));
    larger.set(this.#byLine);
    this.#byLine = larger;
  }
}

/**
 * Copies the header and the wanted rows of a CSV, as they are, from chunks of bytes into lines of a new one. What it leaves out
 * is not looked at, so it takes any size.
 */
export class RowPicker {
  readonly #scanner: LineScanner;
  readonly #lineMap: number[] = [];
  #blankLines = 0;
  #blankLinesBefore = 0;

  /** `write` gets each line without its end. */
  constructor(isWanted: (fileLine: number) => boolean, write: (line: string) => void) {
    this.#scanner = new LineScanner((line: Readonly<Line>) => {
      if (line.number !== 1 && !isWanted(line.number)) {
        if (isBlank(line)) this.#blankLines++;
        return;
      }
      this.#lineMap.push(line.number);
      this.#blankLinesBefore = this.#blankLines;
      write(line.text.slice(line.start, line.end));
    });
  }

  /** Blank lines before the last wanted row. Whether the log counts such lines is not documented: the rows may be others. */
  get blankLines(): number {
    return this.#blankLinesBefore;
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  /** For each line of the new file, the line of the old one that it was: the first is 1, the header's. */
  end(): readonly number[] {
    this.#scanner.end();
    return this.#lineMap;
  }
}

function isBlank({ text, start, end }: Readonly<Line>): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}
