// Files of other dialects, as people really have them: how they are read for a conversion.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { beginDraft, toPlan } from '../../../../src/csv/mapping.ts';
import { convert, peek } from '../../../../src/files/csv/convertFile.ts';
import { detectEncoding } from '../../../../src/files/csv/textFile.ts';
import { defaultPool } from '../../csv/casePools.ts';

const schema = defaultPool();

const cases: readonly {
  readonly file: string;
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly headerLine?: number;
  readonly users: readonly string[];
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
  it('are UTF-16 without a byte order mark too', () => {
    const wide = Buffer.from('name,email\n', 'utf16le');
    assert.equal(detectEncoding([wide]), 'utf-16le');
    assert.equal(detectEncoding([Buffer.from(wide).swap16()]), 'utf-16be');
    assert.equal(detectEncoding([Buffer.from('name')]), 'utf-8');
  });

  for (const { file, header, delimiter, headerLine, users } of cases) {
    it(file, async () => {
      const source = { path: join(import.meta.dirname, '../../csv/cases', file) };
      const format = peek(source);
      assert.deepEqual([format.delimiter, format.headerLine, format.header], [delimiter, headerLine, header]);
      const draft = beginDraft(format.header, schema);
      const { text = '', rows } = await convert({ source, format, schema, plan: toPlan(draft) });
      const lines = text.trimEnd().split('\n').slice(1);
      assert.equal(rows, users.length);
      users.forEach((user, index) => assert.ok(lines[index]?.split(',').includes(user), lines[index]));
    });
  }
});
