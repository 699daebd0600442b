// Reads the uploaded file as the importer does: decodes it, checks the header against the pool, then reads row after row.
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
  const text = decode(file);
  if (typeof text !== 'string') return failure(text.rule);
  const lines = new Lines(text);
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

function decode(file: Buffer): string | { readonly rule: RuleId } {
  if (file.length > limits.fileBytes) return { rule: 'file-too-large' };
  if (file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf) return { rule: 'byte-order-mark' };
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    return { rule: 'not-utf8' };
  }
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

/** The columns every user needs: the name, what the pool requires, and some verified contact with its flag. */
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

/** The lines of a text, ended by LF or CRLF. Skips blank ones, because the service's behaviour is not documented. */
class Lines {
  /** For each skipped blank line, the number of rows before it. The header is not a row. */
  readonly blanks: number[] = [];
  readonly #text: string;
  #from = 0;
  #rows = -1;

  constructor(text: string) {
    this.#text = text;
  }

  hasNext(): boolean {
    for (; this.#isAtBlank(); this.#from = this.#end() + 1) this.blanks.push(this.#rows);
    return this.#from < this.#text.length;
  }

  next(): string {
    const line = this.#text.slice(this.#from, this.#end());
    this.#from = this.#end() + 1;
    this.#rows++;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  countLeft(): number {
    const position = this.#from;
    let count = 0;
    for (; this.#from < this.#text.length; this.#from = this.#end() + 1) if (!this.#isAtBlank()) count++;
    this.#from = position;
    return count;
  }

  #end(): number {
    const end = this.#text.indexOf('\n', this.#from);
    return end < 0 ? this.#text.length : end;
  }

  #isAtBlank(): boolean {
    const end = this.#end();
    let at = this.#from;
    while (at < end && this.#text.charCodeAt(at) <= 0x20) at++;
    return at === end && at < this.#text.length;
  }
}
