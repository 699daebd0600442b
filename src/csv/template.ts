// The text of a new import CSV: a pool's own header and one row that shows what each column wants.
import { writeRecord } from './read/dialect.ts';
import type { Contact, ImportSchema, SchemaAttribute } from './schema.ts';

interface TemplateOptions {
  /** Columns that every user needs come first; the service takes any order. */
  readonly requiredFirst: boolean;
}

/** Header and sample row, each with a line ending. The sample can be imported unchanged. */
export function importTemplate(schema: ImportSchema, options: TemplateOptions): string {
  const required = requiredColumns(schema);
  const columns = options.requiredFirst
    ? schema.csvHeader.toSorted((a, b) => rank(required, a) - rank(required, b))
    : schema.csvHeader;
  return [columns, columns.map((name) => sampleOf(name, schema))]
    .map((row) => `${writeRecord(row)}\n`)
    .join('');
}

function requiredColumns(schema: ImportSchema): readonly string[] {
  const verified = schema.autoVerified.flatMap((contact) => [contact, `${contact}_verified`]);
  const marked = schema.attributes.filter(({ required }) => required).map(({ name }) => name);
  return ['cognito:username', ...verified, ...marked];
}

function rank(required: readonly string[], name: string): number {
  const at = required.indexOf(name);
  return at === -1 ? required.length : at;
}

const contacts: Readonly<Record<Contact, string>> = {
  email: 'jane.roe@example.com',
  phone_number: '+12345550199',
};

/** From the sample of the Developer Guide, Importing users from a CSV file. */
const samples: Readonly<Record<string, string>> = {
  ...contacts,
  name: 'Jane Roe',
  given_name: 'Jane',
  family_name: 'Roe',
  middle_name: 'Q',
  nickname: 'Janie',
  preferred_username: 'janeroe',
  profile: 'https://example.com/jane',
  picture: 'https://example.com/jane.png',
  website: 'https://example.com',
  gender: 'female',
  birthdate: '02/01/1985',
  zoneinfo: 'America/New_York',
  locale: 'en-US',
  address: '100 Main Street, Any Town',
  updated_at: '1471453471',
  password_hash: '',
};

function sampleOf(name: string, schema: ImportSchema): string {
  switch (name) {
    case 'cognito:username': {
      const [contact] = schema.usernameAttributes;
      return contact === undefined ? 'janeroe' : contacts[contact];
    }
    case 'email_verified':
    case 'phone_number_verified':
      return 'TRUE';
    case 'cognito:mfa_enabled':
      return schema.mfa === 'ON' ? 'TRUE' : 'FALSE';
    default: {
      const attribute = schema.attributes.find((candidate) => candidate.name === name);
      const sample = Object.hasOwn(samples, name) ? samples[name] : undefined;
      return attribute === undefined ? (sample ?? '') : fit(attribute, sample);
    }
  }
}

/** A value within the attribute's bounds; the simplest value of its type if there is no sample. */
function fit(attribute: SchemaAttribute, sample: string | undefined): string {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = attribute;
  const { minValue = Number.NEGATIVE_INFINITY, maxValue = Number.POSITIVE_INFINITY } = attribute;
  switch (attribute.type) {
    case 'Boolean':
      return 'FALSE';
    case 'Number':
      return String(Math.min(Math.max(Number(sample ?? 1), minValue), maxValue));
    case 'DateTime':
      // How an import takes a date and time is not documented.
      return attribute.required ? '2024-01-31T12:00:00Z' : '';
    case 'String':
      return (sample ?? 'value').padEnd(minLength, 'x').slice(0, Math.max(maxLength, 0));
  }
}
