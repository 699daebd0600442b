// The fast path, which checks rows by their bytes, gives the same result as decoding all rows to text.
import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { QuickRows } from '../../../../src/csv/validate/quickRows.ts';
import type { ImportSchema } from '../../../../src/csv/schema.ts';
import { CsvValidator } from '../../../../src/csv/validate/validate.ts';
import { columns, header, pool, row } from '../pools.ts';

const schemas = [
  pool({}),
  pool({ aliasAttributes: ['email'], caseSensitive: true }),
  pool({ aliasAttributes: ['email', 'phone_number'], mfa: 'ON' }),
  pool({ usernameAttributes: ['email', 'phone_number'], mfa: 'OFF' }),
  pool({ autoVerified: [] }),
];

function validate(bytes: Uint8Array, schema: ImportSchema, perRule: number, isThorough: boolean) {
  const validator = new CsvValidator(schema, perRule, isThorough);
  for (let at = 0; at < bytes.length; at += 300) validator.push(bytes.subarray(at, at + 300));
  return validator.end();
}

/** @returns how many rows took the fast path. */
function check(bytes: Uint8Array, schema: ImportSchema, perRule: number): number {
  const take = mock.method(QuickRows.prototype, 'take');
  try {
    const text = JSON.stringify(new TextDecoder().decode(bytes));
    assert.deepEqual(validate(bytes, schema, perRule, false), validate(bytes, schema, perRule, true), text);
    return take.mock.calls.filter(({ result }) => result !== -1).length;
  } finally {
    take.mock.restore();
  }
}

const few = fc.nat(40).map(String);
const dates = fc.constantFrom(
  '02/01/1985',
  '02/02/1985',
  '02/28/1985',
  '28/02/1985',
  '02/30/1985',
  '1985-02-01',
  '',
);
const texts = fc.oneof(
  fc.constantFrom(
    '',
    'Jane',
    'Nina',
    'null',
    'N/A',
    'None',
    'Köln',
    'Straße 1\\, Köln',
    'O’Brien',
    '李小龍',
    'Ärger',
    'Ã¼',
    'a\\b',
  ),
  fc.constantFrom(
    ' x',
    'x ',
    'a\u00a0b',
    'a\u200bb',
    '\u202fa',
    'a\u0085',
    '😀',
    '\ufffd',
    '"Jane"',
    '"open',
    'tab\tin',
    '\0',
    'a,b',
    'Â°',
    'ÂC',
    'ð½',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const cells = fc.record(
  {
    'cognito:username': fc.oneof(
      few.map((id) => `user${id}`),
      few.map((id) => `USER${id}`),
      few.map((id) => `mail${id}@example.com`),
      few.map((id) => `+12345${id}`),
      fc.constantFrom('', 'two words', 'näme', 'null', 'a@', '@', 'x'.repeat(129)),
    ),
    email: fc.oneof(
      few.map((id) => `mail${id}@example.com`),
      fc.constantFrom('', 'MAIL1@example.com', 'no', 'a@b@c', 'a b@c', 'ä@b'),
    ),
    email_verified: fc.constantFrom('TRUE', 'true', 'True', 'TRUE', 'false', '', 'yes'),
    phone_number: fc.oneof(
      few.map((id) => `+12345${id}`),
      fc.constantFrom('', '12', '+0123', '+1', `+1${'2'.repeat(15)}`),
    ),
    phone_number_verified: fc.constantFrom('TRUE', 'FALSE', '', 'tru'),
    'cognito:mfa_enabled': fc.constantFrom('', 'true', 'FALSE'),
    birthdate: dates,
    updated_at: fc.constantFrom('1471453471', '', '1471453471000', '123456789012', 'x'),
    name: texts,
  },
  { requiredKeys: ['cognito:username', 'email', 'email_verified'] },
);
const goodCells = fc.record({
  'cognito:username': fc.nat(100_000).map((id) => `user${id}`),
  email: fc.nat(100_000).map((id) => `mail${id}@example.com`),
  email_verified: fc.constant('TRUE'),
  birthdate: fc.constantFrom('02/01/1985', '02/28/1985'),
  name: fc.constantFrom('Jane', 'Jürgen Groß', 'Łukasz Żak', 'Straße 1\\, Köln', '李小龍'),
});

describe('the fast path for rows', () => {
  it('does not change the result of any file', () => {
    let taken = 0;
    const lineEnds = fc.constantFrom('\n', '\n', '\r\n', '\r');
    const lines = fc.oneof(
      { weight: 8, arbitrary: goodCells.map((cell) => row(cell)) },
      { weight: 8, arbitrary: cells.map((cell) => row(cell)) },
      { weight: 1, arbitrary: fc.constantFrom('', ',,,', 'a,b', '"open,\nclosed",x', '\rx') },
    );
    fc.assert(
      fc.property(
        fc.array(lines, { maxLength: 30 }),
        fc.constantFrom(...schemas),
        lineEnds,
        fc.nat(3),
        fc.boolean(),
        (rows, schema, end, perRule, isEnded) => {
          const text = [header, ...rows].join(end) + (isEnded ? end : '');
          taken += check(new TextEncoder().encode(text), schema, perRule);
        },
      ),
      { numRuns: 3_000 },
    );
    assert.ok(taken > 1_000, `${taken} rows`);
  });

  it('does not change the result if bytes are not UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.boolean(), (bytes, isFlipped) => {
        const text = [header, ...[1, 2, 3].map((id) => goodRow(id))].join('\n');
        const whole = new TextEncoder().encode(text);
        const at = text.indexOf('Jane', text.indexOf('user2'));
        whole.set(isFlipped ? bytes.map((byte) => byte | 0x80) : bytes, at);
        check(whole, pool({}), 200);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change the result for any character between others', () => {
    for (let code = 1; code < 0x1_0000; code++) {
      if (code % 64 !== 1) continue;
      const rows = Array.from({ length: 64 }, (_, index) => {
        const character = String.fromCharCode(code + index);
        return goodRow(index, `a${character}b${character}${character}c`);
      });
      check(new TextEncoder().encode([header, ...rows, ''].join('\n')), pool({}), 200);
    }
  });

  it('does not change the result for columns with limits', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...columns),
            fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^[-+]?[0-9.]{1,4}$/)),
          ),
          { maxLength: 20 },
        ),
        (changes) => {
          const rows = changes.map(([name, value], index) => row({ ...goodUser(index), [name]: value }));
          check(new TextEncoder().encode([header, ...rows].join('\n')), pool(), 1);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

function goodUser(id: number): Record<string, string> {
  return {
    'cognito:username': `user${id}`,
    email: `mail${id}@example.com`,
    email_verified: 'TRUE',
    'cognito:mfa_enabled': 'false',
  };
}

function goodRow(id: number, name = 'Jane'): string {
  return row({ ...goodUser(id), name });
}
