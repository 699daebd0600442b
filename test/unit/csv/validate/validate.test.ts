// The validator's result for a whole file: outcomes, counts and caps, independent of the chunks.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CsvValidator, validateText } from '../../../../src/csv/validate/validate.ts';
import { columns, file, header, pool, row } from '../pools.ts';

const user = (name: string, cells = {}) => row({ 'cognito:username': name, ...cells });
const outcomes = (text: string, schema = pool()) => {
  const { rows, ready, failed, skipped, uncertain } = validateText(text, schema).summary;
  assert.equal(rows, ready + failed + skipped + uncertain);
  return { ready, failed, skipped, uncertain };
};

describe('CsvValidator', () => {
  it('sorts rows into ready, failed, skipped and uncertain', () => {
    const text = file(
      user('a'),
      user('b', { birthdate: 'soon' }),
      user('A'),
      user('c', { name: 'C:\\temp' }),
      user('d', { 'cognito:mfa_enabled': '' }),
    );
    assert.deepEqual(outcomes(text), { ready: 2, failed: 1, skipped: 1, uncertain: 1 });
    assert.equal(validateText(text, pool()).summary.jobFails, false);
  });

  it('derives the outcome of a duplicate username from that of its first row', () => {
    const bad = { birthdate: 'soon' };
    const unsure = { name: 'C:\\temp' };
    assert.deepEqual(outcomes(file(user('a', bad), user('a'), user('a'))), {
      ready: 1,
      failed: 1,
      skipped: 1,
      uncertain: 0,
    });
    assert.deepEqual(outcomes(file(user('a', unsure), user('a'))), {
      ready: 0,
      failed: 0,
      skipped: 0,
      uncertain: 2,
    });
    assert.deepEqual(outcomes(file(user('a'), user('a', bad))), {
      ready: 1,
      failed: 1,
      skipped: 0,
      uncertain: 0,
    });
  });

  it('tells the outcome of a duplicate username in its message', () => {
    const bad = { birthdate: 'soon' };
    const unsure = { name: 'C:\\temp' };
    const duplicateMessages = (...rows: readonly string[]) =>
      validateText(file(...rows), pool()).findings.flatMap(({ rule, message }) =>
        rule === 'duplicate-username' ? message : [],
      );
    const on = 'The username is on line 2 already';
    assert.deepEqual(duplicateMessages(user('a'), user('a')), [`${on}; this user would be skipped.`]);
    assert.deepEqual(duplicateMessages(user('a', unsure), user('a')), [
      `${on}; if that user is imported, this one is skipped.`,
    ]);
    const mended = 'that user would not be imported. Once that is fixed, this one would be skipped.';
    assert.deepEqual(duplicateMessages(user('a', bad), user('a', bad), user('a', bad)), [
      `${on}; ${mended}`,
      `${on}; ${mended}`,
    ]);
    assert.deepEqual(duplicateMessages(user('a', bad), user('a'), user('a')), [
      `${on}; ${mended}`,
      'The username is on line 3 already; this user would be skipped.',
    ]);
  });

  it('fails a row of more than 16,000 characters, and no other', () => {
    const long = { name: 'x'.repeat(16_000) };
    assert.deepEqual(outcomes(file(user('a'), user('b', long), user('c'))), {
      ready: 2,
      failed: 1,
      skipped: 0,
      uncertain: 0,
    });
  });

  it('points from a duplicate to the first line of its username', () => {
    const { findings } = validateText(file(user('b'), user('a'), user('B'), user('b ')), pool());
    const duplicates = findings.filter(({ rule }) => rule === 'duplicate-username');
    assert.deepEqual(
      duplicates.map(({ line, firstLine, start, end }) => [line, firstLine, start, end]),
      [
        [4, 2, 0, 1],
        [5, 2, 0, 1],
      ],
    );
  });

  it('distinguishes more usernames than their hash table can hold initially', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => user(`user-${index}`));
    assert.equal(outcomes(file(...names)).ready, 10_000);
    assert.deepEqual(outcomes(file(...names, ...names)), {
      ready: 10_000,
      failed: 0,
      skipped: 10_000,
      uncertain: 0,
    });
  });

  it('caps the findings of each rule, but counts them all', () => {
    const rows = Array.from({ length: 30 }, (_, index) =>
      user(`u${index}`, { birthdate: 'soon', 'cognito:mfa_enabled': '' }),
    );
    const { findings, summary } = validateText(file(...rows), pool(), 10);
    assert.deepEqual(summary.counts, [
      { rule: 'birthdate-format', count: 30 },
      { rule: 'mfa-blank', count: 30 },
    ]);
    assert.equal(findings.filter(({ rule }) => rule === 'birthdate-format').length, 10);
    assert.equal(findings.filter(({ rule }) => rule === 'mfa-blank').length, 1, 'a hint is kept once');
  });

  it('judges the values of a misnamed column, and reports that the job fails', () => {
    const { findings, summary } = validateText(
      file(user('a', { birthdate: 'soon' })).replace('birthdate', 'Birth Date'),
      pool(),
    );
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['unknown-column', 'birthdate-format'],
    );
    assert.match(findings[0]?.message ?? '', /“birthdate”/);
    assert.equal(summary.jobFails, true);
  });

  it('fails every row if a required column is missing, and reports that once', () => {
    const text = 'cognito:username,email\na,a@example.com\nb,b@example.com\n';
    const { findings, summary } = validateText(text, pool());
    assert.deepEqual(findings.map(({ rule }) => rule).sort(), ['missing-column', 'missing-required-column']);
    assert.equal(summary.failed, 2);
  });

  it('asks for the more complete of two verifiable attributes', () => {
    const schema = pool({ autoVerified: ['email', 'phone_number'], attributes: [] });
    const { findings } = validateText('cognito:username,phone_number\na,+12345550199\n', schema);
    const missing = findings.find(({ rule }) => rule === 'missing-required-column');
    assert.equal(missing?.message, 'Every user needs phone_number_verified.');
  });

  it('cannot judge rows without a header', () => {
    assert.deepEqual(outcomes(`${row()}\n${row()}\n`), { ready: 0, failed: 0, skipped: 0, uncertain: 1 });
  });

  it('recognizes the algorithm of the first password hash', () => {
    const hash = '$pbkdf2-sha256$1000$c2FsdA$aGFzaA';
    const text = `${header},password_hash\n${row()},\n${user('b')},${hash}\n`;
    assert.equal(
      validateText(text, pool({ csvHeader: [...columns, 'password_hash'] })).summary.hashAlgorithm,
      'PBKDF2_SHA256',
    );
    assert.equal(validateText(file(row()), pool()).summary.hashAlgorithm, undefined);
  });

  it('never quotes a value of a row', () => {
    const secret = 'zzsecretzz';
    const cells = Object.fromEntries(columns.map((name) => [name, `${secret} "`]));
    const { findings } = validateText(file(row(cells), row(cells), `${secret},${secret}`), pool());
    assert.ok(findings.length > 5);
    assert.ok(!JSON.stringify(findings).includes(secret));
  });

  it('has the same result whatever the chunks', () => {
    const value = fc.string({ unit: fc.constantFrom('a', ',', '"', '\\', ' ', 'é', '\n', '\r') });
    fc.assert(
      fc.property(fc.array(value), fc.integer({ min: 1, max: 40 }), (values, size) => {
        const text = file(...values, row({ name: values.join('') }));
        const validator = new CsvValidator(pool());
        const bytes = new TextEncoder().encode(text);
        for (let from = 0; from < bytes.length; from += size)
          validator.push(bytes.subarray(from, from + size));
        assert.deepEqual(validator.end(), validateText(text, pool()));
      }),
    );
  });
});
