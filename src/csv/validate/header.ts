// Reads the header: maps each column to a column of the user pool, and finds wrong names.
import { suggestColumn, whyNotImportable } from '../convert/columns.ts';
import { splitRecord, type Cell } from '../read/dialect.ts';
import { findOddity } from '../values/oddities.ts';
import { limits, type RuleId } from './rules.ts';
import type { ImportSchema } from '../schema.ts';

export type ColumnKind =
  | 'username'
  | 'email'
  | 'phone'
  | 'boolean'
  | 'birthdate'
  | 'updatedAt'
  | 'number'
  | 'hash'
  | 'text'
  | 'unknown';

export interface Column {
  /** The pool's name for the column, even if the header has another name that certainly means it. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly required: boolean;
  readonly minLength: number;
  readonly maxLength: number;
  readonly minValue: number;
  readonly maxValue: number;
}

/** Reports a broken rule at UTF-16 columns of the current line. The default message is the rule's title. */
export type Report = (rule: RuleId, start: number, end: number, message?: string) => void;

export interface Header {
  readonly columns: readonly Column[];
  /** False if the line is not a header, or not one of commas: then no row can be checked. */
  readonly usable: boolean;
  /** Columns without a name at the end, which spreadsheets leave behind: not among `columns`. */
  readonly emptyColumns: number;
  /** Whether a column is missing that every user needs. */
  readonly everyRowFails: boolean;
  /** Columns of the pool that the file does not have. */
  readonly missing: readonly string[];
}

export function readHeader(text: string, schema: ImportSchema, report: Report): Header {
  const all = splitRecord(text);
  const width = all.findLastIndex(({ value }) => !/^[\s"]*$/.test(value)) + 1;
  const cells = all.slice(0, width).map(unquote);
  const known = new Set(schema.csvHeader);
  const unusable = whyUnusable(text, cells, known, schema);
  if (unusable !== undefined) {
    report(unusable, 0, text.length);
    return { columns: [], usable: false, emptyColumns: 0, everyRowFails: false, missing: [] };
  }
  for (const { fault, start, end } of cells) if (fault !== undefined) report(fault, start, end);
  const emptyColumns = all.length - width;
  const last = cells.at(-1);
  if (emptyColumns > 0 && last !== undefined) report('empty-columns', last.end, text.length);
  const names = cells.map((cell) => cell.value);
  const meant = nameColumns(names, schema);
  const columns = cells.map((cell, index) => {
    const name = meant[index];
    if (name === cell.value) return toColumn(name, schema);
    if (known.has(cell.value))
      report('duplicate-column', cell.start, cell.end, `The file has another column “${cell.value}”.`);
    else
      reportUnknown(
        cell,
        name,
        schema.csvHeader.filter((column) => !names.includes(column)),
        report,
      );
    return name === undefined
      ? { ...toColumn('', schema), name: cell.value, kind: 'unknown' as const }
      : toColumn(name, schema);
  });
  const present = new Set(meant);
  const missing = schema.csvHeader.filter((name) => !present.has(name));
  const essential = missingEssentials(present, schema);
  if (essential.length > 0) {
    report('missing-required-column', 0, text.length, `Every user needs ${essential.join(', ')}.`);
  }
  const rest = missing.filter((name) => !essential.includes(name) && name !== 'password_hash');
  if (rest.length > 0)
    report(
      'missing-column',
      0,
      text.length,
      `The file does not have these columns of the user pool: ${rest.join(', ')}.`,
    );
  if (schema.autoVerified.length === 0) report('pool-no-auto-verified', 0, text.length);
  if (schema.hashAlgorithm !== undefined && !present.has('password_hash')) {
    report(
      'hash-column-missing',
      0,
      text.length,
      `A job with ${schema.hashAlgorithm} needs the column password_hash.`,
    );
  }
  return { columns, usable: true, emptyColumns, everyRowFails: essential.length > 0, missing };
}

/** A name without the characters around it, and the rule that they break. */
interface NameCell extends Cell {
  readonly fault?: RuleId;
}

/** Without white space and quotation marks, so that they are not reported as an unknown column too. */
function unquote(cell: Cell): NameCell {
  // As the service trims: a no-break space stays, and makes the name another.
  const value = cell.value.replaceAll(/^[\0- ]+|[\0- ]+$/g, '');
  if (value.length > 1 && value.startsWith('"') && value.endsWith('"'))
    return { ...cell, value: value.slice(1, -1).trim(), fault: 'quoted-header' };
  return value === cell.value ? cell : { ...cell, value, fault: 'white-space' };
}

function whyUnusable(
  text: string,
  cells: readonly Cell[],
  known: ReadonlySet<string>,
  schema: ImportSchema,
): RuleId | undefined {
  if (cells.some((cell) => known.has(cell.value))) return undefined;
  const other = text.split(/[;\t|]/).map((name) => name.trim().replaceAll('"', ''));
  if (other.length > 1 && other.some((name) => known.has(name))) return 'wrong-delimiter';
  const meant = cells.some((cell) => suggestColumn(cell.value, schema.csvHeader)?.sure === true);
  return meant ? undefined : 'no-header';
}

/**
 * The pool's column that each name is or surely means, so that the rows of a misnamed column are judged too. No column is meant
 * twice; undefined is a column that the pool does not have.
 */
function nameColumns(names: readonly string[], schema: ImportSchema): readonly (string | undefined)[] {
  const free = new Set(schema.csvHeader);
  const exact = names.map((name) => (free.delete(name) ? name : undefined));
  return names.map((name, index) => {
    const same = exact[index];
    if (same !== undefined || schema.csvHeader.includes(name) || whyNotImportable(name) !== undefined)
      return same;
    const suggestion = suggestColumn(name, [...free]);
    if (suggestion?.sure !== true) return undefined;
    free.delete(suggestion.column);
    return suggestion.column;
  });
}

function reportUnknown(cell: Cell, meant: string | undefined, free: readonly string[], report: Report): void {
  const name = cell.value;
  const why = whyNotImportable(name);
  if (why !== undefined) {
    report('not-importable-column', cell.start, cell.end, why);
    return;
  }
  const suggestion = meant ?? suggestColumn(name, free)?.column;
  const hint = suggestion === undefined ? '' : ` Is it “${suggestion}”?`;
  const what = name === '' ? 'A column has no name.' : `The user pool has no column “${name}”.`;
  const odd = findOddity('unknown', name, 'The name');
  report('unknown-column', cell.start, cell.end, (odd?.message ?? what) + hint);
}

/** Columns without which every row fails: the documentation's list of required attributes. */
function missingEssentials(names: ReadonlySet<string | undefined>, schema: ImportSchema): string[] {
  const required = schema.attributes.filter((attribute) => attribute.required && attribute.name !== 'sub');
  const pairs = schema.autoVerified.map((contact) => [contact, `${contact}_verified`]);
  const missingOf = (pair: readonly string[]) => pair.filter((name) => !names.has(name));
  // Any one pair will do, so the one that lacks least is asked for.
  const verified = pairs.map(missingOf).sort((a, b) => a.length - b.length)[0] ?? [];
  const others = ['cognito:username', ...required.map(({ name }) => name)].filter((name) => !names.has(name));
  return [...new Set([...others, ...verified])];
}

/** The column of that name, with its bounds. */
export function toColumn(name: string, schema: ImportSchema): Column {
  const attribute = schema.attributes.find((candidate) => candidate.name === name);
  const kind = kindOf(name, attribute?.type);
  const most = kind === 'username' ? limits.usernameCharacters : limits.valueCharacters;
  return {
    name,
    kind,
    required: attribute?.required ?? false,
    minLength: attribute?.minLength ?? 0,
    maxLength: Math.min(attribute?.maxLength ?? most, most),
    minValue: attribute?.minValue ?? Number.NEGATIVE_INFINITY,
    maxValue: attribute?.maxValue ?? Number.POSITIVE_INFINITY,
  };
}

function kindOf(name: string, type: string | undefined): ColumnKind {
  switch (name) {
    case 'cognito:username':
      return 'username';
    case 'email':
      return 'email';
    case 'phone_number':
      return 'phone';
    case 'email_verified':
    case 'phone_number_verified':
    case 'cognito:mfa_enabled':
      return 'boolean';
    case 'birthdate':
      return 'birthdate';
    case 'updated_at':
      return 'updatedAt';
    case 'password_hash':
      return 'hash';
    default:
      return type === 'Boolean' ? 'boolean' : type === 'Number' ? 'number' : 'text';
  }
}
