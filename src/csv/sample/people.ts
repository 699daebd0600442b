// Invented people, each known by a number: the same number is always the same person.

/** Of different lengths without a common divisor, so that names come in every combination. None begins as a word for "no value" does. */
const given = [
  ...['Amara', 'Ben', 'Chiara', 'Daniel', 'Elif', 'Farah', 'Grace'],
  ...['Hiro', 'Inês', 'Jürgen', 'Kofi', 'Léa', 'Zoë'],
];
const family = [
  ...['Okafor', 'Silva', 'Tran', 'Schmidt', 'Kowalski', 'Haddad'],
  ...['Larsen', 'Tanaka', 'Moreau', 'Brown', 'Åberg'],
];

/** After so many people every combination of names has come up. */
export const nameCombinations = given.length * family.length;

export interface Person {
  /** From 0. */
  readonly index: number;
  readonly given: string;
  readonly family: string;
  /** In lower-case ASCII, unique in its series. */
  readonly handle: string;
  /** The seven digits of a telephone line, unique among the first ten million people of a series. */
  readonly line: string;
}

const lines = 10_000_000;

/** @param series makes people with the same numbers differ, such as those of an earlier file; lower-case ASCII, may be ''. */
export function people(series: string): (index: number) => Person {
  const tail = series === '' ? '' : `.${series}`;
  let firstLine = 0;
  for (const character of series) firstLine = (31 * firstLine + character.charCodeAt(0)) % lines;
  return (index) => {
    const first = given[index % given.length] ?? '';
    const last = family[index % family.length] ?? '';
    return {
      index,
      given: first,
      family: last,
      handle: `${ascii(first)}.${ascii(last)}.${index + 1}${tail}`,
      line: String((firstLine + index) % lines).padStart(7, '0'),
    };
  };
}

const asciiNames = new Map([...given, ...family].map((name) => [name, withoutAccents(name)]));

function ascii(name: string): string {
  return asciiNames.get(name) ?? '';
}

function withoutAccents(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
