// Realistic import CSVs: plausible users, and a few rows with the usual mistakes.
import type { UserPool } from '../cognito/userPool.ts';
import { escapeValue } from '../../csv/read/dialect.ts';
import { Random } from '../random.ts';

export interface SampleFile {
  /** Users in the file. */
  readonly rows: number;
  /** The number of the first user: files with overlapping numbers have users in common, which are then skipped. */
  readonly first?: number;
  /** The share of rows with a mistake, in [0, 1]. */
  readonly mistakes?: number;
}

const given = [
  'Amara',
  'Ben',
  'Chiara',
  'Daniel',
  'Elif',
  'Farah',
  'Grace',
  'Hiro',
  'Ines',
  'Jonas',
  'Kofi',
  'Léa',
];
const family = [
  'Okafor',
  'Silva',
  'Nguyen',
  'Schmidt',
  'Kowalski',
  'Haddad',
  'Larsen',
  'Tanaka',
  'Moreau',
  'Brown',
];
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'America/Sao_Paulo', 'Africa/Lagos'];
const twoDigits = Array.from({ length: 29 }, (_, number) => String(number).padStart(2, '0'));

type Row = Record<string, string>;
/** Mistakes of real files. */
const mistakes: readonly Readonly<Row>[] = [
  { email_verified: 'FALSE', phone_number_verified: 'FALSE' },
  { phone_number: '(555) 010-0199' },
  { birthdate: '1985-02-01' },
  { email: '' },
];

/** The whole file, header first. */
export function sampleCsv(pool: UserPool, file: SampleFile): string {
  const random = new Random(file.rows);
  const columns = pool.csvHeader;
  const hashes = columns.includes('password_hash');
  const lines = [columns.join(',')];
  for (let index = 0; index < file.rows; index++) {
    const row = sampleUser((file.first ?? 1) + index, hashes);
    if (random.next() < (file.mistakes ?? 0)) Object.assign(row, mistakes[random.integer(mistakes.length)]);
    lines.push(columns.map((column) => escapeValue(row[column] ?? '')).join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** The user with a number; the same one each time. */
function sampleUser(number: number, hashes: boolean): Row {
  const first = given[number % given.length] ?? '';
  const last = family[Math.floor(number / given.length) % family.length] ?? '';
  const username = `${first}.${last}.${number}`.toLowerCase().replace('é', 'e');
  return {
    name: `${first} ${last}`,
    given_name: first,
    family_name: last,
    email: `${username}@example.com`,
    email_verified: 'TRUE',
    birthdate: `${twoDigits[1 + (number % 12)] ?? ''}/${twoDigits[1 + (number % 28)] ?? ''}/${1950 + (number % 55)}`,
    zoneinfo: zones[number % zones.length] ?? '',
    phone_number: `+${15_550_000_000 + (number % 10_000_000)}`,
    phone_number_verified: 'FALSE',
    address: `${1 + (number % 240)} High Street, Springfield`,
    updated_at: String(1_700_000_000 + number),
    'cognito:mfa_enabled': 'FALSE',
    'cognito:username': username,
    ...(hashes ? { password_hash: `$2b$10$${new Random(number).alphanumeric(53)}` } : {}),
  };
}
