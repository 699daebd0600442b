// The value of each column for an invented person, within the bounds of the pool's schema.
import type { Contact, ImportSchema, SchemaAttribute } from '../schema.ts';
import type { Person } from './people.ts';
import { sampleHash } from './sampleHash.ts';

/** The value for a person; '' if the schema allows none. */
export type ValueOf = (person: Person) => string;

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'America/Sao_Paulo', 'Africa/Lagos'];
const locales = ['de-DE', 'en-US', 'ja-JP', 'pt-BR', 'en-NG'];
const genders = ['female', 'male', 'other'];
const site = 'https://example.com';

const texts: Readonly<Record<string, ValueOf>> = {
  name: (person) => `${person.given} ${person.family}`,
  given_name: (person) => person.given,
  family_name: (person) => person.family,
  middle_name: (person) => String.fromCharCode(0x41 + (person.index % 26)),
  nickname: (person) => person.given,
  preferred_username: (person) => person.handle,
  profile: (person) => `${site}/${person.handle}`,
  picture: (person) => `${site}/${person.handle}.png`,
  website: () => site,
  gender: (person) => pick(genders, person),
  zoneinfo: (person) => pick(zones, person),
  locale: (person) => pick(locales, person),
  address: (person) => `${1 + (person.index % 240)} Main Street, Any Town`,
};

function pick(values: readonly string[], { index }: Person): string {
  return values[index % values.length] ?? '';
}

/** How the column's values are made. An unknown column stays empty. */
export function valueOf(column: string, schema: ImportSchema): ValueOf {
  const attribute = attributeOf(column, schema);
  switch (column) {
    case 'cognito:username': {
      const [contact] = schema.usernameAttributes;
      return contact === undefined ? ({ handle }) => handle : contactOf(contact, schema);
    }
    case 'email':
    case 'phone_number':
      return contactOf(column, schema);
    case 'cognito:mfa_enabled':
      return () => (schema.mfa === 'ON' ? 'TRUE' : 'FALSE');
    case 'birthdate':
      return birthdate;
    case 'updated_at':
      return ({ index }) => secondsOf(attribute, index);
    case 'password_hash': {
      const { hashAlgorithm } = schema;
      return hashAlgorithm === undefined ? () => '' : ({ index }) => sampleHash(hashAlgorithm, index);
    }
    default:
      return attribute === undefined ? () => '' : valueOfAttribute(column, attribute);
  }
}

function attributeOf(column: string, { attributes }: ImportSchema): SchemaAttribute | undefined {
  return attributes.find(({ name }) => name === column);
}

function valueOfAttribute(column: string, attribute: SchemaAttribute): ValueOf {
  switch (attribute.type) {
    case 'Boolean':
      return ({ index }) => (index % 2 === 0 ? 'TRUE' : 'FALSE');
    case 'Number':
      return ({ index }) => numberOf(attribute, index);
    case 'DateTime':
      // How an import takes a date and time is not documented.
      return () => (attribute.required ? '2024-01-31T12:00:00Z' : '');
    case 'String': {
      const text = Object.hasOwn(texts, column) ? texts[column] : undefined;
      return (person) => fit(text?.(person) ?? `value${person.index + 1}`, attribute);
    }
  }
}

/** A day after the twelfth: it shows that the month comes first. */
function birthdate({ index }: Person): string {
  const month = String(1 + (index % 12)).padStart(2, '0');
  return `${month}/${13 + (index % 16)}/${1950 + (index % 55)}`;
}

/** Seconds since 1970; in the autumn of 2023 unless the schema has other bounds. */
function secondsOf(attribute: SchemaAttribute | undefined, index: number): string {
  const { minValue = 0, maxValue = Number.POSITIVE_INFINITY } = attribute ?? {};
  const seconds = 1_700_000_000 + index;
  return attribute === undefined || (seconds >= minValue && seconds <= maxValue)
    ? String(seconds)
    : numberOf(attribute, index);
}

/** Padded or cut at the end to fit the attribute's lengths; never ends in a space. */
function fit(text: string, { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: SchemaAttribute): string {
  return text.padEnd(minLength, 'x').slice(0, Math.max(maxLength, 0)).replace(/ $/, 'x');
}

const fewNumbers = 100;

function numberOf(attribute: SchemaAttribute, index: number): string {
  const least = attribute.minValue ?? Math.min(1, Math.floor(attribute.maxValue ?? 1));
  const most = attribute.maxValue ?? Math.max(least, 1) + fewNumbers - 1;
  const [first, last] = [Math.ceil(least), Math.floor(most)];
  if (first > last) return fractionBetween(least, most);
  // Not String: it writes large numbers with an exponent.
  return BigInt(first + (index % Math.min(last - first + 1, fewNumbers))).toString();
}

/** The shortest decimal fraction between two bounds that have no whole number between them; '' if there is none. */
function fractionBetween(least: number, most: number): string {
  for (let digits = 1; digits <= 100; digits++) {
    const text = ((least + most) / 2).toFixed(digits);
    if (Number(text) >= least && Number(text) <= most) return text;
  }
  return '';
}

const domain = '@example.com';

/** Addresses under example.com and numbers of the area code 555, which nobody has. Unique per person, or '' if the schema does not allow them. */
function contactOf(contact: Contact, schema: ImportSchema): ValueOf {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = attributeOf(contact, schema) ?? {};
  if (contact === 'phone_number') {
    // All are of this length.
    const isPossible = minLength <= 12 && maxLength >= 12;
    return ({ line }) => (isPossible ? `+1555${line}` : '');
  }
  return ({ handle, index }) => {
    const local = handle.padEnd(minLength - domain.length, 'x');
    if (local.length + domain.length <= maxLength) return local + domain;
    const short = index.toString(36).padStart(minLength - domain.length, 'x');
    return short.length + domain.length <= maxLength ? short + domain : '';
  };
}
