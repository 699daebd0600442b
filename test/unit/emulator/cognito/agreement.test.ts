// The emulator's importer and the validator are separate code for the same rules: on generated files their results agree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Outcome } from '../../../../src/csv/validate/row.ts';
import { rules, type RuleId } from '../../../../src/csv/validate/rules.ts';
import type { HashAlgorithm, ImportSchema } from '../../../../src/csv/schema.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import { openImport } from '../../../../src/emulator/cognito/importFile.ts';
import type { Outcome as ImportOutcome } from '../../../../src/emulator/cognito/jobResults.ts';
import { UserPool, type UserPoolSpec } from '../../../../src/emulator/cognito/userPool.ts';
import { importSchemaOf } from '../../../support/cognito/importSchemaOf.ts';

/** Values by column; the first is valid and the most frequent. */
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
  'custom:points': ['', '1', '+2', '-5', '1e3', '7.5', '99', '-5.5', '100', '0', '٣'],
  'custom:plan': ['', 'ab', 'a', 'abc', 'abcde', 'abcdef', 'b\\x', 'a\\,b', '𝒳𝒴'],
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

/** Optional bounds, as strings as in the API. */
function bounds<Low extends string, High extends string>(
  low: readonly [Low, fc.Arbitrary<number>],
  high: readonly [High, fc.Arbitrary<number>],
): fc.Arbitrary<Partial<Record<Low | High, string>>> {
  const texts = { [low[0]]: low[1].map(String), [high[0]]: high[1].map(String) };
  return fc.record(texts, { requiredKeys: [] }) as fc.Arbitrary<Partial<Record<Low | High, string>>>;
}

const lengths = bounds(['MinLength', fc.nat(4)], ['MaxLength', fc.constantFrom(4, 5, 2048)]);
const range = bounds(
  ['MinValue', fc.integer({ min: -5, max: 2 })],
  ['MaxValue', fc.integer({ min: 2, max: 99 })],
);

const spec: fc.Arbitrary<UserPoolSpec> = fc.record({
  name: fc.constant('pool'),
  autoVerifiedAttributes: fc.subarray(['email', 'phone_number'] as const, { minLength: 1 }),
  mfaConfiguration: fc.constantFrom('OFF', 'ON', 'OPTIONAL'),
  caseSensitive: fc.boolean(),
  passwordHashes: fc.constant(true),
  schema: fc
    .record({ nameRequired: fc.boolean(), name: lengths, points: range, plan: lengths })
    .map(({ nameRequired, name, points, plan }) => [
      { Name: 'name', Required: nameRequired, StringAttributeConstraints: name },
      { Name: 'points', AttributeDataType: 'Number' as const, NumberAttributeConstraints: points },
      { Name: 'plan', StringAttributeConstraints: plan },
    ]),
});

const cases: fc.Arbitrary<Case> = fc
  .record({
    spec,
    algorithm: fc.constantFrom(undefined, 'BCRYPT' as const, 'ARGON2ID' as const),
    columns: fc.shuffledSubarray(columnNames, { minLength: 9 }),
    rows: fc.array(fc.array(fc.nat(70), { minLength: columnNames.length, maxLength: columnNames.length }), {
      maxLength: 30,
      // Without this, fast-check generates only a few rows.
      size: 'max',
    }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    // Rarely the index of a column: a quoted name fails the whole job, which tells nothing about rows.
    quotedName: fc.nat(150),
  })
  .map(({ columns, rows, lineEnd, quotedName, ...rest }) => {
    const cell = (column: Column, choice: number, row: number): string => {
      const options = values[column];
      if (choice < options.length) return options[choice] ?? '';
      return column === 'cognito:username' ? `user${row % 12}` : (options[0] ?? '');
    };
    const lines = rows.map((row, number) =>
      columns.map((column, index) => cell(column, row[index] ?? 0, number)).join(','),
    );
    const header = columns.map((name, index) => (index === quotedName ? `"${name}"` : name)).join(',');
    return { ...rest, csv: [header, ...lines].join(lineEnd) };
  });

/** The importer's outcome of every row, or that the whole job fails. */
function imported({ spec: poolSpec, algorithm, csv }: Case): readonly ImportOutcome[] | 'job fails' {
  const opened = openImport(Buffer.from(csv), new UserPool('p', poolSpec, 0), algorithm);
  if (typeof opened === 'string') return 'job fails';
  const outcomes: ImportOutcome[] = [];
  while (opened.hasNext()) outcomes.push(opened.next(0, () => 'sub'));
  return outcomes;
}

/** The validator's outcome of every row: the counter that each line increases. */
function predicted(csv: string, schema: ImportSchema): readonly Outcome[] {
  const verdicts = ['ready', 'failed', 'skipped', 'uncertain'] as const;
  const lines = csv.split(/(?<=\n)/);
  let before = validateText(lines[0] ?? '', schema).summary;
  return lines.slice(1).map((_, index) => {
    const { summary } = validateText(lines.slice(0, index + 2).join(''), schema);
    const added = verdicts.filter((verdict) => summary[verdict] > before[verdict]);
    before = summary;
    assert.equal(added.length, 1, added.join());
    return added[0] ?? 'uncertain';
  });
}

/** Which importer outcomes fit a validator outcome; for a failed row the importer gives the violated rule. */
const agrees: Readonly<Record<Outcome, (outcome: ImportOutcome) => boolean>> = {
  ready: (outcome) => outcome === 'SUCCEEDED',
  skipped: (outcome) => outcome === 'SKIPPED',
  failed: (outcome) => outcome !== 'SUCCEEDED' && outcome !== 'SKIPPED',
  // The service's behaviour is unknown: the validator leaves it open, and the importer chooses one.
  uncertain: () => true,
};

/** More specific rules of the validator for a rule of the importer. */
const finer: Readonly<Partial<Record<ImportOutcome, readonly RuleId[]>>> = {
  'column-count': ['unescaped-hash-comma', 'unclosed-quote', 'quoted-value'],
  'phone-format': ['phone-digits-lost'],
  'no-verified-attribute': ['boolean-value'],
};

/** Rules that the validator reports alone, since they explain the other faults of the row. */
const causes: readonly RuleId[] = ['unclosed-quote', 'glued-rows'];

test('importer and validator agree on the outcome of every row', () => {
  const seen = { ready: 0, skipped: 0, failed: 0, uncertain: 0, jobs: 0 };
  fc.assert(
    fc.property(cases, (file) => {
      const pool = new UserPool('p', file.spec, 0);
      const schema = importSchemaOf(pool, file.algorithm);
      const { summary, findings } = validateText(file.csv, schema);
      const end = imported(file);
      assert.equal(summary.jobFails, end === 'job fails');
      if (end === 'job fails') {
        seen.jobs++;
        return;
      }
      const verdicts = predicted(file.csv, schema);
      assert.equal(verdicts.length, end.length);
      for (const [index, verdict] of verdicts.entries()) {
        const outcome = end[index] ?? 'SKIPPED';
        const line = index + 2;
        assert.ok(agrees[verdict](outcome), `line ${line}: ${verdict} was ${outcome}`);
        // A failing row has findings on its own line, and the importer's reason is among them.
        const found = findings.filter((finding) => finding.line === line).map(({ rule }) => rule);
        const fails = found.some((rule) => rules[rule].effect === 'failsRow');
        assert.equal(fails, verdict === 'failed', `line ${line} has ${found.join()}`);
        if (fails)
          assert.ok(
            [outcome, ...causes, ...(finer[outcome] ?? [])].some((rule) => found.some((one) => one === rule)),
            `line ${line}: ${outcome} is not among ${found.join()}`,
          );
        seen[verdict]++;
      }
    }),
    { numRuns: 2_500 },
  );
  // Ensures that the files cover every outcome.
  const { uncertain, jobs, ...certain } = seen;
  assert.ok(Math.min(uncertain, jobs, ...Object.values(certain)) > 50, JSON.stringify(seen));
  assert.ok(certain.ready + certain.skipped + certain.failed >= 10_000, JSON.stringify(seen));
});
