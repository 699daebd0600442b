// How realistic files in other dialects are read for a conversion.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { detectEncoding } from '../../../../src/files/csv/textFile.ts';
import { detect } from '../../../../src/files/sources/source.ts';
import { root } from '../../../support/paths.ts';
import { defaultPool } from '../../csv/casePools.ts';
import { convertSource } from './convertSource.ts';

const schema = defaultPool();

const cases: readonly {
  readonly file: string;
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly headerLine?: number;
  readonly users: readonly string[];
  readonly emptyRows?: number;
  readonly emptyColumns?: number;
}[] = [
  {
    file: 'sep-semicolon.csv',
    delimiter: ';',
    headerLine: 2,
    header: ['username', 'first', 'last', 'email', 'phone'],
    users: ['jdoe', 'rroe'],
  },
  { file: 'sep-tab.csv', delimiter: '\t', headerLine: 2, header: ['Username', 'Email'], users: ['jdoe'] },
  {
    file: 'title-line.csv',
    delimiter: ',',
    headerLine: 2,
    header: ['username', 'email', 'groups', 'bio'],
    users: ['jdoe', 'rroe'],
  },
  {
    file: 'excel-trailing-empty-rows.csv',
    delimiter: ';',
    header: ['First Name', 'Last Name', 'Email', 'Position', '', '', '', ''],
    users: ['jane@example.com', 'rick@example.com'],
    emptyRows: 3,
    emptyColumns: 4,
  },
  { file: 'utf16-quoted.csv', delimiter: ',', header: ['username', 'email', 'name'], users: ['jdoe'] },
  {
    file: 'template-from-cli.tsv',
    delimiter: '\t',
    header: schema.csvHeader,
    users: ['johndoe'],
  },
  {
    file: 'cr-only.csv',
    delimiter: ',',
    header: [
      ...['cognito:username', 'email', 'email_verified', 'phone_number', 'phone_number_verified'],
      ...['birthdate', 'name', 'cognito:mfa_enabled'],
    ],
    users: ['maria'],
  },
];

describe('files of other dialects', () => {
  it('may be UTF-16 without a byte order mark', () => {
    const wide = Buffer.from('name,email\n', 'utf16le');
    assert.equal(detectEncoding([wide]), 'utf-16le');
    assert.equal(detectEncoding([Buffer.from(wide).swap16()]), 'utf-16be');
    assert.equal(detectEncoding([Buffer.from('name')]), 'utf-8');
  });

  for (const { file, header, delimiter, headerLine = 1, users, emptyRows = 0, emptyColumns = 0 } of cases) {
    it(file, async () => {
      const source = { path: join(import.meta.dirname, '../../csv/cases', file) };
      const { dialect, lines, rows, end } = await convertSource(source, schema);
      assert.deepEqual(
        [dialect.delimiter, dialect.headerLine, dialect.header],
        [delimiter, headerLine, header],
      );
      assert.deepEqual([rows, end.emptyRows, end.emptyColumns], [users.length, emptyRows, emptyColumns]);
      users.forEach((user, index) =>
        assert.ok(lines[index + 1]?.split(',').includes(user), lines[index + 1]),
      );
    });
  }

  const read = async (text: string, headerLine?: number) => {
    const { dialect: format, ...converted } = await convertSource(
      { text },
      schema,
      headerLine === undefined ? {} : { headerLine },
    );
    return { format, ...converted };
  };
  const table = 'username;email;name;birthdate\r\njdoe;jane@example.com;Jane;31.12.1985\r\n';

  const titles = {
    'of one line': 'Users Export\r\n',
    'that a spreadsheet padded with empty cells': 'Users Export;;;\r\nAll;;;\r\n',
    'of two lines': 'Users Export;28 Feb 2023\r\nFilter;all\r\n',
    'with empty lines': 'Users Export\r\n\r\n;;;\r\n\r\n',
    'with an open quotation mark': 'Users "Export;all\r\n',
    'after a separator line': 'sep=;\r\nUsers Export\r\n',
  };
  for (const [name, title] of Object.entries(titles)) {
    it(`propose the header after a title ${name}, and offer other lines`, async () => {
      const { format, rows } = await read(title + table);
      const line = title.split('\r\n').length;
      assert.deepEqual([format.headerLine, format.delimiter, rows], [line, ';', 1]);
      const texts = new Map(format.firstLines?.map((first) => [first.line, first.text]));
      assert.equal(texts.get(line), 'username;email;name;birthdate');
      assert.ok(
        [...texts.values()].includes(
          title.split('\r\n').findLast((text) => text !== '' && text !== ';;;') ?? '',
        ),
      );
      assert.ok(![...texts.values()].some((text) => text.startsWith('sep=')));
    });
  }

  it("have the user's choice of header line", async () => {
    const { format, rows } = await read(`Users Export\r\n${table}`, 1);
    assert.deepEqual([format.headerLine, format.header, rows], [1, ['Users Export'], 2]);
    assert.equal(format.firstLines, undefined);
  });

  it('have no title if only the first user has few values', () => {
    const [user = ''] = readFileSync(join(root, 'test/cases/sources/firebase-no-header.csv'), 'utf8').split(
      '\n',
    );
    const few = `Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8J,,false${','.repeat(21)}1771208655457,1771208655457,,,,`;
    const [found] = detect({ text: `${few}\n${user}\n${user}\n` });
    assert.deepEqual([found?.format, found?.dialect?.firstLines], ['firebase-csv', undefined]);
  });

  it('have no title if some columns have no name', async () => {
    const { format } = await read('username;email;;\njane;jane@example.com;7;8\n');
    assert.deepEqual([format.headerLine, format.firstLines], [1, undefined]);
  });

  it('have no title if other delimiters appear only in values', async () => {
    const { format } = await read('email,groups\njane@example.com,a;b;c\njoe@example.com,d;e;f\n');
    assert.deepEqual([format.delimiter, format.headerLine], [',', 1]);
    assert.equal(format.firstLines, undefined);
  });

  it('have the delimiter that a separator line declares', async () => {
    const { format, rows } = await read(`sep=|\r\n${table.replaceAll(';', '|')}`);
    assert.deepEqual([format.delimiter, format.headerLine, rows], ['|', 2, 1]);
    assert.equal(format.firstLines, undefined);
  });

  const lineEnds = {
    'CR, then CRLF': ['\r', '\r\n', '\n'],
    'LF, then CRLF': ['\n', '\r\n', '\n'],
    'CRLF, then LF': ['\r\n', '\n', '\n'],
  };
  for (const [name, [first = '', second = '', third = '']] of Object.entries(lineEnds)) {
    it(`may have lines that end in ${name}`, async () => {
      const text = `username,email${first}jane,jane@example.com${second}joe,joe@example.com${third}`;
      const { rows, lineBreaks, text: converted = '' } = await read(text);
      assert.deepEqual([rows, lineBreaks], [2, 0]);
      assert.doesNotMatch(converted, /\r/);
    });
  }

  it('report columns without a name and values after the last column', async () => {
    const { end } = await read(
      'username,,email,\n\njane,7,jane@example.com,\n,,,\njoe,,joe@example.com,,,9\n',
    );
    assert.deepEqual([end.emptyRows, end.emptyColumns], [2, 2]);
    assert.deepEqual(
      end.columns.map(({ path }) => path),
      ['username', 'column 2', 'email', 'column 6'],
    );
  });
});
