// Reads the uploaded file as the importer does: decodes it, checks the header against the pool, then reads row after row.
import { isUtf8 } from 'node:buffer';
import { limits, type RuleId } from '../../csv/validate/rules.ts';
import type { Outcome } from './jobResults.ts';
import { cellsOf, importRow, newRowContext, type ImportPool, type RowContext } from './importRow.ts';
import { unreadableFile, unusableFile } from './texts.ts';

/** Rows waiting to become users. */
export interface RowImport {
  /** For each skipped blank line, the number of rows before it. Grows as rows are imported. */
  readonly blanks: readonly number[];
  hasNext(): boolean;
  /** Imports one row into the pool, or returns why not. `at`: milliseconds since the epoch. */
  next(at: number, newSub: () => string): Outcome;
}

/** Reads the file's head. A string is the CompletionMessage of a job that cannot run. */
export function openImport(
  file: Buffer,
  pool: ImportPool,
  algorithm: string | undefined,
): RowImport | string {
  const unreadable = encodingProblem(file);
  if (unreadable !== undefined) return failure(unreadable);
  const lines = new Lines(file);
  const columns = cellsOf(lines.next());
  const broken = brokenHeader(columns, pool, algorithm);
  if (broken !== undefined) return failure(broken);
  if (lines.countLeft() > limits.rows) return failure('too-many-rows');
  const context = newRowContext(pool, columns, algorithm);
  return rowImport(lines, context);
}

function failure(rule: RuleId): string {
  return unusableFile[rule] ?? unreadableFile;
}

function encodingProblem(file: Buffer): RuleId | undefined {
  if (file.length > limits.fileBytes) return 'file-too-large';
  if (file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf) return 'byte-order-mark';
  return isUtf8(file) ? undefined : 'not-utf8';
}

function brokenHeader(
  columns: readonly string[],
  pool: ImportPool,
  algorithm: string | undefined,
): RuleId | undefined {
  if (columns.every((column) => column === '')) return 'no-header';
  if (new Set(columns).size < columns.length) return 'duplicate-column';
  if (columns.some((column) => column === 'sub' || column === 'identities')) return 'not-importable-column';
  if (!columns.every((column) => pool.csvHeader.includes(column))) return 'unknown-column';
  if (!hasEssentials(columns, pool)) return 'missing-required-column';
  if (algorithm !== undefined && !columns.includes('password_hash')) return 'hash-column-missing';
  return undefined;
}

/** The columns every user needs: the username, required attributes, and a contact that can be verified, with its flag. */
function hasEssentials(columns: readonly string[], pool: ImportPool): boolean {
  const needed = pool.schema
    .filter(({ Name, Required }) => Required && Name !== 'sub')
    .map(({ Name }) => Name);
  const verifiable = pool.autoVerifiedAttributes.some(
    (contact) => columns.includes(contact) && columns.includes(`${contact}_verified`),
  );
  return verifiable && ['cognito:username', ...needed].every((name) => columns.includes(name));
}

function rowImport(lines: Lines, context: RowContext): RowImport {
  return {
    blanks: lines.blanks,
    hasNext: () => lines.hasNext(),
    next: (at, newSub) => importRow(context, lines.next(), at, newSub),
  };
}

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines of a file, ended by LF or CRLF, each decoded when it is read: the whole text would take twice the file's memory. Skips
 * blank lines; the service's behaviour is not documented.
 */
class Lines {
  /** For each skipped blank line, the number of rows before it. The header is not a row. */
  readonly blanks: number[] = [];
  readonly #file: Buffer;
  #from = 0;
  #rows = -1;

  constructor(file: Buffer) {
    this.#file = file;
  }

  hasNext(): boolean {
    for (; this.#isAtBlank(); this.#from = this.#end() + 1) this.blanks.push(this.#rows);
    return this.#from < this.#file.length;
  }

  next(): string {
    const end = this.#end();
    const isBefore = end > this.#from && this.#file[end - 1] === carriageReturn;
    const line = this.#file.toString('utf8', this.#from, isBefore ? end - 1 : end);
    this.#from = end + 1;
    this.#rows++;
    return line;
  }

  countLeft(): number {
    const position = this.#from;
    let count = 0;
    for (; this.#from < this.#file.length; this.#from = this.#end() + 1) if (!this.#isAtBlank()) count++;
    this.#from = position;
    return count;
  }

  #end(): number {
    const end = this.#file.indexOf(newline, this.#from);
    return end < 0 ? this.#file.length : end;
  }

  #isAtBlank(): boolean {
    const end = this.#end();
    let at = this.#from;
    while (at < end && (this.#file[at] ?? 0) <= 0x20) at++;
    return at === end && at < this.#file.length;
  }
}
