// The importer and the validator are separate code over one table of rules: on generated files they must come to the same end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toImportSchema, type HashAlgorithm } from '../../../../src/csv/schema.ts';
import { validateText } from '../../../../src/csv/validate.ts';
import { openImport } from '../../../../src/emulator/cognito/importFile.ts';
import { UserPool, type UserPoolSpec } from '../../../../src/emulator/cognito/userPool.ts';

/** Values by column; the first is right and the most frequent. */
const values = {
  'cognito:username': [
    '',
    'a',
    'A',
    'b c',
    'x'.repeat(129),
    'Ü',
    '"q"',
    'a\\,b',
    'e@x.io',
    '"a""b"',
    '"a"b"',
    ' ',
  ],
  email: ['a@b.c', '', 'x', 'a@', '"a@b.c"', ' a@b.c '],
  email_verified: ['true', 'TRUE', 'false', '', 'yes', '1'],
  phone_number: ['+1555123', '', '1555', '+0123', '+1.5E+10', '+12345678901234567'],
  phone_number_verified: ['true', 'false', ''],
  birthdate: [
    '02/01/1985',
    '',
    '1985-02-01',
    '02/30/1985',
    '02/29/2000',
    '2/1/1985',
    '02/29/1900',
    '00/10/2000',
  ],
  updated_at: ['1471453471', '', '-1', '1471453471000', '12.5', '99999999999', '999999999999999'],
  'cognito:mfa_enabled': ['', 'true', 'false', 'no'],
  'custom:points': ['', '1', '+2', '-5', '1e3', '7.5', '99'],
  'custom:plan': ['', 'ab', 'a', 'abcdef', 'b\\x'],
  name: ['Bob', 'Bob, Jr', 'O\\,P', 'x'.repeat(2049), '', '"abc'],
  password_hash: [
    '',
    `$2b$10$${'a'.repeat(53)}`,
    `$2b$14$${'a'.repeat(53)}`,
    'x',
    '$argon2id$v=19$m=1,t=1,p=1$YQ$YQ',
  ],
};
type Column = keyof typeof values;
const columnNames = Object.keys(values) as Column[];

interface Case {
  readonly spec: UserPoolSpec;
  readonly algorithm: HashAlgorithm | undefined;
  readonly csv: string;
}

const spec: fc.Arbitrary<UserPoolSpec> = fc.record({
  name: fc.constant('pool'),
  autoVerifiedAttributes: fc.subarray(['email', 'phone_number'] as const, { minLength: 1 }),
  mfaConfiguration: fc.constantFrom('OFF', 'ON', 'OPTIONAL'),
  caseSensitive: fc.boolean(),
  passwordHashes: fc.constant(true),
  schema: fc.boolean().map((nameRequired) => [
    { Name: 'name', Required: nameRequired },
    {
      Name: 'points',
      AttributeDataType: 'Number' as const,
      NumberAttributeConstraints: { MinValue: '0', MaxValue: '50' },
    },
    { Name: 'plan', StringAttributeConstraints: { MinLength: '2', MaxLength: '5' } },
  ]),
});

const cases: fc.Arbitrary<Case> = fc
  .record({
    spec,
    algorithm: fc.constantFrom(undefined, 'BCRYPT' as const, 'ARGON2ID' as const),
    columns: fc.shuffledSubarray(columnNames, { minLength: 8 }),
    rows: fc.array(fc.array(fc.nat(70), { minLength: columnNames.length, maxLength: columnNames.length }), {
      maxLength: 12,
    }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    // Seldom one that is there: no row says anything of such a file.
    quotedName: fc.nat(150),
  })
  .map(({ columns, rows, lineEnd, quotedName, ...rest }) => {
    const cell = (column: Column, choice: number, row: number): string => {
      const options = values[column];
      if (choice < options.length) return options[choice] ?? '';
      return column === 'cognito:username' ? `user${row % 5}` : (options[0] ?? '');
    };
    const lines = rows.map((row, number) =>
      columns.map((column, index) => cell(column, row[index] ?? 0, number)).join(','),
    );
    const header = columns.map((name, index) => (index === quotedName ? `"${name}"` : name)).join(',');
    return { ...rest, csv: [header, ...lines].join(lineEnd) };
  });

/** Counts of rows, or that the whole job fails. */
type End = { readonly imported: number; readonly skipped: number; readonly failed: number } | 'job fails';

function imported({ spec: poolSpec, algorithm, csv }: Case): End {
  const opened = openImport(Buffer.from(csv), new UserPool('p', poolSpec, 0), algorithm);
  if (typeof opened === 'string') return 'job fails';
  const end = { imported: 0, skipped: 0, failed: 0 };
  while (opened.hasNext()) {
    const outcome = opened.next(0, () => 'sub');
    end[outcome === 'SUCCEEDED' ? 'imported' : outcome === 'SKIPPED' ? 'skipped' : 'failed']++;
  }
  return end;
}

test('importer and validator agree on what is imported, skipped and failed', () => {
  const seen = { imported: 0, skipped: 0, failed: 0, jobs: 0 };
  fc.assert(
    fc.property(cases, (file) => {
      const pool = new UserPool('p', file.spec, 0);
      const described = {
        SchemaAttributes: pool.schema,
        AutoVerifiedAttributes: pool.autoVerifiedAttributes,
        MfaConfiguration: pool.mfaConfiguration,
        UsernameConfiguration: { CaseSensitive: file.spec.caseSensitive },
      };
      const { summary } = validateText(file.csv, toImportSchema(described, pool.csvHeader, file.algorithm));
      const end = imported(file);
      assert.equal(summary.jobFails, end === 'job fails');
      if (end === 'job fails') {
        seen.jobs++;
        return;
      }
      // Where the service's behaviour is unknown the validator says so, and the importer does one of the two.
      assert.ok(summary.ready <= end.imported && end.imported <= summary.ready + summary.uncertain);
      assert.ok(summary.failed <= end.failed && end.failed <= summary.failed + summary.uncertain);
      assert.equal(summary.rows, end.imported + end.skipped + end.failed);
      if (summary.uncertain === 0) assert.equal(summary.skipped, end.skipped);
      seen.imported += end.imported;
      seen.skipped += end.skipped;
      seen.failed += end.failed;
    }),
    { numRuns: 1_500 },
  );
  // Otherwise the files would prove nothing.
  assert.ok(Math.min(...Object.values(seen)) > 50, JSON.stringify(seen));
});
