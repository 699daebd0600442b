// Reads each row's outcome from a job's log.
import type { LogOutcome } from '../../domain/results/lineBase.ts';

export interface LogEntry {
  readonly outcome: LogOutcome;
  /** As the log counts. */
  readonly lineNumber: number;
  readonly reason: string;
}

/** Relies on the shape alone: reasons have changed their words before. Numbers far above any file's lines are refused. */
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

/** If reasons ever contain row values, there are as many reasons as rows: reasons beyond this number count as one. */
const mostReasons = 1_000;
const otherReasons = 'Other reasons.';

/** Each row's outcome by the log's own numbers. Entries may come twice and in any order, because the pages of a log do. */
export class LoggedRows {
  readonly #groups: { readonly outcome: LogOutcome; readonly reason: string; count: number }[] = [];
  readonly #groupIds = new Map<string, number>();
  /** By number: 1 more than the group's index; 0 where the log has no such number. */
  #byNumber = new Uint32Array(1024);
  #size = 0;

  /** How many numbers the log has. */
  get size(): number {
    return this.#size;
  }

  add({ outcome, lineNumber, reason }: LogEntry): void {
    const id = this.#groupId(outcome, reason);
    if (lineNumber >= this.#byNumber.length) this.#grow(lineNumber);
    const before = this.#byNumber[lineNumber] ?? 0;
    if (before === id) return;
    const [from, to] = [this.#groups[before - 1], this.#groups[id - 1]];
    if (from === undefined) this.#size++;
    else from.count--;
    if (to !== undefined) to.count++;
    this.#byNumber[lineNumber] = id;
  }

  /** How many rows have that outcome. */
  count(outcome: LogOutcome): number {
    return this.#groups.reduce((sum, group) => sum + (group.outcome === outcome ? group.count : 0), 0);
  }

  /** For each of these groups, its first numbers, at most so many. */
  firstNumbers(groups: readonly ReasonGroup[], most: number): readonly (readonly number[])[] {
    const numbers = groups.map((): number[] => []);
    const byId = new Map(groups.map((group, index) => [this.#groupId(group.outcome, group.reason), index]));
    let wanted = groups.reduce((sum, group) => sum + Math.min(group.count, most), 0);
    for (let number = 0; number < this.#byNumber.length && wanted > 0; number++) {
      const found = numbers[byId.get(this.#byNumber[number] ?? 0) ?? -1];
      if (found === undefined || found.length === most) continue;
      found.push(number);
      wanted--;
    }
    return numbers;
  }

  /** Reasons with row counts, most frequent first. */
  groups(): readonly ReasonGroup[] {
    return this.#groups.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  }

  readonly forEachNumber = (visit: (number: number, outcome: LogOutcome) => void): void => {
    for (let number = 0; number < this.#byNumber.length; number++) {
      const group = this.#groups[(this.#byNumber[number] ?? 0) - 1];
      if (group) visit(number, group.outcome);
    }
  };

  /** Numbers with that outcome, in rising order. */
  *numbers(outcome: LogOutcome): Generator<{ readonly number: number; readonly reason: string }> {
    for (const entry of this.entries())
      if (entry.outcome === outcome) yield { number: entry.lineNumber, reason: entry.reason };
  }

  /** Every row, in the rising order of its number. */
  *entries(): Generator<LogEntry> {
    for (let lineNumber = 0; lineNumber < this.#byNumber.length; lineNumber++) {
      const group = this.#groups[(this.#byNumber[lineNumber] ?? 0) - 1];
      if (group) yield { outcome: group.outcome, lineNumber, reason: group.reason };
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
    const larger = new Uint32Array(Math.max(this.#byNumber.length * 2, lineNumber + 1));
    larger.set(this.#byNumber);
    this.#byNumber = larger;
  }
}
