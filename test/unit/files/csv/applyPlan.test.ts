// The plan of groups and disabled users: joins the found users with the after-import file.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { ApplyRow } from '../../../../src/domain/users/applyGroups.ts';
import { readAfterHeader } from '../../../../src/files/csv/afterRows.ts';
import { groupsIn, writeApplyPlan } from '../../../../src/files/csv/applyPlan.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const root = temporaryFolder('apply');
after(() => root.remove());
const at = (name: string): string => join(root.path, name);
const list = (name: string, rows: readonly object[]): string => {
  writeFileSync(at(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return at(name);
};

const keys = list(
  'keys',
  ['ada', 'bob', 'cy', 'di'].map((username, index) => ({
    line: index + 2,
    username,
    names: [],
    aliases: [],
  })),
);
const found = list(
  'found',
  [4, 2, 3].map((line) => ({ line, username: `uuid ${line}`, sub: `sub ${line}` })),
);

test('the plan has groups and the disabled flag for each found user', async () => {
  const afterFile = at('users.after.csv');
  writeFileSync(
    afterFile,
    'groups,username,disabled,source_id\n"[""b"",""a"",""b""]",ada,false,1\na; c,bob,TRUE,2\n,cy,false,3\na,di,true,4\nno good;x,eve,,\n',
  );
  const target = at('plan');
  const written = await writeApplyPlan({ keys, found, after: afterFile, target });
  assert.deepEqual(written, {
    rows: 2,
    groups: [
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ],
    disabled: 1,
    unreadable: 1,
  });
  const rows = readFileSync(target, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ApplyRow);
  assert.deepEqual(rows, [
    { line: 2, username: 'uuid 2', sub: 'sub 2', groups: ['b', 'a'], disable: false },
    { line: 3, username: 'uuid 3', sub: 'sub 3', groups: ['a', 'c'], disable: true },
  ]);
});

test('the plan follows the given columns and separator, and common words for booleans', async () => {
  const afterFile = at('members.csv');
  writeFileSync(afterFile, 'login,roles,is_active\nada,"a, b",yes\nbob,,No\ncy,,\ndi,x,0\n');
  const target = at('named');
  const columns = { username: 'login', groups: 'roles', separator: ',', enabled: 'is_active' };
  const written = await writeApplyPlan({ keys, found, after: afterFile, columns, target });
  assert.deepEqual(
    [written.rows, written.disabled, written.groups],
    [
      2,
      1,
      [
        ['a', 1],
        ['b', 1],
      ],
    ],
  );
  assert.deepEqual(await readAfterHeader(afterFile), ['login', 'roles', 'is_active']);
  writeFileSync(afterFile, 'login,state\nada,disabled\nbob,enabled\ncy,true\n');
  const states = await writeApplyPlan({
    keys,
    found,
    after: afterFile,
    columns: { username: 'login', disabled: 'state' },
    target: at('states'),
  });
  assert.deepEqual([states.rows, states.disabled], [2, 2]);
});

test('a plan that fails leaves no partial file', async () => {
  const target = at('none');
  const afterFile = at('columns.after.csv');
  writeFileSync(afterFile, 'username,groups\nada,a\n');
  await assert.rejects(writeApplyPlan({ keys, found: at('nowhere'), after: afterFile, target }), {
    code: 'ENOENT',
  });
  assert.ok(!existsSync(target));
});

test('groups are a JSON array or names separated by semicolons', () => {
  assert.deepEqual(groupsIn('["x","y;z"]'), ['x', 'y;z']);
  assert.deepEqual(groupsIn(' x ; y;;x'), ['x', 'y']);
  assert.deepEqual(groupsIn(''), []);
  for (const bad of ['[1]', '["x"', '["a b"]', 'a b', 'x'.repeat(129)])
    assert.equal(groupsIn(bad), undefined, bad);
});
