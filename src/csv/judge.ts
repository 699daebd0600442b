// Judges a block of whole lines apart from the rest of the file, so that a second thread can do it: see CsvValidator.takeJudged.
import { mergeDates, newDateEvidence, type DateEvidence } from './dates.ts';
import { hashKey } from './duplicates.ts';
import { isEmptyRow } from './dialect.ts';
import { readHeader } from './header.ts';
import { RowChecker } from './row.ts';
import { rules, type RuleId } from './rules.ts';
import { LineScanner, type Line } from './scan.ts';
import type { Contact, ImportSchema } from './schema.ts';

/** A block in which every line is a row that is ready. Lines are counted from 0, its first one. */
export interface JudgedBlock {
  readonly rows: number;
  /** Two 32-bit hashes for each row; 0 and 0 for none. */
  readonly usernames: Uint32Array;
  readonly contacts: Readonly<Record<Contact, Uint32Array>>;
  /** Line, place in `ruleIds`, start and end of each finding; all have the rule's own message. */
  readonly findings: ArrayLike<number>;
  readonly evidence: DateEvidence;
  readonly hasHashes: boolean;
}

/** All rules, so that a number can stand for one. */
export const ruleIds = Object.keys(rules) as readonly RuleId[];

const ruleNumbers: ReadonlyMap<RuleId, number> = new Map(ruleIds.map((rule, index) => [rule, index]));

/** More rows than a block of usual rows has; a block with more is not judged. */
export const mostJudgedRows = 4_096;

export class BlockJudge {
  readonly #schema: ImportSchema;
  readonly #headerLine: string;
  readonly #usernames = new BlockKeys();
  readonly #contacts = { email: new BlockKeys(), phone_number: new BlockKeys() };

  constructor(schema: ImportSchema, headerLine: string) {
    this.#schema = schema;
    this.#headerLine = headerLine;
  }

  /** Undefined if any line needs a closer look. The arrays are used again for the next block. */
  judge(bytes: Uint8Array): JudgedBlock | undefined {
    const header = readHeader(this.#headerLine, this.#schema, () => undefined);
    let isPlain = header.usable && bytes[0] !== 0xef && !bytes.includes(0);
    let row = 0;
    const findings: number[] = [];
    const checker = new RowChecker(header, this.#schema, (rule, start, end, message) => {
      if (message === undefined) findings.push(row, ruleNumbers.get(rule) ?? -1, start, end);
      else isPlain = false;
    });
    const { email, phone_number } = this.#contacts;
    for (const keys of [this.#usernames, email, phone_number]) keys.clear();
    const scanner = new LineScanner((line) => {
      if (!isPlain) return;
      if (row >= mostJudgedRows || !isRow(line)) {
        isPlain = false;
        return;
      }
      // Relative to the block's first line, which is 1 here: 0 stands for none in the evidence.
      const outcome = checker.check(line.text, line.start, line.end, row + 1);
      if (outcome !== 'ready' || !this.#keepKeys(checker, row)) isPlain = false;
      row++;
    });
    scanner.push(bytes);
    const { lines } = scanner.end();
    if (!isPlain || scanner.endsInReturns || lines !== row) return undefined;
    return {
      rows: row,
      usernames: this.#usernames.keys,
      contacts: { email: email.keys, phone_number: phone_number.keys },
      findings,
      evidence: { ...checker.dates },
      hasHashes: checker.hashAlgorithm !== undefined,
    };
  }

  /** False if a username or contact is in the block twice. */
  #keepKeys(checker: RowChecker, row: number): boolean {
    const { caseSensitive, aliasAttributes, usernameAttributes } = this.#schema;
    const aliases = [...aliasAttributes, ...usernameAttributes];
    const alias = (contact: Contact): string => (aliases.includes(contact) ? checker.verified(contact) : '');
    const { email, phone_number } = this.#contacts;
    return (
      this.#usernames.add(row, checker.username, caseSensitive) &&
      email.add(row, alias('email'), caseSensitive) &&
      phone_number.add(row, alias('phone_number'), caseSensitive)
    );
  }
}

/** The hashes of one value for each row of a block. */
class BlockKeys {
  readonly keys = new Uint32Array(2 * mostJudgedRows);
  /** The row of a key, plus the number of the block times `mostJudgedRows`: what is of an older block is free. */
  readonly #slots = new Float64Array(4 * mostJudgedRows).fill(-1);
  #first = 0;

  clear(): void {
    this.#first += mostJudgedRows;
  }

  /** False for a value that is there already. */
  add(row: number, value: string, caseSensitive: boolean): boolean {
    const [low, high] = value === '' ? [0, 0] : hashKey(value, caseSensitive);
    this.keys[2 * row] = low;
    this.keys[2 * row + 1] = high;
    if (value === '') return true;
    const mask = this.#slots.length - 1;
    let at = low & mask;
    for (let other = this.#slots[at] ?? -1; other >= this.#first; other = this.#slots[at] ?? -1) {
      const otherRow = other - this.#first;
      if (this.keys[2 * otherRow] === low && this.keys[2 * otherRow + 1] === high) return false;
      at = (at + 1) & mask;
    }
    this.#slots[at] = this.#first + row;
    return true;
  }
}

function isRow({ text, start, end, bareReturn, validUtf8 }: Readonly<Line>): boolean {
  return validUtf8 && bareReturn === -1 && start < end && !isEmptyRow(text, start, end);
}

/** Adds evidence whose lines count from 1 for the block's first line. */
export function addBlockDates(
  all: DateEvidence | undefined,
  block: DateEvidence,
  lines: number,
): DateEvidence {
  const move = (line: number): number => (line === 0 ? 0 : line + lines);
  return mergeDates(all ?? newDateEvidence(), {
    ...block,
    monthFirstLine: move(block.monthFirstLine),
    dayFirstLine: move(block.dayFirstLine),
  });
}
