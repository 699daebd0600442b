// Makes the values of an import row from a user of a source, each in the form that Cognito takes.
import { checkValue } from '../../csv/read/cell.ts';
import { fixValue } from '../../csv/fix/fixValue.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import { readHeader, type Column } from '../../csv/validate/header.ts';
import type { RuleId } from '../../csv/validate/rules.ts';
import { rewriteDate, type DateDecision } from '../../csv/values/dates.ts';
import { isNothingSurely, mayBeNothing } from '../../csv/values/nothingWords.ts';
import { cleanValue, findOddity } from '../../csv/values/oddities.ts';
import { readBoolean } from '../../csv/values/values.ts';
import type { SourceUser } from '../user.ts';
import { hashColumn, valueOf, type Decisions, type Filling } from './decisions.ts';

/** Brings a phone number to E.164; undefined if it is none, or only a country would complete it. */
export type ReadPhone = (text: string, country: string | undefined) => string | undefined;

/** A value that its column does not take. */
export interface BadValue {
  readonly index: number;
  readonly value: string;
  readonly rule: RuleId;
}

/** A column that something fills. */
interface Cell {
  readonly index: number;
  readonly column: Column;
  readonly filling: Filling;
}

/** A flag, and the value that it is about. */
interface Flag {
  readonly index: number;
  /** -1 if the pool has no such column, or the flag belongs to no column. */
  readonly about: number;
  readonly isMfa: boolean;
}

export class RowMaker {
  readonly #empty: readonly string[];
  readonly #filled: readonly Cell[];
  readonly #flags: readonly Flag[];
  readonly #schema: ImportSchema;
  readonly #readPhone: ReadPhone;
  readonly #country: string | undefined;
  readonly #canLack: readonly boolean[];
  readonly #emptyBadValues: boolean;
  /** Of the row made last. */
  readonly bad: BadValue[] = [];
  #lineBreaks = 0;

  /** The rules that its own columns break: the pool's. */
  readonly jobFails: readonly RuleId[];

  constructor(schema: ImportSchema, decisions: Decisions, readPhone: ReadPhone) {
    const broken: RuleId[] = [];
    const header = readHeader(schema.csvHeader.join(','), schema, (rule) => void broken.push(rule));
    this.jobFails = broken;
    this.#schema = schema;
    this.#readPhone = readPhone;
    this.#country = decisions.country;
    this.#emptyBadValues = decisions.emptyBadValues;
    const names = header.columns.map(({ name }) => name);
    this.#empty = names.map(() => '');
    this.#filled = header.columns.flatMap((column, index) => {
      const { name } = column;
      const filling = Object.hasOwn(decisions.fillings, name) ? decisions.fillings[name] : undefined;
      return filling === undefined || name === hashColumn ? [] : { index, column, filling };
    });
    this.#flags = names.flatMap((name, index) => {
      const isMfa = name === 'cognito:mfa_enabled';
      const contact = /^(email|phone_number)_verified$/.exec(name)?.[1];
      if (!isMfa && contact === undefined) return [];
      return { index, about: contact === undefined ? -1 : names.indexOf(contact), isMfa };
    });
    this.#canLack = header.columns.map(({ kind, required }) => kind !== 'username' && !required);
  }

  /** Values of the row made last whose line breaks, which the dialect cannot express, became spaces. */
  get lineBreaks(): number {
    return this.#lineBreaks;
  }

  /**
   * One value for each column, `password_hash` empty.
   * @param dates how birthdates are written; undefined until the user has decided: then they are left empty.
   * @param mayBeBad false if it is known that the columns take all of the user's values.
   */
  make(user: SourceUser, dates: DateDecision | undefined, mayBeBad = true): string[] {
    this.bad.length = 0;
    this.#lineBreaks = 0;
    const row = this.#empty.slice();
    for (const cell of this.#filled) row[cell.index] = this.#fill(cell, user, dates, mayBeBad);
    if (this.#emptyBadValues) this.#settleFlags(row);
    return row;
  }

  #fill(
    { column, filling, index }: Cell,
    user: SourceUser,
    dates: DateDecision | undefined,
    mayBeBad: boolean,
  ): string {
    const raw = filling.kind === 'constant' ? filling.value : valueOf(user, filling.key);
    if (raw === '') return '';
    if (column.kind === 'birthdate' && dates === undefined) {
      this.bad.push({ index, value: raw, rule: 'birthdate-order' });
      return '';
    }
    const value = this.#convert(column, raw, dates);
    if (!mayBeBad || value === '' || !this.#emptyBadValues || !this.#canLack[index]) return value;
    const problem = checkValue(column, value, this.#schema);
    if (problem === undefined) return value;
    this.bad.push({ index, value, rule: problem.rule });
    return '';
  }

  /** A flag without its value, and an MFA state that the pool does not have, would refuse the row. */
  #settleFlags(row: string[]): void {
    for (const { index, about, isMfa } of this.#flags) {
      const flag = readBoolean(row[index] ?? '');
      if (flag === undefined) continue;
      if (!isMfa) {
        if (flag && (row[about] ?? '') === '') row[index] = '';
      } else if (this.#schema.mfa !== 'OPTIONAL' && flag !== (this.#schema.mfa === 'ON')) {
        // "A blank value sets imported users' MFA-enabled status to the state required by the user pool."
        row[index] = '';
      }
    }
  }

  #convert({ kind }: Column, raw: string, dates: DateDecision | undefined): string {
    const value = this.#clean(kind, raw);
    switch (kind) {
      case 'boolean':
        return readBoolean(value) === undefined ? (fixed('boolean-value', value) ?? value) : value;
      case 'birthdate':
        return dates === undefined ? '' : (rewriteDate(value, dates) ?? value);
      case 'updatedAt':
        return (
          fixed('updated-at-milliseconds', value, /^\d{12,14}$/) ?? fixed('updated-at-format', value) ?? value
        );
      case 'phone':
        return this.#readPhone(value, this.#country) ?? fixed('phone-format', value) ?? value;
      case 'email':
        return value.includes('<') ? (fixed('email-format', value) ?? value) : value;
      default:
        return value;
    }
  }

  #clean(kind: Column['kind'], raw: string): string {
    // Most values: without line breaks, and without a character that could be odd.
    const text = printable.test(raw) ? raw.trim() : clean(kind, this.#oneLine(raw));
    return mayBeNothing(text, 0, text.length) && isNothingSurely(text) ? '' : text;
  }

  #oneLine(value: string): string {
    if (!/[\r\n]/.test(value)) return value.trim();
    this.#lineBreaks++;
    return value.trim().replaceAll(/[ \t]*[\r\n]+[ \t]*/g, ' ');
  }
}

const printable = /^[\x20-\x7e]*$/;

/** Fixes the value as Fix All does, which makes only unambiguous changes. */
function fixed(rule: RuleId, value: string, shape?: RegExp): string | undefined {
  if (shape && !shape.test(value)) return undefined;
  const fix = fixValue(rule, value);
  return fix?.safe === true ? fix.value : undefined;
}

function clean(kind: Column['kind'], raw: string): string {
  const oddity = findOddity(kind, raw);
  if (oddity === undefined) return raw;
  const { value, safe } = cleanValue(oddity.rule, kind, raw);
  return safe ? value.trim() : raw;
}
