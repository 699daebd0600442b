// Fixing a whole file never makes it worse, whatever is in it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import { columns, pool, row } from '../pools.ts';
import { fixText } from '../texts.ts';

describe('fixing everything', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      ...[
        '',
        'jane',
        'Jane',
        'joe',
        'jane@example.com',
        'true',
        'yes',
        '0',
        'FALSE',
        '+12345550199',
        '0012345550199',
        '1.2E+9',
      ],
      ...[
        '02/01/1985',
        '1985-02-01',
        '25/12/1985',
        '1-2-1985',
        '1471453471',
        '1471453471000',
        '42',
        '7',
        'abcd',
        'ab',
        'abcdefgh',
      ],
      ...[
        '"Roe, Jane"',
        '"x"',
        '"',
        'Roe, Jane',
        'a,b',
        'a\\,b',
        'C:\\',
        ' x ',
        '\t',
        '"a" b',
        '"1985-02-01"',
        '1 Feb 1985',
      ],
    ),
    fc.string({
      unit: fc.constantFrom('a', '1', ',', '\\', '"', ' ', '@', '+', '-', '/', 'é'),
      maxLength: 8,
    }),
  );
  const rowLine = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.dictionary(fc.constantFrom(...columns), cell, { maxKeys: 4 }).map((cells) => row(cells)),
    },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: 14 }).map((cells) => cells.join(',')) },
  );
  const headerLine = fc.oneof(
    { weight: 3, arbitrary: fc.constant(columns.join(',')) },
    {
      weight: 1,
      arbitrary: fc
        .shuffledSubarray([...columns, 'sub', 'Phone', 'E-Mail', 'Nickname', '"name"', ' locale'])
        .map((names) => names.join(',')),
    },
  );
  const schema = fc.constantFrom(
    pool(),
    pool({ mfa: 'ON', autoVerified: ['email', 'phone_number'] }),
    pool({ caseSensitive: true, usernameAttributes: ['email'], aliasAttributes: [] }),
  );

  it('makes no new errors, and leaves nothing that it could fix', () => {
    fc.assert(
      fc.property(
        headerLine,
        fc.array(rowLine, { minLength: 1, maxLength: 6 }),
        schema,
        (header, rows, it) => {
          const text = [header, ...rows].join('\n');
          const before = validateText(text, it).summary;
          const fixed = fixText(text, it);
          const after = validateText(fixed, it).summary;
          // A row that was fixed but is still uncertain makes a later row with the same username uncertain, too.
          assert.ok(after.ready + after.uncertain >= before.ready, 'a ready row is no longer ready');
          assert.ok(after.failed <= before.failed, 'more rows fail');
          assert.ok(!after.jobFails || before.jobFails, 'the job fails');
          assert.ok(after.failed + after.skipped <= before.failed + before.skipped, 'more are not imported');
          assert.equal(fixText(fixed, it), fixed);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('leaves a quoted row alone if an earlier row has an unclosed quotation mark', () => {
    const open = row({ updated_at: '"' });
    const quoted = row({ 'cognito:username': '"joe"', 'cognito:mfa_enabled': '"' });
    const text = [columns.join(','), open, quoted].join('\n');
    assert.equal(fixText(text, pool()), text);
  });
});
