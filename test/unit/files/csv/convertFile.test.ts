// CSVs of other systems become import CSVs.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stringify } from './stringify.ts';
import fc from 'fast-check';
import { decideDates } from '../../../../src/csv/values/dates.ts';
import { splitRecord } from '../../../../src/csv/read/dialect.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import { beginDraft, toPlan, type ConversionPlan } from '../../../../src/csv/convert/mapping.ts';
import { convert, surveyDates } from '../../../../src/files/csv/convertFile.ts';
import { peek } from '../../../../src/files/csv/sourceFormat.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { columns, header, pool } from '../../csv/pools.ts';

const { folder, write } = useCsvFiles();

const schema = pool();

function plan(names: readonly string[]): ConversionPlan {
  return toPlan(beginDraft(names, schema));
}

describe('peek', () => {
  for (const [name, delimiter] of Object.entries({ comma: ',', semicolon: ';', tab: '\t', bar: '|' })) {
    it(`sees that a ${name} divides`, () => {
      const text = [
        ['Login', 'E-Mail', 'Note'],
        ['jane', 'jane@example.com', 'one, two; three'],
      ].map((record) => stringify(record, delimiter));
      const format = peek({ text: text.join('\r\n') });
      assert.equal(format.delimiter, delimiter);
      assert.deepEqual(format.header, ['Login', 'E-Mail', 'Note']);
      assert.deepEqual(format.samples, [['jane', 'jane@example.com', 'one, two; three']]);
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
    it(`reads ${name}`, () => {
      const format = peek({ path: write(bytes) });
      assert.equal(format.encoding, name.replace(/ .*/, ''));
      assert.deepEqual(format.header, ['Login', 'Name']);
      assert.deepEqual(format.samples, [['jane', 'Zoë']]);
    });
  }

  it('looks through the whole file for what is no UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('Login;Name\n'.repeat(20_000)),
      Buffer.from('jane;Zoë\n', 'latin1'),
    ]);
    assert.equal(peek({ path: write(bytes) }).encoding, 'windows-1252');
  });

  it('makes do with a first record when the rest cannot be read', () => {
    assert.deepEqual(peek({ text: 'a,b\n1,2\n"3' }).samples, [['1', '2']]);
    assert.deepEqual(peek({ text: '' }).header, []);
  });
});

describe('convert', () => {
  it('writes what a spreadsheet wrote in the dialect', async () => {
    const text =
      'Login,Email,Email Verified,Name,sub\r\n' +
      'jane,jane@example.com,TRUE,"Roe, Jane ""J""",1\r\n' +
      'joe,joe@example.com,TRUE,"Joe\r\nDoe",2\r\n\r\n';
    const format = peek({ text });
    const converted = await convert({ source: { text }, format, schema, plan: plan(format.header) });
    assert.equal(converted.rows, 2);
    assert.equal(converted.lineBreaks, 1);
    const [first, ...rows] = (converted.text ?? '').trimEnd().split('\n');
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
    assert.deepEqual(validateText(converted.text ?? '', schema).summary.ready, 2);
  });

  it('fills columns that the file does not have', async () => {
    const text = 'email\njane@example.com\njoe@example.com\n';
    const filled: ConversionPlan = {
      mapping: [
        { source: 'email', target: 'email', sure: true },
        { source: '', target: 'cognito:username', sure: true },
        { source: '', target: 'email_verified', sure: true },
      ],
      fillings: [
        { kind: 'copy', source: 0 },
        { kind: 'constant', value: 'TRUE' },
      ],
    };
    const { text: result = '' } = await convert({
      source: { text },
      format: peek({ text }),
      schema,
      plan: filled,
    });
    const [, jane] = result.split('\n');
    assert.ok(jane?.startsWith('jane@example.com,jane@example.com,TRUE,'));
  });

  it('writes a file where one is named, and never over another', async () => {
    const source = { path: write(Buffer.from('Login;Name\njane;Zoë\n', 'latin1')) };
    const target = join(folder, 'out.csv');
    const format = peek(source);
    const task = { source, format, schema, plan: plan(format.header), target };
    const converted = await convert(task);
    assert.equal(converted.rows, 1);
    assert.match(readFileSync(target, 'utf8'), /\njane,,,,,Zoë,/);
    await assert.rejects(convert(task), { code: 'EEXIST' });
    assert.match(readFileSync(target, 'utf8'), /Zoë/);
  });

  it('removes an unfinished file, and says where the syntax is wrong without quoting a value', async () => {
    const source = { path: write('Export\nLogin,Name\njane,Jane\njane,"secret\njoe,Joe\n') };
    const target = join(folder, 'half.csv');
    const format = peek(source);
    await assert.rejects(convert({ source, format, schema, plan: plan(format.header), target }), (error) => {
      assert.ok(error instanceof Error && error.name === 'UnreadableCsv');
      assert.match(error.message, /^a quotation mark is never closed, line \d/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
    assert.equal(existsSync(target), false);
  });

  it('keeps every value of any records that another program can write', async () => {
    const value = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((text) => text.replaceAll(/[\0\r\n\ufeff]/g, ''));
    const records = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom(',', ';', '\t'), async (pairs, delimiter) => {
        // A record of one nothing cannot be told from an empty line, so each has a name.
        const lines = [
          ['Login', 'Name', 'Birthdate'],
          ...pairs.map(([name, date], index) => [`u${index}`, name, date]),
        ];
        const text = lines.map((record) => stringify(record, delimiter)).join('\n');
        const format = { ...peek({ text }), delimiter } as const;
        const converted = await convert({
          source: { text },
          format,
          schema,
          plan: plan(['Login', 'Name', 'Birthdate']),
        });
        const rows = (converted.text ?? '')
          .split('\n')
          .slice(1, -1)
          .map((line) => splitRecord(line));
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
  const source = { text: 'Login,Birthdate,Name\njane,3/4/1985,Jane\njoe,31/12/1985,Joe\n' };
  const format = peek(source);
  const plans = plan(format.header);

  it('are surveyed with the lines of the file', async () => {
    const dates = await surveyDates({ source, format, plan: plans });
    assert.deepEqual([dates?.either, dates?.dayFirst, dates?.dayFirstLine], [1, 1, 3]);
    const other = { text: 'Login\njane\n' };
    assert.equal(await surveyDates({ source: other, format: peek(other), plan: plan(['Login']) }), undefined);
  });

  it('are written in one order, or unchanged if it is not decided', async () => {
    const evidence = (await surveyDates({ source, format, plan: plans })) ?? assert.fail();
    const { text } = await convert({ source, format, schema, plan: plans, dates: decideDates(evidence) });
    assert.match(text ?? '', /04\/03\/1985.*\n.*12\/31\/1985/);
    const copied = await convert({ source, format, schema, plan: plans });
    assert.match(copied.text ?? '', /3\/4\/1985.*\n.*31\/12\/1985/);
  });
});

describe('files of spreadsheets', () => {
  const converted = async (text: string): Promise<readonly string[]> => {
    const source = { text };
    const format = peek(source);
    const result = await convert({ source, format, schema, plan: plan(format.header) });
    return [`${result.rows}`, ...(result.text ?? '').trim().split('\n').slice(1)];
  };

  it('sep-semicolon.csv, sep-tab.csv and sep-comma.csv: the separator line is obeyed and skipped', async () => {
    for (const separator of [';', '\t', ',']) {
      const lines = [`sep=${separator}`, `username${separator}email`, `jdoe${separator}jane@example.com`];
      const [rows, row] = await converted(`${lines.join('\r\n')}\r\n`);
      assert.equal(rows, '1');
      assert.match(row ?? '', /jane@example\.com.*jdoe|jdoe.*jane@example\.com/);
    }
  });

  it('excel-trailing-empty-rows.csv: empty rows are skipped and no user is lost', async () => {
    const [rows, jane, rick, ...others] = await converted(
      'Username;Email;;\r\njane;jane@example.com;;\r\n;;;\r\nrick;rick@example.com;;\r\n;;;\r\n',
    );
    assert.equal(rows, '2');
    assert.match(jane ?? '', /jane/);
    assert.match(rick ?? '', /rick/);
    assert.deepEqual(others, []);
  });

  it('cr-only.csv: lines that end in CR alone are read', async () => {
    const [rows, jane] = await converted('Username,Email\rjane,jane@example.com\rjoe,joe@example.com\r');
    assert.equal(rows, '2');
    assert.match(jane ?? '', /jane/);
  });
});
