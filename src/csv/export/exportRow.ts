// Creates the import row of a pool's user, valid for the same pool, or says why that is impossible.
import type { PoolUser } from '../../domain/gateway/userGateway.ts';
import { checkValue } from '../read/cell.ts';
import { writeRecord } from '../read/dialect.ts';
import { fixValue } from '../fix/fixValue.ts';
import type { ImportSchema } from '../schema.ts';
import { readHeader, type Column } from '../validate/header.ts';
import { Identities } from '../validate/identities.ts';
import { RowChecker } from '../validate/row.ts';
import { rules, type RuleId } from '../validate/rules.ts';
import { decideDates, newDateEvidence, rewriteDate } from '../values/dates.ts';
import { cleanValue, findOddity } from '../values/oddities.ts';

/** Why a user is not in the CSV. `external`: signs in through an identity provider, whose link no import can make. */
export type LeftOut = RuleId | 'external';

export interface ExportedRow {
  /** As the CSV names the user. */
  readonly username: string;
  /** Of the import CSV, without its end. */
  readonly line: string;
  /** Attributes that the row does not have as the pool does: no column, or a value that the import would refuse. */
  readonly rest: ReadonlyMap<string, string>;
}

/** Cognito's own dates have the month first, unless they are in OpenID Connect's form. */
const dates = { ...decideDates(newDateEvidence(), {}), apply: 'mdy' } as const;

export class RowExporter {
  /** Rules that make any job on this pool fail: its own, not the users'. */
  readonly jobFails: readonly RuleId[];
  readonly #schema: ImportSchema;
  readonly #columns: readonly Column[];
  readonly #checker: RowChecker;
  readonly #identities: Identities;
  #broken: RuleId | undefined;
  #lines = 1;

  constructor(schema: ImportSchema) {
    const broken: RuleId[] = [];
    const header = readHeader(schema.csvHeader.join(','), schema, (rule) => void broken.push(rule));
    const tell = (rule: RuleId): void => {
      if (rules[rule].severity === 'error') this.#broken ??= rule;
    };
    this.jobFails = broken.filter((rule) => rules[rule].severity === 'error');
    this.#schema = schema;
    this.#columns = header.columns;
    this.#checker = new RowChecker(header, schema, tell);
    this.#identities = new Identities(schema, tell);
  }

  take(user: PoolUser): ExportedRow | LeftOut {
    if (user.status === 'EXTERNAL_PROVIDER') return 'external';
    const rest = new Map(restOf(user, this.#columns));
    const row = this.#columns.map((column) => this.#valueOf(user, column, rest));
    this.#settleFlags(row);
    let broken = this.#judge(row);
    if (broken !== undefined && this.#dropQuoted(row, rest)) broken = this.#judge(row);
    broken ??= this.#judgeAmongOthers();
    if (broken !== undefined) return broken;
    const at = this.#columns.findIndex(({ kind }) => kind === 'username');
    return { username: row[at] ?? '', line: writeRecord(row), rest };
  }

  #valueOf(user: PoolUser, column: Column, rest: Map<string, string>): string {
    const given = givenFor(user, column, this.#schema);
    if (given === '') return '';
    const value = converted(column, given);
    const refused = value !== '' && checkValue(column, value, this.#schema);
    const isKept = !refused || rules[refused.rule].severity !== 'error' || !canLack(column);
    if (!isKept || (value !== given && value.toLowerCase() !== given.toLowerCase()))
      rest.set(column.name, given);
    return isKept ? value : '';
  }

  /** A flag without its value would refuse the row. */
  #settleFlags(row: string[]): void {
    for (const contact of ['email', 'phone_number']) {
      const [value, flag] = [contact, `${contact}_verified`].map((name) =>
        this.#columns.findIndex((column) => column.name === name),
      );
      if (value === undefined || flag === undefined || flag === -1) continue;
      if ((row[value] ?? '') === '') row[flag] = '';
    }
  }

  /** The dialect has no quotation marks: a value that is between two cannot be said. @returns whether there was one. */
  #dropQuoted(row: string[], rest: Map<string, string>): boolean {
    let isDropped = false;
    for (const [index, column] of this.#columns.entries()) {
      const value = row[index] ?? '';
      if (column.kind !== 'text' || !canLack(column) || !value.includes('"')) continue;
      rest.set(column.name, value);
      row[index] = '';
      isDropped = true;
    }
    return isDropped;
  }

  /** The first error of the row, checked without other rows. */
  #judge(row: readonly string[]): RuleId | undefined {
    this.#broken = undefined;
    const line = writeRecord(row);
    this.#checker.check(line, 0, line.length, this.#lines + 1);
    return this.#broken;
  }

  /** Of the row that was judged last: its error beside the rows before it. */
  #judgeAmongOthers(): RuleId | undefined {
    this.#identities.check(this.#checker, this.#lines + 1, 'ready');
    if (this.#broken === undefined) this.#lines++;
    return this.#broken;
  }
}

function canLack({ kind, required }: Column): boolean {
  return kind !== 'username' && !required;
}

/** The user's value for the column. */
function givenFor({ username, attributes }: PoolUser, { name }: Column, schema: ImportSchema): string {
  switch (name) {
    case 'cognito:username': {
      const contacts = schema.usernameAttributes;
      return contacts.length === 0
        ? username
        : (contacts.map((each) => attributes[each]).find(Boolean) ?? '');
    }
    case 'cognito:mfa_enabled':
      // A second factor cannot be imported; the import accepts this value.
      return schema.mfa === 'ON' ? 'TRUE' : 'FALSE';
    case 'password_hash':
      return '';
    default:
      return attributes[name]?.trim() ?? '';
  }
}

/** Attributes of the pool without a column in its CSV, except for the sub, which is kept separately. */
function* restOf({ attributes }: PoolUser, columns: readonly Column[]): Generator<[string, string]> {
  const names = new Set(columns.map(({ name }) => name));
  for (const [name, value = ''] of Object.entries(attributes))
    if (name !== 'sub' && value !== '' && !names.has(name)) yield [name, value];
}

/** The value in the form that the import accepts, if the conversion is unambiguous. */
function converted({ kind }: Column, given: string): string {
  const value = oneLine(kind, given);
  switch (kind) {
    case 'birthdate':
      return rewriteDate(value, dates) ?? value;
    case 'updatedAt':
      return (
        safely('updated-at-milliseconds', value, /^\d{12,14}$/) ?? safely('updated-at-format', value) ?? value
      );
    case 'phone':
      return safely('phone-format', value) ?? value;
    default:
      return value;
  }
}

function safely(rule: RuleId, value: string, shape?: RegExp): string | undefined {
  if (shape && !shape.test(value)) return undefined;
  const fix = fixValue(rule, value);
  return fix?.safe === true ? fix.value : undefined;
}

/** Replaces what the dialect cannot express: line breaks become spaces, other control characters are removed. */
function oneLine(kind: Column['kind'], given: string): string {
  const line = given.replaceAll(/[ \t]*[\r\n]+[ \t]*/g, ' ');
  const odd = findOddity(kind, line);
  // Text that only looks as if it had been decoded wrongly is the user's own.
  const rule = odd?.rule === 'mojibake' ? 'control-character' : odd?.rule;
  return rule === 'control-character' ? cleanValue(rule, kind, line).value.trim() : line;
}
