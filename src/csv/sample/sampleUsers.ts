// Import CSVs of invented users: every row is one that the pool can import, and the file stays within the service's limits.
import { writeRecord } from '../read/dialect.ts';
import type { Contact, ImportSchema } from '../schema.ts';
import { limits } from '../validate/rules.ts';
import { nameCombinations, people } from './people.ts';
import { valueOf, type ValueOf } from './sampleValue.ts';

export interface SampleOptions {
  readonly count: number;
  /** Makes the users differ from those of other files; lower-case ASCII. If absent, the users are the same each time. */
  readonly series?: string;
}

interface FilledColumn {
  readonly name: string;
  readonly make: ValueOf;
  /** UTF-8 bytes of a value, about the most. */
  readonly bytes: number;
}

/** Lines without their ends: the header, then one a user. With the schema's hash algorithm users have password hashes. */
export function* sampleLines(schema: ImportSchema, { count, series = '' }: SampleOptions): Generator<string> {
  const filled = new Map(chooseColumns(schema, count, series).map(({ name, make }) => [name, make]));
  const makers = schema.csvHeader.map((name) => flagOf(name, schema, filled) ?? filled.get(name) ?? empty);
  const personOf = people(series);
  yield writeRecord(schema.csvHeader);
  for (let index = 0; index < count; index++) {
    const person = personOf(index);
    yield writeRecord(makers.map((make) => make(person)));
  }
}

/** How many users of the series, with all that the pool requires and hashes of the schema's algorithm, one file can have. */
export function mostSampleUsers(schema: ImportSchema, series: string): number {
  const needed = neededColumns(schema);
  const columns = columnsOf(schema, limits.rows, series).filter(({ name }) => needed.has(name));
  return Math.min(limits.rows, Math.floor(bytesOfRows(schema) / rowBytes(schema, columns)));
}

const empty: ValueOf = () => '';

/** The columns with values: required ones first, then as many others as fit within the limits. */
function chooseColumns(schema: ImportSchema, count: number, series: string): readonly FilledColumn[] {
  const needed = neededColumns(schema);
  const rank = ({ name }: FilledColumn): number => (needed.has(name) ? 0 : 1);
  const most = Math.min(limits.rowCharacters, bytesOfRows(schema) / Math.max(count, 1));
  const chosen: FilledColumn[] = [];
  for (const column of columnsOf(schema, count, series).toSorted((a, b) => rank(a) - rank(b))) {
    if (rank(column) === 0 || rowBytes(schema, [...chosen, column]) <= most) chosen.push(column);
  }
  return chosen;
}

/**
 * Without these a row fails: the name, one verified contact and what the schema requires; once, by the documentation of that time,
 * also the MFA setting. Hashes are included if the schema names their algorithm.
 */
function neededColumns(schema: ImportSchema): ReadonlySet<string> {
  const required = schema.attributes.filter(({ required }) => required).map(({ name }) => name);
  const { autoVerified } = schema;
  const first = people('')(0);
  const contact = autoVerified.find((name) => valueOf(name, schema)(first) !== '') ?? autoVerified[0];
  const hash = schema.hashAlgorithm === undefined ? [] : ['password_hash'];
  const always = ['cognito:username', 'cognito:mfa_enabled', ...hash];
  return new Set([...always, ...required, ...(contact === undefined ? [] : [contact])]);
}

/** The columns with their sizes, looked at in the people with the largest numbers. */
function columnsOf(schema: ImportSchema, count: number, series: string): readonly FilledColumn[] {
  const personOf = people(series);
  const from = Math.max(0, count - nameCombinations);
  const seen = Array.from({ length: Math.min(count, nameCombinations) }, (_, at) => personOf(from + at));
  const encoder = new TextEncoder();
  return schema.csvHeader.map((name) => {
    const make = valueOf(name, schema);
    const sizes = seen.map((person) => encoder.encode(writeRecord([make(person)])).length);
    return { name, make, bytes: Math.max(0, ...sizes) };
  });
}

/** Bytes of a row with values in these columns, its separators and its line end. */
function rowBytes(schema: ImportSchema, columns: readonly FilledColumn[]): number {
  const flags = contacts.filter((name) => schema.csvHeader.includes(`${name}_verified`));
  const separators = schema.csvHeader.length;
  return columns.reduce((sum, { bytes }) => sum + bytes, separators + 'FALSE'.length * flags.length);
}

/** The bytes left in the largest file after the header. */
function bytesOfRows(schema: ImportSchema): number {
  return limits.fileBytes - new TextEncoder().encode(writeRecord(schema.csvHeader)).length - 1;
}

const contacts = ['email', 'phone_number'] as const satisfies readonly Contact[];

/** A contact is marked as verified if the pool verifies it automatically and it has a value. */
function flagOf(
  name: string,
  schema: ImportSchema,
  filled: ReadonlyMap<string, ValueOf>,
): ValueOf | undefined {
  const contact = contacts.find((candidate) => name === `${candidate}_verified`);
  if (contact === undefined) return undefined;
  const make = filled.get(contact);
  const isVerified = schema.autoVerified.includes(contact);
  return (person) => (isVerified && make !== undefined && make(person) !== '' ? 'TRUE' : 'FALSE');
}
