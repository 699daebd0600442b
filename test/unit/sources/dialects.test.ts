// Realistic CSVs in other dialects: which users the reader finds, and what it skips.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../support/paths.ts';
import { detectFirst, readAll, tell } from './readAll.ts';

const cases: readonly {
  readonly file: string;
  readonly users: readonly string[];
  readonly emptyRows?: number;
  readonly emptyColumns?: number;
}[] = [
  {
    file: 'sep-semicolon.csv',
    users: [
      '3 username=jdoe given_name=Jane family_name=Doe email=jane@example.com phone_number=+15550100001',
      '4 username=rroe given_name=Richard family_name=Roe email=rich@example.com phone_number=+15550100002',
    ],
  },
  { file: 'sep-tab.csv', users: ['3 username=jdoe email=jane@example.com'] },
  {
    file: 'title-line.csv',
    users: [
      '3 username=jdoe email=jane@example.com | groups=admins;editors;viewers;auditors bio=Likes: a, b and c.',
      '4 username=rroe email=rich@example.com | groups=editors;viewers bio=One, two',
    ],
  },
  {
    file: 'excel-trailing-empty-rows.csv',
    users: [
      '2 given_name=Jane family_name=Doe email=jane@example.com | Position=Clerk',
      '4 given_name=Rick family_name=Roe email=rick@example.com',
    ],
    emptyRows: 3,
    emptyColumns: 4,
  },
  { file: 'utf16-quoted.csv', users: ['2 username=jdoe email=jane@example.com name=Zoë Åström'] },
  {
    file: 'template-from-cli.tsv',
    users: [
      '2 name=johndoe email=johndoe@example.com email_verified=TRUE mfa_enabled=FALSE username=johndoe',
    ],
  },
];

describe('a CSV of another dialect', () => {
  for (const { file, users, emptyRows = 0, emptyColumns = 0 } of cases) {
    it(file, async () => {
      const bytes = readFileSync(join(root, 'test/unit/csv/cases', file));
      const { entries, end } = await readAll(bytes);
      assert.deepEqual(entries.map(tell), users);
      assert.deepEqual([end.emptyRows, end.emptyColumns], [emptyRows, emptyColumns]);
    });
  }

  it('keeps values in columns without a name and after the last column', async () => {
    const { entries, end } = await readAll(
      Buffer.from('name,,email\na,x,a@example.com,y\nb,,b@example.com\n'),
    );
    assert.deepEqual(entries.map(tell), [
      '2 name=a email=a@example.com | column 2=x column 4=y',
      '3 name=b email=b@example.com',
    ]);
    assert.equal(end.emptyColumns, 0);
  });

  it('reports a column that has a name but no values', async () => {
    const { end } = await readAll(Buffer.from('name,nickname\na,\nb,\n'));
    assert.deepEqual(end.columns, [
      { path: 'name', values: 2, meaning: 'name' },
      { path: 'nickname', values: 0, meaning: 'nickname' },
    ]);
  });

  it('reads NULL as no value, except for names', async () => {
    const { entries } = await readAll(
      Buffer.from('name,email,phone,team\nNULL,NULL,\\N,NULL\nb,b@example.com,,x\n'),
    );
    assert.deepEqual(entries.map(tell), ['2 name=NULL', '3 name=b email=b@example.com | team=x']);
  });

  it('may be Windows-1252', () => {
    const bytes = Buffer.from('name,email\nZo\xeb,z@example.com\nB,b@example.com\n', 'latin1');
    assert.equal(detectFirst(bytes).shape.encoding, 'windows-1252');
  });
});
