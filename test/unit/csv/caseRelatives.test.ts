// Variations of the realistic files: the same mistakes in other forms.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { validateText } from '../../../src/csv/validate/validate.ts';
import { defaultPool } from './casePools.ts';
import { fixText } from './texts.ts';

const hidden = new Set(['missing-column']);

const [, head = '', maria = ''] = readFileSync(
  join(import.meta.dirname, 'cases', 'sep-comma.csv'),
  'utf8',
).split('\r\n');
const joe = maria.replaceAll(/maria/g, 'joe');

describe('variations of the realistic files', () => {
  const variations: readonly {
    readonly name: string;
    readonly text: string;
    readonly found: readonly string[];
    readonly fixed?: string;
  }[] = [
    {
      name: 'a separator line for vertical bars',
      text: `sep=|\n${head.replaceAll(',', '|')}\n`,
      found: ['separator-line 1', 'no-rows 1'],
    },
    {
      name: 'a quoted separator line before a header that has mistakes of its own',
      text: `"sep=,"\r\n${head.replace('email,', 'E-Mail,').replace('birthdate', '"birthdate"')}\r\n${maria}\r\n`,
      found: ['separator-line 1'],
      fixed: `${head}\r\n${maria}\r\n`,
    },
    {
      name: 'a separator line that a spreadsheet padded with empty columns',
      text: `sep=,,,,,,,,\r\n${head}\r\n${maria}\r\n`,
      found: ['separator-line 1'],
      fixed: `${head}\r\n${maria}\r\n`,
    },
    {
      name: 'a separator line after a byte order mark',
      text: `\ufeffsep=,\n${head}\n${maria}\n`,
      found: ['byte-order-mark 1', 'separator-line 1'],
      fixed: `${head}\n${maria}\n`,
    },
    {
      name: 'a row that ends in CR alone between others that end in CRLF',
      text: `${head}\r\n${maria}\r${joe}\r\n`,
      found: ['glued-rows 2', 'bare-carriage-return 2'],
      fixed: `${head}\r\n${maria}\n${joe}\r\n`,
    },
    {
      name: 'rows that all end in CR alone after a header that ends in CRLF',
      text: `${head}\r\n${maria}\r${joe}\r`,
      found: ['glued-rows 2', 'bare-carriage-return 2'],
      fixed: `${head}\r\n${maria}\n${joe}`,
    },
    {
      name: 'column names with invisible characters',
      text: `${head.replace('email,', 'email\u00a0,').replace(',name', ',\u200bname')}\n${maria}\n`,
      found: ['unknown-column 1', 'unknown-column 1'],
      fixed: `${head}\n${maria}\n`,
    },
    {
      name: 'a title with quotation marks and white space, which is not taken for a header and not fixed',
      text: ` Users Export ,"2023"\n${head}\n${maria}\n`,
      found: ['no-header 1'],
    },
    {
      name: 'quoted values between semicolons, which are not taken for one quoted value',
      text: `"${head.replaceAll(',', '";"')}"\n"${maria.replaceAll(',', '";"')}"\n`,
      found: ['wrong-delimiter 1'],
    },
    {
      name: 'a title of two lines',
      text: `Users Export,2023\nall\n${head}\n${maria}\n`,
      found: ['no-header 1'],
    },
  ];
  for (const { name, text, found, fixed = text } of variations) {
    it(name, () => {
      const { findings: all } = validateText(text, defaultPool());
      const findings = all.filter(({ rule }) => !hidden.has(rule));
      assert.deepEqual(
        findings.map(({ rule, line }) => `${rule} ${line}`),
        found,
      );
      assert.equal(fixText(text, defaultPool()), fixed);
    });
  }

  it('the message names an invisible character in a column name', () => {
    const { findings } = validateText(`${head.replace('email,', 'email\u00a0,')}\n${maria}\n`, defaultPool());
    const message = findings.find(({ rule }) => rule === 'unknown-column')?.message;
    assert.match(
      message ?? '',
      /^The name contains a no-break space \(U\+00A0\), which is invisible\..*“email”/,
    );
  });
});
