// At least one case for every rule: a file that breaks it, and a similar one that does not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits, rules, type Rule, type RuleId } from '../../../../src/csv/validate/rules.ts';
import type { ImportSchema } from '../../../../src/csv/schema.ts';
import { CsvValidator, validateText } from '../../../../src/csv/validate/validate.ts';
import { file, marked, pool, row } from '../pools.ts';
import { writingCases } from '../ruleCases.ts';
import { valueCases } from '../ruleValueCases.ts';

const cases = [...writingCases, ...valueCases];
const good = file(row());

/** Rules about bytes and sizes, which have their own tests below. */
const rulesBelow: readonly RuleId[] = ['not-utf8', 'byte-order-mark', 'file-too-large', 'too-many-rows'];

function errors(text: string, schema: ImportSchema): readonly RuleId[] {
  return validateText(text, schema)
    .findings.map(({ rule }) => rule)
    .filter((rule) => rules[rule].severity === 'error');
}

describe('rules', () => {
  it('has a case for every rule', () => {
    const covered = new Set([...cases.map(({ rule }) => rule), ...rulesBelow]);
    assert.deepEqual(
      Object.keys(rules).filter((rule) => !covered.has(rule as RuleId)),
      [],
    );
  });

  for (const { rule, bad, good: valid, schema = {}, goodSchema = schema } of cases) {
    it(`${rule}: ${JSON.stringify(bad.slice(Math.max(0, bad.indexOf('‹')), bad.indexOf('›') + 1).slice(0, 50))}`, () => {
      const { text, line, start, end } = marked(bad);
      const found = validateText(text, pool(schema)).findings.filter((finding) => finding.rule === rule);
      assert.deepEqual(
        found.map((finding) => ({ line: finding.line, start: finding.start, end: finding.end })),
        [{ line, start, end }],
      );
      const { findings } = validateText(valid, pool(goodSchema));
      assert.deepEqual(
        findings.filter((finding) => finding.rule === rule),
        [],
      );
      assert.deepEqual(errors(valid, pool(goodSchema)), []);
    });
  }

  it('byte-order-mark: the rest of the file is judged normally', () => {
    const { findings, summary } = validateText(`\ufeff${good}`, pool());
    assert.deepEqual(
      findings.map(({ rule, line, start, end }) => [rule, line, start, end]),
      [['byte-order-mark', 1, 0, 0]],
    );
    assert.equal(summary.ready, 1);
    assert.equal(summary.jobFails, true);
  });

  it('not-utf8: at the first Latin-1 character', () => {
    const latin = new CsvValidator(pool());
    latin.push(Buffer.from(file(row({ name: 'José' })), 'latin1'));
    assert.deepEqual(
      latin.end().findings.map(({ rule, line, start }) => [rule, line, start]),
      [['not-utf8', 2, row({ name: 'José' }).indexOf('é')]],
    );
  });

  it('utf-16: the only finding, with or without a byte order mark', () => {
    for (const mark of ['\ufeff', '']) {
      const wide = new CsvValidator(pool());
      wide.push(Buffer.from(`${mark}${good}`, 'utf16le'));
      assert.deepEqual(
        wide.end().findings.map(({ rule }) => rule),
        ['utf-16'],
      );
    }
  });

  it('too-many-rows: at the first row over the limit', () => {
    const schema = pool({ csvHeader: ['cognito:username', 'email', 'email_verified'] });
    const rowsOf = (count: number) => {
      const validator = new CsvValidator(schema);
      validator.push(Buffer.from('cognito:username,email,email_verified\n'));
      for (let from = 0; from < count; from += 1000) {
        const rows = Array.from(
          { length: Math.min(1000, count - from) },
          (_, index) => `u${from + index},a@b.c,true\n`,
        );
        validator.push(Buffer.from(rows.join('')));
      }
      return validator.end();
    };
    assert.deepEqual(rowsOf(limits.rows).findings, []);
    const { findings, summary } = rowsOf(limits.rows + 2);
    assert.deepEqual(
      findings.map(({ rule, line }) => [rule, line]),
      [['too-many-rows', limits.rows + 2]],
    );
    assert.equal(summary.ready, limits.rows + 2);
  });

  it('file-too-large: by bytes, whatever the rows', () => {
    const sized = (bytes: number) => {
      const validator = new CsvValidator(pool());
      const start = Buffer.from(good);
      validator.push(start);
      const lines = Buffer.alloc(bytes - start.length, `${' '.repeat(999)}\n`);
      validator.push(lines);
      return validator.end().findings.map(({ rule }: { rule: RuleId }) => rule);
    };
    assert.ok(!sized(limits.fileBytes).includes('file-too-large'));
    assert.equal(sized(limits.fileBytes + 1)[0], 'file-too-large');
  });

  it('each have a one-sentence title and a link to the documentation', () => {
    for (const [id, rule] of Object.entries<Rule>(rules)) {
      assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.match(rule.title, /^\p{Lu}.*\.$|^cognito:mfa_enabled .*\.$|^updated_at .*\.$/u);
      assert.match(rule.link, /^https:\/\/docs\.aws\.amazon\.com\/cognito\//);
    }
  });
});
