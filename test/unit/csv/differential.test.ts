// Breaks a valid file in one way: that is the first finding, at its place, and fixing restores the valid file.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rules, type RuleId } from '../../../src/csv/validate/rules.ts';
import { validateText } from '../../../src/csv/validate/validate.ts';
import { breakPool, writeFile, type Breakage, type Row } from './breakable.ts';
import { breakages } from './breakages.ts';
import { fixText } from './texts.ts';

/** Rules about the pool, sizes, bytes, and files that are not import CSVs, which have their own cases. */
const rulesElsewhere: ReadonlySet<RuleId> = new Set([
  ...([
    'pool-no-auto-verified',
    'hash-column-missing',
    'hash-without-algorithm',
    'username-not-alias',
  ] as const),
  ...(['file-too-large', 'too-many-rows', 'not-utf8', 'utf-16', 'no-header', 'no-rows'] as const),
  ...(['missing-column', 'missing-required-column', 'verified-email-missing', 'birthdate-order'] as const),
  'unescaped-hash-comma',
]);

const two = (value: number) => String(value).padStart(2, '0');
const name = fc.constantFrom('Jürgen Groß', 'Zoë Ågren', 'Ana Peña', 'Łukasz Żak', 'José Núñez');
const validRow = fc.record({
  name,
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 13, max: 28 }),
  seconds: fc.integer({ min: 1_000_000_000, max: 1_900_000_000 }),
  age: fc.integer({ min: 18, max: 120 }),
  phone: fc.integer({ min: 1_000_000, max: 9_999_999 }),
});
const validRows = fc.array(validRow, { minLength: 2, maxLength: 4 }).map((people) =>
  people.map((person, index): Row => ({
    'cognito:username': `user${index}`,
    email: `user${index}@example.com`,
    email_verified: 'true',
    phone_number: `+1234${person.phone}`,
    phone_number_verified: 'false',
    name: person.name,
    birthdate: `${two(person.month)}/${two(person.day)}/1985`,
    updated_at: String(person.seconds),
    'custom:age': String(person.age),
    'custom:code': 'abcd',
    'cognito:mfa_enabled': 'false',
    password_hash: `$2b$10$${'abcdefghij'[index] ?? 'x'}${'K'.repeat(52)}`,
  })),
);

function check(breakage: Breakage, rows: readonly Row[], at: number): void {
  const valid = breakage.prepare?.(rows, at) ?? rows;
  const good = writeFile(valid);
  const marked = breakage.make(valid, at);
  const lines = marked.split(/\r\n|\n|\r(?!›)/);
  const index = lines.findIndex((line) => line.includes('‹'));
  const line = index === 0 ? (lines[0] ?? '').replace('\ufeff', '') : (lines[index] ?? '');
  const text = marked.replace('‹', '').replace('›', '');
  const [first] = validateText(text, breakPool).findings;
  assert.deepEqual(
    [first?.rule, first?.line, first?.start, first?.end],
    [breakage.rule, index + 1, line.indexOf('‹'), line.indexOf('›') - 1],
  );
  const fixed = fixText(text, breakPool);
  if (breakage.isFixed) assert.equal(fixed, good);
}

const runs = Math.ceil(10_000 / breakages.length);

describe('a file broken in one way', () => {
  it('covers every rule', () => {
    const broken = new Set<string>(breakages.map(({ rule }) => rule));
    const missing = Object.keys(rules).filter(
      (rule) => !broken.has(rule) && !rulesElsewhere.has(rule as RuleId),
    );
    assert.deepEqual(missing, []);
  });

  it('has no findings before it is broken', () => {
    fc.assert(
      fc.property(validRows, (rows) => {
        assert.deepEqual(validateText(writeFile(rows), breakPool).findings, []);
        assert.equal(fixText(writeFile(rows), breakPool), writeFile(rows));
      }),
    );
  });

  for (const breakage of breakages) {
    it(`${breakage.rule}: ${breakage.kind}${breakage.isFixed ? ', and fixed' : ''}`, () => {
      fc.assert(
        fc.property(validRows, fc.nat(), (rows, at) => check(breakage, rows, at % rows.length)),
        { numRuns: runs },
      );
    });
  }
});
