// Blocks that are judged apart give the same result as the whole file in one go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BlockJudge } from '../../../src/csv/judge.ts';
import { CsvValidator, validateText } from '../../../src/csv/validate.ts';
import { header, pool, row } from './pools.ts';

const schema = pool({ aliasAttributes: ['email'] });

/** A row; few names and addresses, so that some are there twice. */
const line = fc.oneof(
  { weight: 20, arbitrary: userRow(fc.nat(100_000)) },
  { weight: 1, arbitrary: userRow(fc.nat(3)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ',,,', 'a,b', '"open,\nclosed",x', row({ name: '"Jane"' }), '\rx', '\0'),
  },
);

function userRow(id: fc.Arbitrary<number>): fc.Arbitrary<string> {
  const birthdate = fc.constantFrom('02/01/1985', '02/28/1985', '1985-02-01', '28/02/1985', '2/1/85', '');
  return fc.record({ id, mail: id, birthdate }).map((user) =>
    row({
      'cognito:username': `user${user.id}`,
      email: `mail${user.mail}@example.com`,
      email_verified: 'TRUE',
      birthdate: user.birthdate,
    }),
  );
}

test('any file cut into any blocks is judged as it is in one go', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  let judged = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { minLength: 1, maxLength: 8 }), { maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      fc.nat(3),
      (blocks, tries, findingsPerRule) => {
        const texts = blocks.map((lines) => `${lines.join('\n')}\n`);
        const validator = new CsvValidator(schema, findingsPerRule);
        validator.push(bytesOf(`${header}\n`));
        const { headerLine } = validator;
        assert.ok(headerLine !== undefined);
        const judge = new BlockJudge(schema, headerLine);
        texts.forEach((text, index) => {
          const bytes = bytesOf(text);
          const block = tries[index] === true ? judge.judge(bytes) : undefined;
          if (block && validator.takeJudged(block, bytes.length)) judged++;
          else validator.push(bytes);
        });
        const whole = validateText(`${header}\n${texts.join('')}`, schema, findingsPerRule);
        assert.deepEqual(validator.end(), whole);
      },
    ),
    { numRuns: 1_000 },
  );
  assert.ok(judged > 100, `${judged} blocks`);
});
