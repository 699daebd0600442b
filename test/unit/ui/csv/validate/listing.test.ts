// The listed findings: at least one of every kind, within a limit, and a correct count of the hidden ones.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../../../../src/csv/validate/finding.ts';
import { rules, type RuleId } from '../../../../../src/csv/validate/rules.ts';
import { validateText, type ValidationResult } from '../../../../../src/csv/validate/validate.ts';
import {
  findingMessage,
  hasSafeFixes,
  hiddenMessage,
  listFindings,
  placeInDocument,
} from '../../../../../src/ui/csv/validate/listing.ts';
import { mistakes } from '../../../csv/mistakes.ts';
import { file, header, pool, row } from '../../../csv/pools.ts';

/** A result with the given number of findings per rule, of which at most `kept` are kept, in mixed order. */
function result(sizes: Readonly<Partial<Record<RuleId, number>>>, kept = 5000): ValidationResult {
  const counts = (Object.entries(sizes) as [RuleId, number][]).map(([rule, count]) => ({ rule, count }));
  const findings = counts
    .flatMap(({ rule, count }) =>
      Array.from({ length: Math.min(count, kept) }, (_, index): Finding => ({
        rule,
        line: index + 2,
        start: 0,
        end: 1,
        message: rules[rule].title,
      })),
    )
    .sort((a, b) => a.line - b.line);
  const { summary } = validateText(file(), pool());
  return { findings, summary: { ...summary, counts } };
}

describe('listFindings', () => {
  it('lists all findings if there are few', () => {
    const few = result({ 'email-format': 3, 'phone-format': 4 });
    assert.deepEqual(listFindings(few), { findings: few.findings, hidden: 0, hiddenSeverity: 'info' });
  });

  it('lists rare mistakes despite frequent ones', () => {
    const { findings, hidden, hiddenSeverity } = listFindings(
      result({ 'email-format': 800, 'phone-format': 3, 'username-like-alias': 700 }),
      100,
    );
    const of = (rule: RuleId) => findings.filter((finding) => finding.rule === rule).length;
    assert.deepEqual([of('phone-format'), of('email-format'), of('username-like-alias')], [3, 48, 48]);
    assert.equal(hidden, 1503 - 99);
    assert.equal(hiddenSeverity, 'error');
  });

  it('counts findings that the validator did not keep', () => {
    assert.equal(listFindings(result({ 'email-format': 12_345 }, 200), 100).hidden, 12_245);
  });

  it('does not count the repetitions of a hint as hidden', () => {
    const once = result({ 'mfa-blank': 500 }, 1);
    assert.equal(listFindings(once).hidden, 0);
  });

  it('returns the highest severity of the hidden findings', () => {
    assert.equal(listFindings(result({ 'username-like-alias': 20 }), 10).hiddenSeverity, 'warning');
    assert.equal(listFindings(result({ 'white-space': 20 }), 10).hiddenSeverity, 'info');
  });

  it('respects the limit, uses it fully, and counts every finding', () => {
    const some: RuleId[] = [
      'email-format',
      'phone-format',
      'white-space',
      'birthdate-format',
      'quoted-value',
    ];
    const sizes = fc.dictionary(fc.constantFrom(...some), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(sizes, fc.integer({ min: 5, max: 80 }), (dictionary, most) => {
        const all = result(dictionary);
        const { findings, hidden } = listFindings(all, most);
        const total = Object.values(dictionary).reduce((sum, size) => sum + size, 0);
        assert.ok(findings.length <= most);
        assert.equal(findings.length + hidden, total);
        if (total <= most) assert.equal(hidden, 0);
        assert.deepEqual(
          new Set(findings.map(({ rule }) => rule)),
          new Set(Object.keys(dictionary)),
          'every rule is listed',
        );
        // The unused room is too small for one more finding of each rule.
        if (hidden > 0) assert.ok(most - findings.length < Object.keys(dictionary).length);
      }),
    );
  });
});

describe('the messages', () => {
  it('have the number of places of a hint', () => {
    const text = file(
      row({ 'cognito:mfa_enabled': '' }),
      row({ 'cognito:username': 'b', 'cognito:mfa_enabled': '' }),
    );
    const { findings, summary } = validateText(text, pool());
    const hint = findings.find(({ rule }) => rule === 'mfa-blank');
    assert.ok(hint);
    assert.equal(findingMessage(hint, summary, 'en'), `${hint.message} (The first of 2 places.)`);
  });

  it('are those of the finding otherwise', () => {
    const { findings, summary } = validateText(file(row({ email: 'jane' }), row({ email: 'joe' })), pool());
    const [finding] = findings;
    assert.ok(finding);
    assert.equal(findingMessage(finding, summary, 'en'), finding.message);
  });

  it('have the number of hidden findings', () => {
    assert.match(hiddenMessage(12_345, 'en'), /^…and 12,345 more /);
  });
});

describe('placeInDocument', () => {
  it('keeps the result if the file has the same lines as the document', () => {
    const inFile = validateText(file(row({ email: 'jane' })), pool());
    assert.equal(
      placeInDocument(inFile, () => assert.fail('not asked')),
      inFile,
    );
  });

  it("uses the document's lines after a bare carriage return, and keeps findings that only the file has", () => {
    // The editor ends a line at the carriage return, so the row after it is one line further down.
    const inFile = validateText(
      `${header}\n${row()}\r${row({ 'cognito:username': 'b' })}\n${row({ email: 'jo' })}\n`,
      pool(),
    );
    const inDocument = validateText(
      file(row(), row({ 'cognito:username': 'b' }), row({ email: 'jo' })),
      pool(),
    );
    const placed = placeInDocument(inFile, () => inDocument);
    assert.deepEqual(placed.summary, inFile.summary);
    assert.deepEqual(
      placed.findings.map(({ rule, line }) => [rule, line]),
      [
        ['bare-carriage-return', 2],
        ['duplicate-username', 4],
        ['email-format', 4],
      ],
    );
  });
});

describe('hasSafeFixes', () => {
  it('is true for each rule with a fix that is safe without asking', () => {
    for (const { rule, how, kind } of mistakes) if (how === 'safe') assert.ok(hasSafeFixes(rule), kind);
    assert.ok(hasSafeFixes('byte-order-mark') && hasSafeFixes('unknown-column'));
  });

  it('is false for rules that need manual fixes', () => {
    for (const rule of ['hash-format', 'number-range', 'missing-required-column', 'value-too-long'] as const)
      assert.equal(hasSafeFixes(rule), false);
  });
});
