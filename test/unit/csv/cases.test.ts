// Realistic files: the findings in each, and the result of fixing everything.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { convertibleRules } from '../../../src/csv/convert/convert.ts';
import type { ImportSchema } from '../../../src/csv/schema.ts';
import { CsvValidator, validateText, type ValidationResult } from '../../../src/csv/validate/validate.ts';
import { defaultPool } from './casePools.ts';
import { fixText } from './texts.ts';

interface FileCase {
  readonly file: string;
  readonly schema?: ImportSchema;
  /** Rule and line of each finding, without hints. */
  readonly found: readonly string[];
  /** Whether a conversion is offered for the first finding. */
  readonly converts?: true;
  /** Whether fixing everything leaves no error. */
  readonly isFixed?: boolean;
  readonly message?: RegExp;
  readonly alsoTrue?: (result: ValidationResult, fixed: string) => void;
}

const withHashes = { ...defaultPool(), csvHeader: [...defaultPool().csvHeader, 'password_hash'] };
const hidden = new Set(['missing-column', 'mfa-blank', 'hash-blank']);
const rows = (text: string) => text.trimEnd().split(/\r?\n/);

const cases: readonly FileCase[] = [
  {
    file: 'dates-mixed.csv',
    found: [
      'birthdate-format 2',
      'birthdate-format 3',
      'birthdate-format 4',
      'birthdate-impossible 5',
      'birthdate-format 6',
    ],
    alsoTrue: (_, fixed) => {
      const dates = rows(fixed)
        .slice(1)
        .map((row) => row.split(',')[5]);
      assert.deepEqual(dates, ['02/01/1985', '02/01/1985', '01/02/1985', '12/31/1985', '01/02/85']);
    },
  },
  {
    file: 'booleans-german.csv',
    found: ['boolean-value 2', 'boolean-value 2', 'boolean-value 2'],
    isFixed: true,
  },
  {
    file: 'invisible.csv',
    found: ['invisible-character 2', 'invisible-character 2', 'invisible-character 3'],
    message: /no-break space/,
    alsoTrue: (_, fixed) => {
      assert.match(fixed, /\nmar\u00a0ia,maria@example\.com,/, 'the intended username is uncertain');
      assert.match(fixed, /\nbob,/);
    },
  },
  { file: 'nul.csv', found: ['control-character 2'], message: /NUL/, isFixed: true },
  {
    file: 'sep-semicolon.csv',
    found: ['separator-line 1'],
    converts: true,
    message: /“;” separates the columns; Cognito reads commas only/,
    alsoTrue: ({ summary }) => assert.equal(summary.rows, 2),
  },
  {
    file: 'sep-tab.csv',
    found: ['separator-line 1'],
    converts: true,
    message: /a tab separates the columns/,
    // The separator line declares the tab, so both stay.
    alsoTrue: (_, fixed) => assert.match(fixed, /^sep=\t\r\nUsername\tEmail\r\n/),
  },
  {
    file: 'sep-comma.csv',
    found: ['separator-line 1'],
    message: /The rows are checked once it is removed/,
    converts: true,
    isFixed: true,
    alsoTrue: ({ summary }, fixed) => {
      assert.equal(summary.rows, 1);
      assert.equal(rows(fixed).length, 2);
    },
  },
  { file: 'cr-only.csv', found: ['carriage-return-lines 1'], converts: true },
  {
    file: 'quoted-two-lines.csv',
    found: ['unclosed-quote 2'],
    message: /quotation mark opens/,
    converts: true,
  },
  {
    file: 'glued-rows.csv',
    schema: defaultPool({}, ['custom:userId', 'custom:role']),
    found: ['glued-rows 2'],
    message: /45 values for 23 columns: probably 2 rows/,
    isFixed: true,
    alsoTrue: (_, fixed) => assert.equal(rows(fixed).length, 3),
  },
  { file: 'trailing-empty-columns.csv', found: ['empty-columns 1'], isFixed: true },
  {
    file: 'same-phone.csv',
    schema: defaultPool({ aliasAttributes: ['phone_number'] }),
    found: ['duplicate-alias 3', 'duplicate-alias 4'],
    message: /Line 2 has the same verified phone number/,
  },
  {
    file: 'hashes-encoded.csv',
    schema: { ...withHashes, hashAlgorithm: 'BCRYPT' },
    found: [
      ...['hash-encoded 2', 'hash-format 3'],
      ...['no-verified-attribute 4', 'hash-format 4', 'no-verified-attribute 5', 'hash-format 5'],
    ],
    alsoTrue: ({ summary, findings }, fixed) => {
      assert.equal(summary.hashAlgorithm, 'BCRYPT');
      assert.deepEqual(
        findings
          .filter(({ rule }) => rule.startsWith('hash-'))
          .map(({ message }) => /hexadecimal|SHA-256|salt:key|MD5/.exec(message)?.[0]),
        ['hexadecimal', 'SHA-256', 'salt:key', 'MD5'],
      );
      assert.match(fixed, /,\$2b\$12\$R9h/);
    },
  },
  { file: 'template-from-cli.tsv', found: ['wrong-delimiter 1'], converts: true },
  {
    file: 'null-words.csv',
    found: [
      'phone-format 2',
      ...['null-word 3', 'null-word 3', 'null-word 3', 'email-format 3', 'phone-format 3'],
    ],
    alsoTrue: (_, fixed) => assert.match(rows(fixed)[2] ?? '', /^null,,,,,,bo,,,,,TRUE,,,,,,TRUE,/),
  },
  {
    file: 'mojibake.csv',
    found: ['mojibake 2'],
    isFixed: true,
    alsoTrue: (_, fixed) => assert.match(fixed, /Jörg Müller/),
  },
  {
    file: 'one-short.csv',
    schema: defaultPool({}, ['custom:license_key']),
    found: ['column-count 2', 'column-count 3'],
    isFixed: true,
    alsoTrue: (_, fixed) => assert.match(fixed, /\n,{13}user1@example\.com,/),
  },
  {
    file: 'excel-padding.csv',
    found: ['empty-columns 1', 'empty-row 4'],
    isFixed: true,
    alsoTrue: ({ summary }) => assert.equal(summary.rows, 2),
  },
  { file: 'excel-bom.csv', found: ['byte-order-mark 1'], isFixed: true },
  { file: 'utf16-quoted.csv', found: ['utf-16 1'], converts: true },
  { file: 'title-line.csv', found: ['no-header 1'], converts: true },
  { file: 'excel-trailing-empty-rows.csv', found: ['no-header 1'], converts: true },
];

function validate(bytes: Uint8Array, schema: ImportSchema): ValidationResult {
  const validator = new CsvValidator(schema);
  validator.push(bytes);
  return validator.end();
}

describe('realistic files', () => {
  for (const { file, schema = defaultPool(), found, converts, isFixed, message, alsoTrue } of cases) {
    it(file, () => {
      const bytes = readFileSync(join(import.meta.dirname, 'cases', file));
      const result = validate(bytes, schema);
      const findings = result.findings.filter(({ rule }) => !hidden.has(rule));
      assert.deepEqual(
        findings.map(({ rule, line }) => `${rule} ${line}`),
        found,
      );
      const [first] = findings;
      assert.equal(first !== undefined && convertibleRules.has(first.rule), converts ?? false);
      if (message !== undefined) assert.match(first?.message ?? '', message);
      // Only UTF-8 is fixed: see fixCopy.
      if (findings.some(({ rule }) => rule === 'utf-16')) return;
      const text = bytes.toString('utf8');
      const fixed = fixText(text, schema);
      const left = validateText(fixed, schema).findings.filter(({ rule }) => !hidden.has(rule));
      if (isFixed === true) assert.deepEqual(left, []);
      assert.equal(fixText(fixed, schema), fixed);
      alsoTrue?.(result, fixed);
    });
  }
});
