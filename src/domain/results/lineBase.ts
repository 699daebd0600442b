// Infers which line of the CSV a "Line Number" of a job's log means: AWS does not document it, and a wrong guess would name the wrong person.

/**
 * `fileLines`: the header is line 1 (a real log of two users has the numbers 2 and 3, us-east-1, 2020).
 * `dataRows`: the first user is 1 (the mapping file of AWS's user profiles export solution).
 */
export type LineBase = 'fileLines' | 'dataRows';

/** A row's entry in the log. */
export type LogOutcome = 'SUCCEEDED' | 'SKIPPED' | 'FAILED';

/** The lines of the rows in the imported CSV. Its header is line 1. */
export interface CsvRows {
  readonly rows: number;
  /** Blank lines before the last row, in rising order. Whether a log counts them is not documented. */
  readonly blankLines: ArrayLike<number>;
  /** What the validator expects of the row on a line; undefined where it cannot say. Absent before it has judged the rows. */
  readonly expected?: (line: number) => 'imported' | 'failed' | undefined;
}

export interface LineEvidence {
  /** How many numbers the log has. */
  readonly size: number;
  readonly forEachNumber: (visit: (number: number, outcome: LogOutcome) => void) => void;
  /** Whether the log has a number for every row of the job. */
  readonly isWhole: boolean;
  /** Absent while the CSV is not available. */
  readonly csv?: CsvRows | undefined;
  /** The numbering that the user chose. */
  readonly chosen?: LineBase | undefined;
}

export interface LineNumbering {
  readonly base: LineBase;
  /** False: a row may belong to another person. Nothing may delete or change users on this basis. */
  readonly certain: boolean;
  /** Why this base was chosen, as a sentence. */
  readonly reason: string;
  /** The line of the CSV that a number means; undefined if the CSV has no row there. */
  readonly lineOf: (number: number) => number | undefined;
}

interface Counting {
  readonly base: LineBase;
  readonly countsBlankLines: boolean;
}

/** The first numbering that fits is used. Without blank lines only the first two differ. */
const countings: readonly Counting[] = [
  { base: 'fileLines', countsBlankLines: true },
  { base: 'dataRows', countsBlankLines: false },
  { base: 'fileLines', countsBlankLines: false },
  { base: 'dataRows', countsBlankLines: true },
];

/** The number of rows that must agree with the validator, and disagree under other numberings, to prove a numbering. */
const provingRows = 8;

/** A numbering, and the evidence of the log for and against it. */
class Candidate {
  readonly counting: Counting;
  readonly lineOf: LineNumbering['lineOf'];
  /** Whether every number means a row. */
  fits = true;
  /** The number of failed rows that the validator expects to fail. */
  agreeing = 0;
  /** The number of rows whose outcome contradicts the validator. */
  contradicting = 0;

  constructor(counting: Counting, csv: CsvRows | undefined) {
    this.counting = counting;
    this.lineOf = (number) => lineOf(counting, csv, number);
  }

  take(line: number | undefined, outcome: LogOutcome, csv: CsvRows | undefined): void {
    if (line === undefined) this.fits = false;
    const expected = line === undefined ? undefined : csv?.expected?.(line);
    // A skipped user already exists, which proves nothing about the row.
    if (expected === undefined || outcome === 'SKIPPED') return;
    if ((outcome === 'FAILED') !== (expected === 'failed')) this.contradicting++;
    else if (outcome === 'FAILED') this.agreeing++;
  }
}

/** Chooses file lines unless the log shows otherwise. */
export function inferLineBase(evidence: LineEvidence): LineNumbering {
  const { csv, chosen } = evidence;
  const hasBlankLines = csv !== undefined && csv.blankLines.length > 0;
  const all = countings.slice(0, hasBlankLines ? 4 : 2).map((counting) => new Candidate(counting, csv));
  const { lowest, highest, meanTheSame } = weigh(all, evidence);
  // Every row has a number, so the first row has one too, and it is not 1.
  if (evidence.isWhole && lowest > 1)
    for (const candidate of all) if (candidate.counting.base === 'dataRows') candidate.fits = false;

  const asked = all.filter(({ counting }) => chosen === undefined || counting.base === chosen);
  const [first] = asked;
  const fitting = asked.filter(({ fits }) => fits);
  const distinct = fitting.filter(
    (one, index) => !fitting.slice(0, index).some((other) => meanTheSame(one, other)),
  );
  const [best, ...others] = distinct.toSorted((a, b) => a.contradicting - b.contradicting);

  if (evidence.size === 0 || best === undefined || first === undefined) {
    const fallback = first ?? new Candidate({ base: 'fileLines', countsBlankLines: true }, csv);
    const taken = chosen === undefined && lowest === 1 ? (all[1] ?? fallback) : fallback;
    return numbering(taken, false, evidence.size === 0 ? reasons.noRows : reasons.noFit(chosen));
  }
  if (others.length === 0)
    return numbering(best, true, chosen ? reasons.chosen : whyCertain(best, { lowest, highest }, evidence));
  if (isProven(best, others)) return numbering(best, true, reasons.validator(best.agreeing));
  if (others.every(({ contradicting }) => contradicting > best.contradicting))
    return numbering(best, false, reasons.validatorSuggests);
  const sameBase = distinct.every(({ counting }) => counting.base === best.counting.base);
  return numbering(best, false, sameBase ? reasons.blankLines : reasons.open);
}

function numbering({ counting, lineOf }: Candidate, certain: boolean, reason: string): LineNumbering {
  return { base: counting.base, certain, reason, lineOf };
}

/** Adds all numbers of the log. */
function weigh(candidates: readonly Candidate[], { csv, forEachNumber }: LineEvidence) {
  /** By the indices of two candidates, the smaller one first. */
  const differ = candidates.map((): boolean[] => []);
  let [lowest, highest] = [Infinity, -Infinity];
  forEachNumber((number, outcome) => {
    lowest = Math.min(lowest, number);
    highest = Math.max(highest, number);
    const lines = candidates.map(({ lineOf }) => lineOf(number));
    for (const [b, candidate] of candidates.entries()) {
      candidate.take(lines[b], outcome, csv);
      for (let a = 0; a < b; a++) if (lines[a] !== lines[b]) (differ[a] ?? [])[b] = true;
    }
  });
  const meanTheSame = (one: Candidate, other: Candidate): boolean => {
    const [a, b] = [candidates.indexOf(one), candidates.indexOf(other)];
    return differ[Math.min(a, b)]?.[Math.max(a, b)] !== true;
  };
  return { lowest, highest, meanTheSame };
}

function isProven(best: Candidate, others: readonly Candidate[]): boolean {
  return (
    best.contradicting === 0 &&
    best.agreeing >= provingRows &&
    others.every(({ contradicting }) => contradicting >= provingRows)
  );
}

function whyCertain(
  { counting }: Candidate,
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
  { csv, isWhole }: LineEvidence,
): string {
  if (counting.base === 'dataRows') return lowest === 1 ? reasons.startsAtOne : reasons.rowsOnly;
  if (csv && highest > csv.rows) return reasons.pastTheRows(highest, csv.rows);
  return isWhole ? reasons.startsAtTwo : reasons.rowsOnly;
}

const reasons = {
  noRows: 'The log has no numbers yet.',
  open: 'Cognito has been seen to count this way, but this log fits both ways.',
  startsAtOne: 'The log has a row with the number 1, and line 1 of the file is the header.',
  startsAtTwo: 'The log has a number for every row, and the lowest is 2.',
  pastTheRows: (highest: number, rows: number) =>
    `The highest number in the log is ${highest}, and the CSV has ${rows} ${rows === 1 ? 'row' : 'rows'}.`,
  rowsOnly: 'Counted another way, the log would name lines without a row.',
  validator: (rows: number) =>
    `Counted this way, the log agrees with the validator: it expects ${rows} of the failed rows to fail.`,
  validatorSuggests:
    'Counted this way, the log agrees better with what the validator expects, but not well enough to be sure.',
  blankLines: 'The CSV has blank lines, and this log does not show whether they are counted.',
  chosen: 'You chose it.',
  noFit: (chosen: LineBase | undefined) =>
    chosen === undefined
      ? 'The log names lines that this CSV does not have: it may not be the CSV that was imported.'
      : 'You chose it, but the log does not fit: it names lines without a row.',
} as const;

function lineOf({ base, countsBlankLines }: Counting, csv: CsvRows | undefined, number: number) {
  const line = base === 'fileLines' ? number : number + 1;
  if (line < 2) return undefined;
  if (!csv) return line;
  const { rows, blankLines } = csv;
  if (!countsBlankLines) return line > rows + 1 ? undefined : withBlankLines(blankLines, line);
  const isRow = line <= rows + 1 + blankLines.length && blankLines[indexAfter(blankLines, line) - 1] !== line;
  return isRow ? line : undefined;
}

/** Converts a line number that does not count blank lines to one that does. */
function withBlankLines(blankLines: ArrayLike<number>, line: number): number {
  // Every blank line shifts the lines after it by one: the n-th blank line is before `line` if it is at `line + n` or above.
  return line + partition(blankLines.length, (index) => (blankLines[index] ?? 0) - index <= line);
}

/** How many blank lines are at this line or above it. */
function indexAfter(blankLines: ArrayLike<number>, line: number): number {
  return partition(blankLines.length, (index) => (blankLines[index] ?? 0) <= line);
}

/** The first index for which the condition is false; it is true for all before. */
function partition(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
