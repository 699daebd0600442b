// Converts plain CSVs of other programs to import CSVs, row by row.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { splitRecord } from '../../../../src/csv/read/dialect.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { columns, header, pool } from '../../csv/pools.ts';
import { convertSource, plainSource, surveyText } from './convertSource.ts';
import { stringify } from './stringify.ts';

const { folder, write } = useCsvFiles();

const schema = pool();

describe('the dialect of a CSV', () => {
  for (const [name, delimiter] of Object.entries({ comma: ',', semicolon: ';', tab: '\t', bar: '|' })) {
    it(`has a ${name} as delimiter`, () => {
      const text = [
        ['Login', 'E-Mail', 'Note'],
        ['jane', 'jane@example.com', 'one, two; three'],
      ].map((record) => stringify(record, delimiter));
      const { dialect } = plainSource({ text: text.join('\r\n') }, schema);
      assert.equal(dialect.delimiter, delimiter);
      assert.deepEqual(dialect.header, ['Login', 'E-Mail', 'Note']);
      assert.deepEqual(dialect.samples, [['jane', 'jane@example.com', 'one, two; three']]);
    });
  }

  const text = 'Login;Name\njane;Zoë\n';
  const encodings = {
    'utf-8': Buffer.from(text),
    'utf-8 with a byte order mark': Buffer.from(`\ufeff${text}`),
    'utf-16le': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'utf-16be': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    'windows-1252': Buffer.from(text, 'latin1'),
  };
  for (const [name, bytes] of Object.entries(encodings)) {
    it(`is read as ${name}`, () => {
      const { dialect, encoding } = plainSource({ path: write(bytes) }, schema);
      assert.equal(encoding, name.replace(/ .*/, ''));
      assert.deepEqual(dialect.header, ['Login', 'Name']);
      assert.deepEqual(dialect.samples, [['jane', 'Zoë']]);
    });
  }

  it('depends on the whole file, because bytes that are not UTF-8 may come late', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Login;Name\n'.repeat(200_000)),
      Buffer.from('jane;Zoë\n', 'latin1'),
    ]);
    const source = { path: write(bytes) };
    assert.equal(plainSource(source, schema).encoding, 'windows-1252');
    assert.match((await convertSource(source, schema)).text ?? '', /jane.*Zoë/);
  });
});

describe('a conversion', () => {
  it("writes a spreadsheet's rows in Cognito's dialect", async () => {
    const text =
      'Login,Email,Email Verified,Name,sub\r\n' +
      'jane,jane@example.com,TRUE,"Roe, Jane ""J""",1\r\n' +
      'joe,joe@example.com,TRUE,"Joe\r\nDoe",2\r\n\r\n';
    const converted = await convertSource({ text }, schema);
    assert.deepEqual([converted.rows, converted.lineBreaks], [2, 1]);
    const [first, ...rows] = converted.lines;
    assert.equal(first, header);
    assert.deepEqual(
      rows.map((line) =>
        splitRecord(line)
          .map(({ value }) => value)
          .slice(0, 6),
      ),
      [
        ['jane', 'jane@example.com', 'TRUE', '', '', 'Roe, Jane "J"'],
        ['joe', 'joe@example.com', 'TRUE', '', '', 'Joe Doe'],
      ],
    );
    assert.equal(validateText(converted.text ?? '', schema).summary.ready, 2);
  });

  it('fills columns that the file lacks', async () => {
    const text = 'email\njane@example.com\njoe@example.com\n';
    const { lines } = await convertSource({ text }, schema, {
      draft: (draft) => ({
        ...draft,
        fillings: new Map([
          ['cognito:username', { kind: 'copy', source: 0 }],
          ['email_verified', { kind: 'constant', value: 'TRUE' }],
        ]),
      }),
    });
    assert.ok(lines[1]?.startsWith('jane@example.com,jane@example.com,TRUE,'));
  });

  it('keeps rows that Cognito would refuse, so that they can be corrected', async () => {
    const text = 'Login,Email,Email Verified,Mobile\n,jane@example.com,no idea,12\njane,,true,+49301234567\n';
    const { rows, lines } = await convertSource({ text }, schema);
    assert.equal(rows, 2);
    assert.match(lines[1] ?? '', /^,jane@example.com,no idea,12,/);
    assert.match(lines[2] ?? '', /^jane,,,\+49301234567,/);
  });

  it('writes to a target file, and never replaces an existing one', async () => {
    const source = { path: write(Buffer.from('Login;Name\njane;Zoë\n', 'latin1')) };
    const target = join(folder, 'out.csv');
    assert.equal((await convertSource(source, schema, { target })).rows, 1);
    assert.match(readFileSync(target, 'utf8'), /\njane,,,,,Zoë,/);
    await assert.rejects(convertSource(source, schema, { target }), { code: 'EEXIST' });
    assert.match(readFileSync(target, 'utf8'), /Zoë/);
  });

  it('removes an incomplete file, and locates a syntax error without quoting a value', async () => {
    const source = { path: write('Export\nLogin,Name\njane,Jane\njane,"secret\njoe,Joe\n') };
    const target = join(folder, 'half.csv');
    await assert.rejects(convertSource(source, schema, { target }), (error) => {
      assert.ok(error instanceof Error && error.name === 'UnreadableSource');
      assert.match(error.message, /^a quotation mark is never closed, line \d/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
    assert.equal(existsSync(target), false);
  });

  it('keeps every value of any records', async () => {
    const value = fc.string({ unit: fc.constantFrom(...Array.from(`aZé0 "',;\t\\|-/=€字`)), maxLength: 12 });
    const records = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom(',', ';', '\t'), async (pairs, delimiter) => {
        // Each record has a login, since a record with one empty value looks like an empty line.
        const lines = [
          ['Login', 'Name', 'Birthdate'],
          ...pairs.map(([name, date], index) => [`u${index}`, name, date]),
        ];
        const text = lines.map((record) => stringify(record, delimiter)).join('\n');
        const { lines: written } = await convertSource({ text }, schema, { delimiter });
        const rows = written.slice(1).map((line) => splitRecord(line));
        const at = (name: (typeof columns)[number]) => columns.indexOf(name);
        assert.deepEqual(
          rows.map((cells) => [cells[at('name')]?.value.trim(), cells[at('birthdate')]?.value.trim()]),
          pairs.map(([name, date]) => [name.trim(), date.trim()]),
        );
      }),
    );
  });
});

describe('the birthdates of a file', () => {
  const text = 'Login,Birthdate,Name\njane,3/4/1985,Jane\njoe,31/12/1985,Joe\n';
  const dates = async (of: string, order?: 'mdy' | 'dmy') => {
    const { lines } = await convertSource({ text: of }, schema, order ? { dates: { order } } : {});
    return lines.slice(1).map((line) => line.split(',')[columns.indexOf('birthdate')]);
  };

  it('are surveyed with their line numbers in the file', async () => {
    const evidence = await surveyText(text, schema);
    assert.deepEqual([evidence.either, evidence.dayFirst, evidence.dayFirstLine], [1, 1, 3]);
    const afterTitle =
      'Export\r\n"name";username;birthdate\r\n"Jane\r\nRoe";jane;1/2/1985\r\n;;\r\nJoe;joe;31/12/1985\r\n';
    assert.equal((await surveyText(afterTitle, schema)).dayFirstLine, 6);
  });

  it('are all rewritten by their order, or stay unchanged if it is open', async () => {
    assert.deepEqual(await dates(text), ['04/03/1985', '12/31/1985']);
    const open = 'Login,Birthdate\njane,2/1/1985\njoe,1985-02-28\n';
    assert.deepEqual(await dates(open), ['2/1/1985', '1985-02-28']);
    assert.deepEqual(await dates(open, 'mdy'), ['02/01/1985', '02/28/1985']);
  });
});
